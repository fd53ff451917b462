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

/**
 * Whatever waits and may be served from this branch, and the items of those titles that stand on a shelf here. It
 * walks from the queue to the items of this one branch, so that 200,000 items cost no more than what is waited for.
 * A miss stops counting when something happened to the item since, or after ninety days.
 */
const reach = ({ branch_id, at, today }: Where): Query => sql`
  own as materialized (select b.branch_id, b.library_id from organisation.branch b where b.branch_id = ${branch_id}),
  near as materialized (select organisation.linked(library_id, false) as patrons, organisation.linked(library_id, true) as carried from own),
  open_holds as (
    select h.hold_id, h.library_id, h.title_id, h.placed_at, h.pickup_branch_id, h.wanted_item_id, h.suspended_until, h.expires_on, h.after_hold_id
      from circulation.hold h where h.state = 'waiting' and h.library_id = any ((select patrons from near)::bigint[])
    union all
    select h.hold_id, h.library_id, x.title_id, h.placed_at, h.pickup_branch_id, h.wanted_item_id, h.suspended_until, h.expires_on, h.after_hold_id
      from circulation.hold_title x join circulation.hold h on h.hold_id = x.hold_id and h.state = 'waiting' and h.title_id <> x.title_id
     where x.library_id = any ((select patrons from near)::bigint[])
  ),
  wanted as materialized (
    select h.hold_id, h.library_id, h.title_id, h.placed_at, pb.library_id = own.library_id as is_own, pb.name as for_branch,
           c.branch_id as claim_branch_id, c.until, c.claimed_by
      from open_holds h join organisation.branch pb on pb.branch_id = h.pickup_branch_id cross join own
      left join circulation.pull_claim c on c.library_id = h.library_id and c.hold_id = h.hold_id and c.until > ${at}
     where pb.library_id = any ((select carried from near)::bigint[])
       and coalesce(h.suspended_until <= ${today}, true) and coalesce(h.expires_on >= ${today}, true)
       and (h.wanted_item_id is null
         or exists (select from inventory.item wi where wi.item_id = h.wanted_item_id and wi.title_id = h.title_id and wi.branch_id = ${branch_id}))
       and (h.after_hold_id is null or not exists (select from circulation.hold p where p.hold_id = h.after_hold_id and p.closed_at is null))
  ),
  stock as materialized (
    select w.title_id, count(*)::integer as items_here, coalesce(max(m.tries), 0) as tries, min(coalesce(o.place, 1000000)) as place,
           min(i.shelf) as shelf, min(i.call_number) as call_number, min(i.item_type) as item_type
      from (select distinct title_id from wanted) w
      join inventory.item i on i.branch_id = ${branch_id} and i.title_id = w.title_id and i.state = 'in_use' and i.loanable
      left join circulation.item_status s on s.item_id = i.item_id
      left join circulation.shelf_order o on o.branch_id = i.branch_id and o.shelf = i.shelf
      left join circulation.pull_miss m on m.item_id = i.item_id and m.last_at > coalesce(s.since, '-infinity')
                                       and m.last_at > ${at}::timestamptz - interval '90 days'
     where coalesce(s.status, 'available') = 'available' and coalesce(s.branch_id, i.branch_id) = ${branch_id}
       and coalesce(m.hidden_until, '-infinity') <= ${at}
     group by w.title_id
  ),
  counted as (
    select w.title_id, count(*) filter (where w.claim_branch_id = ${branch_id}) as mine, count(*) filter (where w.claim_branch_id is null) as free,
           count(*) as all_holds
      from wanted w group by w.title_id
  ),
  lines as materialized (
    select k.*, case when c.mine > 0 then 'here' when c.free > 0 then 'free' else 'elsewhere' end as state,
           least(k.items_here, case when c.mine > 0 then c.mine when c.free > 0 then c.free else c.all_holds end)::integer as needed
      from stock k join counted c on c.title_id = k.title_id
  )`

/**
 * The lines themselves: own first (B), then what travels (N), each along the shelves; last what others look for. For
 * whom a line is, is found for all lines at once, and titles are read of those only that are shown.
 */
