import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { PatronFields, Source } from '../fields.rules.ts'
import { ONLINE } from './online.rules.ts'

export interface NewOnline {
  readonly fields: PatronFields
  readonly guardian: { readonly given_by: string; readonly relation: string } | null
  readonly statement_version: string
  readonly provenance: Readonly<Record<string, Source>>
  readonly tokens: readonly string[]
  readonly visit_until: string
  readonly remind_on: string
  readonly may_hold: boolean
  readonly kept_from: readonly string[]
}
export const MadeOnline = Type.Object({ patron_id: Id })

/** What the block says to who reads only the block: the screens have their own words for its cause. */
const REASON = 'Online ingeschreven, nog niet geïdentificeerd'
const REMEDY = 'Lees de eID of kijk een identiteitsbewijs na.'

/** The record with names, membership and block, and what is left to do about it: one statement, one row `{ patron_id }`. */
export function insertOnline(ctx: StaffCtx, n: NewOnline): Query {
  const { fields: f } = n
  const at = ctx.now.toString()
  const today = dayOf(ctx.now)
  return sql`
    with p as (
      insert into patrons.patron (library_id, family_name, given_name, birth_on, gender, street, postcode, municipality, email, phone,
        language, message_channel, keep_history, news, membership_type, member_since, member_until, statement_version, statement_how,
        statement_shown_at, provenance, registered_at)
      values (${ctx.actor.library_id}, ${f.family_name}, ${f.given_name}, ${f.birth_on}, ${f.gender}, ${f.street}, ${f.postcode},
        ${f.municipality}, ${f.email}, ${f.phone}, ${f.language}, ${f.message_channel}, ${f.keep_history}, ${f.news}, ${ONLINE}, ${today},
        ${n.visit_until}, ${n.statement_version}, 'online', ${at}, ${JSON.stringify(n.provenance)}, ${at})
      returning patron_id, library_id),
    membership as (
      insert into patrons.membership (library_id, patron_id, type, starts_on, ends_on, fee_cents, fee_because, made_at)
      select library_id, patron_id, ${ONLINE}, ${today}::date, ${n.visit_until}::date, 0, 'free', ${at}::timestamptz from p),
    block as (
      insert into patrons.block (library_id, patron_id, reason, since, actions, reach, remedy, cause)
      select library_id, patron_id, ${REASON}, ${today}::date, ${n.kept_from}::text[], 'cooperation', ${REMEDY}, 'not_identified' from p),
    waits as (
      insert into patrons.online_registration (library_id, patron_id, confirmed_at, remind_on, visit_until, may_hold)
      select library_id, patron_id, ${at}::timestamptz, ${n.remind_on}::date, ${n.visit_until}::date, ${n.may_hold} from p),
    consent as (
      insert into patrons.guardian_consent (library_id, patron_id, given_by, relation, consent, given_at)
      select library_id, patron_id, ${n.guardian?.given_by ?? null}::text, ${n.guardian?.relation ?? null}::text, 'online', ${at}::timestamptz
        from p where ${n.guardian !== null}),
    names as (
      insert into patrons.name_token (library_id, token, patron_id)
      select library_id, t.token, patron_id from p, unnest(${n.tokens}::text[]) as t(token))
    select patron_id from p`
}

/**
 * Patrons of a library whose day has passed and who were never seen: with nothing at home, nothing reserved and nothing
 * open. Who still has something open waits for somebody to settle it. The records are held: a desk may just identify one.
 */
export const lapsedOnline = (library_id: string, today: string, most: number): Query => sql`
  select o.patron_id from patrons.online_registration o join patrons.patron p on p.patron_id = o.patron_id
   where o.library_id = ${library_id} and o.visit_until < ${today}::date
     and not exists (select from circulation.loan l where l.patron_id = o.patron_id and l.returned_at is null)
     and not exists (select from circulation.hold h where h.patron_id = o.patron_id and h.closed_at is null)
     and not exists (select from patrons.merge m where o.patron_id in (m.kept_id, m.gone_id) and m.ended is null)
     and coalesce((select sum(e.amount_cents) from finance.account a join finance.entry e on e.account_id = a.account_id
                    where a.library_id = o.library_id and a.patron_id = o.patron_id), 0) = 0
   order by o.patron_id limit ${most} for update of p`
