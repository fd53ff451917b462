import { ClassChild, ClassList, type Day, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { settingOf } from '../memberships/membership-types.store.ts'
import type { ChildName } from './class-list.rules.ts'

export const ClassHead = Type.Object({
  patron_id: Id,
  name: Type.String(),
  loans: ClassList.properties.loans,
})
/** Open loans of `l` as the list shows them, those that were due first in front. */
const loansAs = (today: Day, where: Query): Query => sql`
  coalesce((select json_agg(json_build_object('loan_id', l.loan_id::text, 'title', t.title, 'barcode', i.barcode, 'due_on', l.due_on,
                     'overdue_days', greatest(0, ${today}::date - l.due_on)) order by l.due_on, t.title)
     from circulation.loan l join inventory.item i on i.item_id = l.item_id join cataloguing.title t on t.title_id = i.title_id
     left join circulation.loan_child lc on lc.loan_id = l.loan_id
     left join patrons.class_child lb on lb.child_id = lc.child_id and lb.removed_at is null
    where l.patron_id = p.patron_id and l.returned_at is null and ${where}), '[]')`

/** The class card in scope with what it has for no child that is on the list. */
export const classHead = (patron_id: string, today: Day): Query => sql`
  select p.patron_id, concat_ws(' ', p.given_name, p.family_name) as name, ${loansAs(today, sql`lb.child_id is null`)} as loans
    from patrons.patron p where p.patron_id = ${patron_id}`

export { ClassChild }
/** Rows of `ClassChild`, by name. A list whose last day has passed is empty, before the night clears it. */
export const classChildren = (patron_id: string, today: Day): Query => sql`
  select c.child_id, c.given_name, c.initial, ${loansAs(today, sql`lb.child_id = c.child_id`)} as loans
    from patrons.class_child c join patrons.patron p on p.patron_id = c.patron_id
   where c.patron_id = ${patron_id} and c.removed_at is null and c.until >= ${today}
   order by lower(c.given_name), c.initial nulls first, c.child_id`

export const ListFacts = Type.Object({
  membership_types: Type.Unknown(),
  children: Type.Array(
    Type.Object({
      child_id: Id,
      given_name: Type.String(),
      initial: Nullable(Type.String()),
      removed: Type.Boolean(),
    }),
  ),
})
export type ListFacts = Static<typeof ListFacts>
/** One row: the types of membership of the own library and every child of the list, also those taken off today. */
export const listFacts = (patron_id: string, today: Day): Query => sql`
  select ${settingOf('patrons.membership_types')} as membership_types,
         coalesce((select json_agg(json_build_object('child_id', c.child_id::text, 'given_name', c.given_name, 'initial', c.initial,
                            'removed', c.removed_at is not null))
            from patrons.class_child c where c.patron_id = ${patron_id} and c.until >= ${today}), '[]') as children`

/** The day is that of the children who are there already, so that a list ends at once. */
export const insertChildren = (
  ctx: StaffCtx,
  list: {
    readonly library_id: string
    readonly patron_id: string
    readonly until: Day
    readonly children: readonly ChildName[]
  },
): Query => sql`
  insert into patrons.class_child (library_id, patron_id, given_name, initial, until, made_at, made_by)
  select ${list.library_id}::bigint, ${list.patron_id}::bigint, n.given_name, n.initial, ${list.until}::date,
         ${ctx.now.toString()}::timestamptz, ${ctx.actor.staff_id}::bigint
    from unnest(${list.children.map(c => c.given_name)}::text[], ${list.children.map(c => c.initial)}::text[]) as n(given_name, initial)`

export const renameChild = (child_id: string, name: ChildName): Query =>
  sql`update patrons.class_child set given_name = ${name.given_name}, initial = ${name.initial} where child_id = ${child_id}`

/** Taken off or, with null, put back. */
export const markRemoved = (child_id: string, at: string | null): Query =>
  sql`update patrons.class_child set removed_at = ${at} where child_id = ${child_id}`

/** Children whose list has ended, and those who were taken off before today; what ties loans to them goes along. */
export const forgetChildren = (library_id: string, today: Day, most: number): Query => sql`
  with gone as (
    delete from patrons.class_child where library_id = ${library_id} and child_id in (
      select child_id from patrons.class_child
       where library_id = ${library_id} and (until < ${today} or removed_at < (${today}::date at time zone 'Europe/Brussels')) limit ${most})
    returning 1)
  select count(*)::int as gone from gone`
