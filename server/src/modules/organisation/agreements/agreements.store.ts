import { type Agreement, Day, Nullable, Rung } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { End, Opens } from './rung.rules.ts'

/** A parting `p` that was set for a day to come, was not taken back, and after which no other was set. */
const standingParting = sql`(p.kept_at is null and not p.at_once and not exists (
  select from organisation.parting q where q.agreement_id = p.agreement_id and q.library_id is not distinct from p.library_id
     and q.kept_at is null and q.parting_id > p.parting_id))`

const agreements = sql`
  select a.agreement_id, a.name, a.rung, a.starts_on, a.ends_on, a.membership_types,
         (select jsonb_agg(jsonb_build_object('library_id', m.library_id::text, 'name', l.name, 'joined_on', m.joined_on,
                   'left_on', m.left_on) order by l.name, l.library_id)
            from organisation.agreement_member m join organisation.library l on l.library_id = m.library_id
           where m.agreement_id = a.agreement_id) as members,
         coalesce((select jsonb_agg(jsonb_build_object('parting_id', p.parting_id::text, 'library_id', p.library_id::text, 'ends_on', p.ends_on,
                   'tells', p.tells) order by p.parting_id)
            from organisation.parting p where p.agreement_id = a.agreement_id and ${standingParting}), '[]') as partings
    from organisation.agreement a`

export const allAgreements: Query = sql`${agreements} order by a.starts_on desc, a.agreement_id desc`
export const oneAgreement = (agreement_id: string): Query =>
  sql`${agreements} where a.agreement_id = ${agreement_id}`
export type AgreementRow = Static<typeof Agreement>

/** Whether it, and the part of each member, was cut short at an instant. */
export const Ended = Type.Object({ ended: Type.Boolean(), left: Type.Array(Type.String()) })
export const endedParts = (agreement_id: string): Query =>
  sql`select a.ended_at is not null as ended,
             coalesce((select jsonb_agg(m.library_id::text) from organisation.agreement_member m
                        where m.agreement_id = a.agreement_id and m.left_at is not null), '[]') as left
        from organisation.agreement a where a.agreement_id = ${agreement_id}`

/** As `lockLibraries`, for the members of an agreement and one library more. */
export const lockMembers = (agreement_id: string, library_id: string): Query =>
  sql`select library_id from organisation.library
       where library_id = ${library_id}
          or library_id in (select m.library_id from organisation.agreement_member m where m.agreement_id = ${agreement_id})
       order by library_id for no key update`

export const librariesAmong = (library_ids: readonly string[]): Query =>
  sql`select library_id from organisation.library where library_id = any (${library_ids}::bigint[]) and active`

/** The agreement that libraries join, while it runs, with who is in it. */
export const Joined = Type.Object({
  agreement_id: Type.String(),
  name: Type.String(),
  rung: Rung,
  ends_on: Nullable(Day),
  membership_types: Nullable(Type.Array(Type.String())),
  members: Type.Array(Type.String()),
})
export type Joined = Static<typeof Joined>
export const joinedAgreement = (agreement_id: string | null, today: string): Query =>
  sql`select a.agreement_id, a.name, a.rung, a.ends_on, a.membership_types,
             array(select m.library_id::text from organisation.agreement_member m
                    where m.agreement_id = a.agreement_id and m.left_at is null and coalesce(m.left_on, 'infinity') >= ${today}::date
                    order by m.library_id) as members
        from organisation.agreement a
       where a.agreement_id = ${agreement_id}::bigint and a.ended_at is null and coalesce(a.ends_on, 'infinity') >= ${today}::date`

/** Agreements that already join two of these libraries on a day of the period; `but`: the one that is joined. */
export const overlapping = (
  library_ids: readonly string[],
  at: { readonly starts_on: string; readonly ends_on: string | null; readonly but: string | null },
): Query =>
  sql`select a.agreement_id
        from organisation.agreement a
        join organisation.agreement_member m on m.agreement_id = a.agreement_id
       where m.library_id = any (${library_ids}::bigint[]) and a.ended_at is null and m.left_at is null
         and a.agreement_id is distinct from ${at.but}::bigint
         and greatest(a.starts_on, m.joined_on) <= coalesce(${at.ends_on}::date, 'infinity')
         and least(coalesce(a.ends_on, 'infinity'), coalesce(m.left_on, 'infinity')) >= ${at.starts_on}::date
       group by a.agreement_id having count(*) > 1`

