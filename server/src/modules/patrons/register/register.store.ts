import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { statementNow } from '../statement/statement.store.ts'
import type { PatronFields, Source } from '../fields.rules.ts'
import type { Offer, Term } from '../memberships/membership.rules.ts'
import type { Tariff } from '../memberships/uitpas.ts'

/** Whether a number is known: the patron here, and one bit for everywhere else. */
export const Known = Type.Object({ here: Nullable(Id), elsewhere: Type.Boolean() })
export const knownQuery = (index: string): Query =>
  sql`select here, elsewhere from patrons.number_known(${Buffer.from(index)})`

export const CardInUse = Type.Object({ card_in_use: Type.Boolean(), eid_in_use: Type.Boolean() })
/** One row: whether the own library has ever given this card, or knows this identity card, to whomever. */
export const cardsInUse = (ctx: StaffCtx, of: { card: string | null; eid: readonly string[] }): Query => sql`
  select exists (select from patrons.card where library_id = ${ctx.actor.library_id} and code = ${of.card}) as card_in_use,
         exists (select from patrons.card where library_id = ${ctx.actor.library_id} and code = any (${[...of.eid]}::text[])) as eid_in_use`

/** Everything about a new patron, ready to be written. */
export interface NewPatron {
  readonly fields: PatronFields
  readonly number: { readonly index: string; readonly cipher: string } | null
  readonly card: string | null
  /** The identity card under its hash, and the last day where that is kept. */
  readonly eid: { readonly code: string; readonly expires_on: string | null } | null
  readonly offer: Offer
  readonly term: Term
  readonly category: string | null
  readonly tariff: Tariff | null
  readonly tokens: readonly string[]
  readonly statement: { readonly version: string; readonly how: 'screen' | 'paper' }
  readonly provenance: Readonly<Record<string, Source>>
}

/** The record with its cards, membership and names: one statement, one row `{ patron_id }`. */
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
        statement_version, statement_how, statement_shown_at, statement_by, category, social_until, social_proof, provenance, registered_at, registered_by)
      values (${ctx.actor.library_id}, ${person}, ${f.family_name}, ${f.given_name}, ${f.birth_on}, ${f.gender}, ${f.street},
        ${f.postcode}, ${f.municipality}, ${f.email}, ${f.phone}, ${f.language}, ${f.message_channel}, ${f.keep_history}, ${f.news},
        ${n.offer.type}, ${term.starts_on}, ${term.ends_on}, coalesce(${statementNow(dayOf(ctx.now))}, ${n.statement.version}), ${n.statement.how}, ${at}, ${ctx.actor.staff_id},
        ${n.category}, ${n.tariff?.social_until ?? null}, ${n.tariff?.proof ?? null},
        ${JSON.stringify(n.provenance)}, ${at}, ${ctx.actor.staff_id})
      returning patron_id, library_id),
    card as (
      insert into patrons.card (library_id, patron_id, kind, code, state, since, expires_on)
      select library_id, patron_id, k.kind, k.code, 'active', ${dayOf(ctx.now)}::date, k.expires_on
        from p, (values ('library', ${n.card}::text, null::date), ('eid', ${n.eid?.code ?? null}::text, ${n.eid?.expires_on ?? null}::date)) as k(kind, code, expires_on)
       where k.code is not null),
    membership as (
      insert into patrons.membership (library_id, patron_id, type, starts_on, ends_on, fee_cents, made_at, made_by)
      select library_id, patron_id, ${n.offer.type}, ${term.starts_on}::date, ${term.ends_on}::date, ${n.offer.fee_cents}::integer,
             ${at}::timestamptz, ${ctx.actor.staff_id}::bigint from p),
    names as (
      insert into patrons.name_token (library_id, token, patron_id)
      select library_id, t.token, patron_id from p, unnest(${n.tokens}::text[]) as t(token))
    select patron_id from p`
}