export const pullListQuery = (at: Where): Query => sql`
  with ${reach(at)},
  firsts as (
    select distinct on (w.title_id) w.title_id, w.is_own, w.for_branch, w.claim_branch_id, w.until, w.claimed_by
      from lines l join wanted w on w.title_id = l.title_id
     where case l.state when 'here' then w.claim_branch_id = ${at.branch_id} when 'free' then w.claim_branch_id is null else true end
     order by w.title_id, w.is_own desc, w.placed_at, w.hold_id
  ),
  shown as materialized (
    select l.*, f.is_own, f.for_branch, f.claim_branch_id, f.until, f.claimed_by,
           row_number() over (order by l.state = 'elsewhere', not f.is_own, l.place, l.shelf, l.call_number, l.title_id) as n
      from lines l join firsts f on f.title_id = l.title_id order by n limit ${LIST_LINES + 1}
  )
  select l.title_id, t.title, t.author, l.item_type, x.shelf, x.call_number, l.needed, l.items_here, l.is_own as own, l.for_branch, x.barcodes,
         l.tries, l.state,
         case when l.claim_branch_id is not null then json_build_object('branch_id', l.claim_branch_id::text, 'branch_name', cb.name,
           'until', base.iso(l.until), 'by', st.name) end as claim
    from shown l
    join cataloguing.title t on t.title_id = l.title_id
    cross join lateral (
      select array_agg(i.barcode order by i.barcode) as barcodes,
             (array_agg(i.shelf order by o.place nulls last, i.shelf, i.call_number))[1] as shelf,
             (array_agg(i.call_number order by o.place nulls last, i.shelf, i.call_number))[1] as call_number
        from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
        left join circulation.shelf_order o on o.branch_id = i.branch_id and o.shelf = i.shelf
       where i.branch_id = ${at.branch_id} and i.title_id = l.title_id and i.state = 'in_use' and i.loanable
         and coalesce(s.status, 'available') = 'available' and coalesce(s.branch_id, i.branch_id) = ${at.branch_id}) x
    left join organisation.branch cb on cb.branch_id = l.claim_branch_id
    left join organisation.staff st on st.staff_id = l.claimed_by
   order by l.n`

/** How many lines somebody here could fetch, for the counter of the day. */
export const pullListCount = (at: Where): Query => sql`
  with ${reach(at)} select count(*)::integer as count from lines where state <> 'elsewhere'`

/**
 * Within a group of libraries one starts after the other, so that whoever comes second takes what is left and does not
 * try for what the first just took. What no two may ever claim is guaranteed by the key, not by this.
 */
export const lockGroup = (library_id: string): Query => sql`
  select pg_advisory_xact_lock(9, (min(l) % 2147483647)::integer) from unnest(organisation.linked(${library_id}, true)) as l`

/**
 * Claims the first lines of the list. The key of a claim is its hold: of two branches that start at the same moment
 * one waits for the other's row, finds it taken, and leaves it.
 */
export const claimQuery = (
  at: Where,
  by: { staff_id: string; until: string; title_ids: readonly string[] },
): Query => sql`
  with ${reach(at)},
  -- A hold that waits for one of several titles is looked for once.
  once as (
    select distinct on (w.library_id, w.hold_id) w.* from wanted w
     where w.claim_branch_id is null and w.title_id = any (${by.title_ids}::bigint[]) order by w.library_id, w.hold_id, w.title_id
  ),
  picked as (
    select o.library_id, o.hold_id, o.title_id, l.needed,
           row_number() over (partition by o.title_id order by o.is_own desc, o.placed_at, o.hold_id) as n
      from once o join lines l on l.title_id = o.title_id
  ),
  taken as (
    insert into circulation.pull_claim (library_id, hold_id, title_id, branch_id, claimed_by, claimed_at, until)
    select library_id, hold_id, title_id, ${at.branch_id}::bigint, ${by.staff_id}::bigint, ${at.at}::timestamptz, ${by.until}::timestamptz
      from picked where n <= needed order by library_id, hold_id
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
