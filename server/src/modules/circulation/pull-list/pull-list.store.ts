import { Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** How many lines the list shows, and how many of them one round takes: what can be fetched in an hour. */
export const LIST_LINES = 500
export const ROUND_LINES = 60
/** For how long fair share looks back. */
export const SHARE_DAYS = 90

export interface Where {
  readonly branch_id: string
  readonly at: string
  readonly today: Day
}

/** What the shown lines are besides their titles: names only, of titles, branches and colleagues. */
export const TitleName = Type.Object({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  language: Nullable(Type.String()),
})
export const BranchName = Type.Object({ branch_id: Id, name: Type.String() })
export const StaffName = Type.Object({ staff_id: Id, name: Type.String() })
export const titleNames = (ids: readonly string[]): Query =>
  sql`select title_id, title, author, language from cataloguing.title where title_id = any (${ids}::bigint[])`
export const branchNames = (ids: readonly string[]): Query =>
  sql`select branch_id, name from organisation.branch where branch_id = any (${ids}::bigint[])`
export const staffNames = (ids: readonly string[]): Query =>
  sql`select staff_id, name from organisation.staff where staff_id = any (${ids}::bigint[])`

/**
 * Within a group of libraries one starts after the other, so that whoever comes second takes what is left and does not
 * try for what the first just took. What no two may ever claim is guaranteed by the key, not by this.
 */
export const lockGroup = (library_id: string): Query => sql`
  select pg_advisory_xact_lock(9, (min(l) % 2147483647)::integer) from unnest(organisation.linked(${library_id}, true)) as l`

/**
 * Claims holds for a branch. The key of a claim is its hold: of two branches that start at the same moment one waits for
 * the other's row, finds it taken, and leaves it. A hold that may not be seen here is claimed by nobody here.
 */
export const claimQuery = (
  at: Where,
  by: {
    staff_id: string
    until: string
    holds: readonly { readonly hold_id: string; readonly title_id: string }[]
  },
): Query => sql`
  with taken as (
    insert into circulation.pull_claim (library_id, hold_id, title_id, branch_id, claimed_by, claimed_at, until)
    select h.library_id, h.hold_id, x.title_id, ${at.branch_id}::bigint, ${by.staff_id}::bigint, ${at.at}::timestamptz, ${by.until}::timestamptz
      from unnest(${by.holds.map(h => h.hold_id)}::bigint[], ${by.holds.map(h => h.title_id)}::bigint[]) as x(hold_id, title_id)
      join circulation.hold h on h.hold_id = x.hold_id and h.state = 'waiting'
     order by h.library_id, h.hold_id
    on conflict (library_id, hold_id) do update set title_id = excluded.title_id, branch_id = excluded.branch_id, claimed_by = excluded.claimed_by,
      claimed_at = excluded.claimed_at, until = excluded.until where pull_claim.until <= ${at.at}
    returning title_id
  )
  select count(distinct title_id)::integer as claimed from taken`

/** Who starts again goes on: what this branch claimed already is its own for another hour. */
export const prolongClaims = (at: Where, until: string): Query => sql`
  update circulation.pull_claim set until = ${until} where branch_id = ${at.branch_id} and until > ${at.at}`

/** Claims that ran out tell nothing any more. */
export const forgetClaims = (at: Where): Query => sql`
  delete from circulation.pull_claim where branch_id = ${at.branch_id} and until <= ${at.at}::timestamptz - interval '1 day'`

export const releaseClaims = (at: Where): Query => sql`
  with gone as (delete from circulation.pull_claim where branch_id = ${at.branch_id} and until > ${at.at} returning title_id)
  select count(distinct title_id)::integer as released from gone`
export const releaseTitle = (branch_id: string, title_id: string): Query =>
  sql`delete from circulation.pull_claim where branch_id = ${branch_id} and title_id = ${title_id}`

/** What this branch claimed of a title and looks for still: the holds, and until when. */
export const ClaimsOfTitle = Type.Object({ until: Nullable(Instant), holds: Type.Array(Id) })
export type ClaimsOfTitle = Type.Static<typeof ClaimsOfTitle>
export const claimsOfTitle = (at: Where, title_id: string): Query => sql`
  select base.iso(max(until)) as until, coalesce(json_agg(hold_id::text order by hold_id), '[]') as holds
    from circulation.pull_claim where branch_id = ${at.branch_id} and title_id = ${title_id} and until > ${at.at}`

export const claimedUntil = (at: Where): Query => sql`
  select base.iso(max(c.until)) as until from circulation.pull_claim c
    join circulation.hold h on h.hold_id = c.hold_id and h.state = 'waiting' where c.branch_id = ${at.branch_id} and c.until > ${at.at}`

/** What each library that items are carried to and from found for the others since a day, and got from them. */
export const shareQuery = (branch_id: string, since: string): Query => sql`
  with own as (select b.library_id from organisation.branch b where b.branch_id = ${branch_id}),
  near as materialized (select organisation.linked(library_id, true) as carried from own),
  sums as materialized (
    select f.library_id, f.for_library_id, count(*)::integer as n from circulation.pull_fill f
     where f.library_id = any ((select carried from near)::bigint[]) and f.for_library_id = any ((select carried from near)::bigint[])
       and f.library_id <> f.for_library_id and f.on_day > ${since} group by f.library_id, f.for_library_id
  )
  select l.library_id, l.name as library_name, l.library_id = own.library_id as own,
         coalesce((select sum(n) from sums s where s.library_id = l.library_id), 0)::integer as filled,
         coalesce((select sum(n) from sums s where s.for_library_id = l.library_id), 0)::integer as received
    from organisation.library l cross join own where l.library_id = any ((select carried from near)::bigint[])
   order by l.library_id <> own.library_id, l.name`