/** Lets libraries in from a day on; who left earlier comes back by the row that remembers it. */
export const addMembers = (agreement_id: string, library_ids: readonly string[], joined_on: string): Query =>
  sql`insert into organisation.agreement_member (agreement_id, library_id, joined_on)
      select ${agreement_id}::bigint, x, ${joined_on}::date from unnest(${library_ids}::bigint[]) x
      on conflict (agreement_id, library_id) do update set joined_on = excluded.joined_on, left_on = null, left_at = null`

export interface NewAgreement {
  readonly name: string
  readonly rung: Static<typeof Rung>
  readonly starts_on: string
  readonly ends_on: string | null
  readonly membership_types: readonly string[] | null
  readonly library_ids: readonly string[]
}

export const insertAgreement = (a: NewAgreement, opens: Opens): Query =>
  sql`with made as (
        insert into organisation.agreement (name, rung, starts_on, ends_on, membership_types, shares_fee, shares_rules, shares_patrons,
          has_transport, shares_letters, floats)
        values (${a.name}, ${a.rung}, ${a.starts_on}, ${a.ends_on}, ${a.membership_types}::text[], ${opens.shares_fee}, ${opens.shares_rules},
          ${opens.shares_patrons}, ${opens.has_transport}, ${opens.shares_letters}, ${opens.floats})
        returning agreement_id
      ), members as (
        insert into organisation.agreement_member (agreement_id, library_id, joined_on)
        select made.agreement_id, l.library_id, ${a.starts_on} from made, unnest(${a.library_ids}::bigint[]) as l(library_id)
      )
      select agreement_id from made`

interface SetEnd {
  readonly ends_on: string | null
  readonly at_once: boolean
}
/** Sets the end of the whole; with `ends_on` null it has none. */
export const endWhole = (agreement_id: string, end: SetEnd, now: string | null): Query =>
  sql`update organisation.agreement set ends_on = ${end.ends_on}, ended_at = ${end.at_once ? now : null}
       where agreement_id = ${agreement_id}`

export const endMember = (agreement_id: string, library_id: string, end: SetEnd, now: string | null): Query =>
  sql`update organisation.agreement_member set left_on = ${end.ends_on}, left_at = ${end.at_once ? now : null}
       where agreement_id = ${agreement_id} and library_id = ${library_id}`

export interface NewParting {
  readonly agreement_id: string
  readonly library_id: string | null
  readonly end: End
  readonly before_on: string | null
  readonly tells: boolean
}
export const insertParting = (
  p: NewParting,
  by: { readonly staff_id: string; readonly now: string },
): Query =>
  sql`insert into organisation.parting (agreement_id, library_id, ends_on, at_once, before_on, tells, made_at, made_by)
      values (${p.agreement_id}, ${p.library_id}, ${p.end.ends_on}, ${p.end.at_once}, ${p.before_on}, ${p.tells}, ${by.now}, ${by.staff_id})`

/** A parting as who takes it back finds it; `stands` is false when it was taken back, or another was set since. */
export const PartingRow = Type.Object({
  agreement_id: Type.String(),
  library_id: Nullable(Type.String()),
  ends_on: Day,
  before_on: Nullable(Day),
  stands: Type.Boolean(),
  members: Type.Array(Type.String()),
})
export const oneParting = (parting_id: string): Query =>
  sql`select p.agreement_id, p.library_id, p.ends_on, p.before_on, ${standingParting} as stands,
             array(select m.library_id::text from organisation.agreement_member m
                    where m.agreement_id = p.agreement_id and m.left_at is null) as members
        from organisation.parting p where p.parting_id = ${parting_id}`
export const lockParting = (parting_id: string): Query =>
  sql`select l.library_id from organisation.parting p join organisation.agreement_member m on m.agreement_id = p.agreement_id
        join organisation.library l on l.library_id = m.library_id
       where p.parting_id = ${parting_id} order by l.library_id for no key update of l`
export const keepTogether = (
  parting_id: string,
  by: { readonly staff_id: string; readonly now: string },
): Query =>
  sql`update organisation.parting set kept_at = ${by.now}, kept_by = ${by.staff_id} where parting_id = ${parting_id}`

/** What lies across the border between each library and those that it works with no longer. */
export const AcrossRow = Type.Object({
  library_id: Type.String(),
  loans_elsewhere: Type.Integer(),
  holds_elsewhere: Type.Integer(),
  ready_elsewhere: Type.Integer(),
  items_elsewhere: Type.Integer(),
  on_the_way: Type.Integer(),
  owed_cents: Type.String(),
  fee_once: Type.Integer(),
})
export const acrossQuery = (library_id: string, others: readonly string[], day: string): Query =>
  sql`select ${library_id}::bigint as library_id, c.* from circulation.count_across(${library_id}, ${others}::bigint[], ${day}::date) c
       where c.loans_elsewhere is not null`
