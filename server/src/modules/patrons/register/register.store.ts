import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { PatronFields, Source } from '../fields.rules.ts'
import type { Offer, Term } from '../memberships/membership.rules.ts'
import { settingOf } from '../memberships/membership-types.store.ts'

/** Whether a number is known: the patron here, and one bit for everywhere else. */
export const Known = Type.Object({ here: Nullable(Id), elsewhere: Type.Boolean() })
export const knownQuery = (index: string): Query =>
  sql`select here, elsewhere from patrons.number_known(${Buffer.from(index)})`

export const KeepsNumbers = Type.Object({ use_number: Type.Unknown() })
/** One row: whether the own library may keep numbers, as stored. */
export const keepsNumbers = sql`select ${settingOf('patrons.use_national_number')} as use_number`

export const Desk = Type.Object({ card_in_use: Type.Boolean(), use_number: Type.Unknown() })
/** One row: whether the own library has given this card, and whether it may keep numbers. */
export const deskFacts = (ctx: StaffCtx, card: string): Query =>
  sql`select exists (select from patrons.card where library_id = ${ctx.actor.library_id} and code = ${card}) as card_in_use,
             ${settingOf('patrons.use_national_number')} as use_number`

/** Everything about a new patron, ready to be written. */
export interface NewPatron {
  readonly fields: PatronFields
  readonly number: { readonly index: string; readonly cipher: string } | null
  readonly card: string
  readonly offer: Offer
  readonly term: Term
  readonly tokens: readonly string[]
  readonly statement: { readonly version: string; readonly how: 'screen' | 'paper' }
  readonly provenance: Readonly<Record<string, Source>>
}

/** The record with its card, membership and names: one statement, one row `{ patron_id }`. */
export function insertPatron(ctx: StaffCtx, n: NewPatron): Query {
  const { fields: f, term } = n
  const at = ctx.now.toString()
  const person = n.number
    ? sql`patrons.person_of(${Buffer.from(n.number.index)}, ${n.number.cipher}, ${at})`
    : sql`null`
  return sql`
    with p as (
      insert into patrons.patron (library_id, person_id, family_name, given_name, birth_on, gender, street, postcode, municipality,
        email, phone, language, message_channel, keep_history, news, membership_type, member_since, member_until,
        statement_version, statement_how, statement_shown_at, provenance, registered_at, registered_by)
      values (${ctx.actor.library_id}, ${person}, ${f.family_name}, ${f.given_name}, ${f.birth_on}, ${f.gender}, ${f.street},
        ${f.postcode}, ${f.municipality}, ${f.email}, ${f.phone}, ${f.language}, ${f.message_channel}, ${f.keep_history}, ${f.news},
        ${n.offer.type}, ${term.starts_on}, ${term.ends_on}, ${n.statement.version}, ${n.statement.how}, ${at},
        ${JSON.stringify(n.provenance)}, ${at}, ${ctx.actor.staff_id})
      returning patron_id, library_id),
    card as (
      insert into patrons.card (library_id, patron_id, code, state, since)
      select library_id, patron_id, ${n.card}, 'active', ${dayOf(ctx.now)}::date from p),
    membership as (
      insert into patrons.membership (library_id, patron_id, type, starts_on, ends_on, fee_cents, made_at, made_by)
      select library_id, patron_id, ${n.offer.type}, ${term.starts_on}::date, ${term.ends_on}::date, ${n.offer.fee_cents}::integer,
             ${at}::timestamptz, ${ctx.actor.staff_id}::bigint from p),
    names as (
      insert into patrons.name_token (library_id, token, patron_id)
      select library_id, t.token, patron_id from p, unnest(${n.tokens}::text[]) as t(token))
    select patron_id from p`
}
