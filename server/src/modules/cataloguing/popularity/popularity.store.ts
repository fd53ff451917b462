import { Day } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Month = Type.Object({ month: Day })
/** The months whose counts may change today, and those that count no more. */
export const monthsKept: Query = sql`select distinct month from cataloguing.title_month order by month`

/** A list of this connection alone: the titles whose count of a month is another than the one stored, in order. */
export const listChanged = (month: string, counts: boolean): readonly Query[] => [
  sql`create temp table if not exists popularity_changed (place bigint generated always as identity, title_id bigint not null, loans integer not null)`,
  sql`truncate popularity_changed restart identity`,
  counts
    ? sql`insert into popularity_changed (title_id, loans)
          select coalesce(n.title_id, m.title_id), coalesce(n.loans, 0)
            from (select c.title_id, c.loans from cataloguing.loans_of_month(${month}::date) c join cataloguing.title t on t.title_id = c.title_id) n
            full join (select title_id, loans from cataloguing.title_month where month = ${month}::date) m on m.title_id = n.title_id
           where n.loans is distinct from m.loans order by 1`
    : sql`insert into popularity_changed (title_id, loans)
          select title_id, 0 from cataloguing.title_month where month = ${month}::date order by 1`,
]

export const Part = Type.Object({ title_id: Type.String() })
/** Titles of the list from place `from` on, at most `most`, each as it stands now: a merged one counts for the one that stays. */
export const partOf = (from: number, most: number): Query =>
  sql`select distinct cataloguing.stands_as(title_id) as title_id from popularity_changed where place > ${from}::bigint and place <= ${from + most}::bigint`

/** Stores the counts of a part of the list. */
export const keepCounts = (month: string, from: number, most: number): readonly Query[] => [
  sql`delete from cataloguing.title_month m using popularity_changed c
       where m.month = ${month}::date and m.title_id = c.title_id and c.loans = 0 and c.place > ${from}::bigint and c.place <= ${from + most}::bigint`,
  sql`insert into cataloguing.title_month as m (title_id, month, loans)
      select c.title_id, ${month}::date, c.loans from popularity_changed c
       where c.loans > 0 and c.place > ${from}::bigint and c.place <= ${from + most}::bigint
      on conflict (title_id, month) do update set loans = excluded.loans`,
]
