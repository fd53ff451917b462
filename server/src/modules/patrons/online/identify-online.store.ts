import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { Tariff } from '../memberships/uitpas.ts'

/** The cards that the desk gives: one of the library, an identity card, or both. */
export const giveCards = (
  ctx: StaffCtx,
  patron_id: string,
  of: {
    readonly card: string | null
    readonly eid: { readonly code: string; readonly expires_on: string | null } | null
  },
): Query => sql`
  insert into patrons.card (library_id, patron_id, kind, code, state, since, expires_on)
  select ${ctx.actor.library_id}::bigint, ${patron_id}::bigint, k.kind, k.code, 'active', ${dayOf(ctx.now)}::date, k.expires_on
    from (values ('library', ${of.card}::text, null::date), ('eid', ${of.eid?.code ?? null}::text, ${of.eid?.expires_on ?? null}::date)) as k(kind, code, expires_on)
   where k.code is not null`

export const setGroup = (patron_id: string, category: string | null, tariff: Tariff | null): Query =>
  sql`update patrons.patron set category = ${category}, social_until = ${tariff?.social_until ?? null}::date, social_proof = ${tariff?.proof ?? null}
       where patron_id = ${patron_id}`

/** Seen at the desk: the block that waited for that is lifted, and nothing waits any more. */
export const identified = (ctx: StaffCtx, patron_id: string): Query[] => [
  sql`update patrons.block set lifted_at = ${ctx.now.toString()}, lifted_by = ${ctx.actor.staff_id}
       where patron_id = ${patron_id} and cause = 'not_identified' and lifted_at is null`,
  sql`delete from patrons.online_registration where patron_id = ${patron_id}`,
]

/** What the parent or guardian said on the internet was heard at the desk. */
export const hearConsent = (ctx: StaffCtx, patron_id: string, consent: 'paper' | 'desk'): Query =>
  sql`update patrons.guardian_consent set consent = ${consent}, given_at = ${ctx.now.toString()}, made_by = ${ctx.actor.staff_id}
       where patron_id = ${patron_id} and consent = 'online'`
