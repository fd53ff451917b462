import { Cents, Consent, Day, Family, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { balanceOf } from '../../finance/index.ts'
import { cardIs, cardState } from '../cards/card.store.ts'
import { settingOf } from '../memberships/membership-types.store.ts'
import type { Tie } from './family.rules.ts'

const Kind = Type.Union([Type.Literal('guardian'), Type.Literal('collector')])
export const TieRow = Type.Object({
  link_id: Id,
  patron_id: Id,
  other_id: Id,
  kind: Kind,
  removed: Type.Boolean(),
})
/** Every tie of a patron, on either side, also those that were taken away today. */
export const tiesOf = (patron_id: string): Query => sql`
  select link_id, patron_id, other_id, kind, removed_at is not null as removed from patrons.family_link
   where patron_id = ${patron_id} or other_id = ${patron_id}`

export const OtherPatron = Type.Object({
  patron_id: Id,
  library_id: Id,
  birth_on: Nullable(Type.String()),
})
/** Whom a card opens; lost and ended cards open nobody, and the own library's come first. */
export const otherByCard = (ask: { card: string; eid: readonly string[]; today: string }): Query => sql`
  select p.patron_id, p.library_id, p.birth_on from patrons.card c join patrons.patron p on p.patron_id = c.patron_id
   where ${cardIs(ask.card.trim(), ask.eid)} and ${cardState(sql`${ask.today}::date`)} = 'active'
   order by c.library_id <> (select organisation.own_library()), c.card_id limit 1`

export const OpenPatron = Type.Object({
  patron_id: Id,
  birth_on: Nullable(Type.String()),
  until_age: Type.Unknown(),
  consent_until_age: Type.Unknown(),
  guardian_consent: Family.properties.guardian_consent,
})
export const openPatron = (patron_id: string): Query => sql`
  select p.patron_id, p.birth_on, ${settingOf('patrons.family_titles_until_age')} as until_age,
         ${settingOf('patrons.consent_until_age')} as consent_until_age,
         (select json_build_object('given_by', g.given_by, 'relation', g.relation, 'consent', g.consent,
                   'on', (g.given_at at time zone 'Europe/Brussels')::date)
            from patrons.guardian_consent g where g.patron_id = p.patron_id) as guardian_consent
    from patrons.patron p where p.patron_id = ${patron_id}`

export const MemberRow = Type.Object({
  link_id: Id,
  patron_id: Id,
  other_id: Id,
  kind: Kind,
  member_id: Id,
  name: Type.String(),
  birth_on: Nullable(Type.String()),
  /** Birth date of the child of the tie, whichever side that is. */
  child_birth_on: Nullable(Type.String()),
  card_tail: Type.String(),
  loans: Type.Array(Type.Object({ title: Type.String(), due_on: Day })),
  consent: Consent,
  since: Day,
  pays: Type.Boolean(),
  balance_cents: Cents,
})
export type MemberRow = Static<typeof MemberRow>
/** The others of the ties that stand, children first, then by name. */
export const membersOf = (patron_id: string): Query => sql`
  select f.link_id, f.patron_id, f.other_id, f.kind, m.patron_id as member_id, m.given_name || ' ' || m.family_name as name, m.birth_on,
         (select c.birth_on from patrons.patron c where c.patron_id = f.patron_id) as child_birth_on,
         coalesce((select c.tail from patrons.card c where c.patron_id = m.patron_id and c.state = 'active'
                    order by c.card_id desc limit 1), '') as card_tail,
         coalesce((select json_agg(json_build_object('title', t.title, 'due_on', l.due_on) order by l.due_on, t.title)
            from circulation.loan l join cataloguing.title t on t.title_id = l.title_id
           where l.patron_id = m.patron_id and l.returned_at is null), '[]') as loans,
         f.consent, (f.made_at at time zone 'Europe/Brussels')::date as since, f.pays, ${balanceOf(sql`m`)} as balance_cents
    from patrons.family_link f
    join patrons.patron m on m.patron_id = case when f.patron_id = ${patron_id} then f.other_id else f.patron_id end
   where (f.patron_id = ${patron_id} or f.other_id = ${patron_id}) and f.removed_at is null
   order by f.kind <> 'guardian', f.patron_id = ${patron_id}, name`

export const insertTie = (
  ctx: StaffCtx,
  tie: Tie & { readonly library_id: string; readonly consent: string },
): Query => sql`
  insert into patrons.family_link (library_id, patron_id, other_id, kind, consent, made_at, made_by)
  values (${tie.library_id}, ${tie.patron_id}, ${tie.other_id}, ${tie.kind}, ${tie.consent}, ${ctx.now.toString()}, ${ctx.actor.staff_id})`

/** Taken away or, with null, put back; who was taken away does not pay any more. */
export const markTie = (link_id: string, at: string | null): Query =>
  sql`update patrons.family_link set removed_at = ${at}, pays = pays and ${at}::timestamptz is null where link_id = ${link_id}`

/** Ties that were taken away before today, and those of a child who has come of age. */
export const forgetTies = (library_id: string, on: { today: Day; born: Day }, most: number): Query => sql`
  with gone as (
    delete from patrons.family_link where library_id = ${library_id} and link_id in (
      select f.link_id from patrons.family_link f join patrons.patron p on p.patron_id = f.patron_id
       where f.library_id = ${library_id}
         and (f.removed_at < (${on.today}::date at time zone 'Europe/Brussels')
              or (f.kind = 'guardian' and char_length(p.birth_on) = 10 and p.birth_on <= ${on.born})) limit ${most})
    returning 1)
  select count(*)::int as gone from gone`

/** One tie pays and no other of the same child does; with false none of them. */
export const markPayer = (
  tie: { readonly link_id: string; readonly patron_id: string },
  pays: boolean,
): Query[] => [
  sql`update patrons.family_link set pays = false where patron_id = ${tie.patron_id} and pays`,
  ...(pays ? [sql`update patrons.family_link set pays = true where link_id = ${tie.link_id}`] : []),
]

export interface NewConsent {
  readonly library_id: string
  readonly patron_id: string
  readonly given_by: string
  readonly relation: string
  readonly consent: string
}
export const writeConsent = (ctx: StaffCtx, c: NewConsent): Query => sql`
  insert into patrons.guardian_consent (library_id, patron_id, given_by, relation, consent, given_at, made_by)
  values (${c.library_id}, ${c.patron_id}, ${c.given_by}, ${c.relation}, ${c.consent}, ${ctx.now.toString()}, ${ctx.actor.staff_id})
  on conflict (library_id, patron_id) do update set given_by = excluded.given_by, relation = excluded.relation, consent = excluded.consent,
    given_at = excluded.given_at, made_by = excluded.made_by`
export const eraseConsent = (patron_id: string): Query =>
  sql`delete from patrons.guardian_consent where patron_id = ${patron_id}`

/**
 * Whether a parent or guardian agreed for `p`: said by one without a record, or by a tie with one who has. What was said in
 * a form on the internet is heard again at the desk.
 */
export const consentGiven = sql`(exists (select from patrons.guardian_consent g where g.patron_id = p.patron_id and g.consent <> 'online')
  or exists (select from patrons.family_link f where f.patron_id = p.patron_id and f.kind = 'guardian' and f.removed_at is null))`

/** Consents for who has come of age: they have done their work. */
export const forgetConsents = (library_id: string, born: Day, most: number): Query => sql`
  with gone as (
    delete from patrons.guardian_consent where library_id = ${library_id} and patron_id in (
      select g.patron_id from patrons.guardian_consent g join patrons.patron p on p.patron_id = g.patron_id
       where g.library_id = ${library_id} and char_length(p.birth_on) = 10 and p.birth_on <= ${born} limit ${most})
    returning 1)
  select count(*)::int as gone from gone`
