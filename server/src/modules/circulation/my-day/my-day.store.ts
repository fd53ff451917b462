import { type Query, sql } from '../../../base/sql.ts'

/** Readers whose hold lies ready and who can only be told by telephone. */
export const callListCount = (branch_id: string, day: string): Query => sql`
  select count(*)::integer as count from circulation.hold h join patrons.patron p on p.patron_id = h.patron_id
   where h.pickup_branch_id = ${branch_id} and h.state = 'ready' and h.ready_until >= ${day} and p.email is null`

/** Actions of a branch since a moment, newest first; no person in them. */
export const actionsQuery = (branch_id: string, since: string): Query => sql`
  select e.event_id, e.occurred_at as at, e.kind, coalesce(t.title, '') as title, coalesce(s.name, '') as by,
         exists (select from circulation.event u where u.undoes = e.event_id) as undone
    from circulation.event e
    left join cataloguing.title t on t.title_id = e.title_id
    left join organisation.staff s on s.staff_id = e.staff_id
   where e.branch_id = ${branch_id} and e.occurred_at >= ${since} and e.kind <> 'undo'
   order by e.occurred_at desc, e.position desc limit 50`
