import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { join, type Query, sql } from '../../../base/sql.ts'
import { conditionOf } from '../cql/condition.store.ts'
import type { Meaning, SortBy } from '../cql/understand.rules.ts'
import { rankOfMeaning } from '../search/search.store.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'

/** Matches that are ranked; beyond that an answer says that there are more. The same as on the screens. */
export const MOST = 10_000

/** A title that a desk typed in haste is not told to the world: only a cataloguer's description is. */
export const isPublic = sql`t.state = 'in_use' and t.source <> ${PROVISIONAL}`

const LAST = {
  title: sql`lower(t.title)`,
  maker: sql`lower(t.author)`,
  year: sql`t.year`,
  changed: sql`t.changed_at`,
}
const orderOf = (sort: readonly SortBy[]): Query =>
  join(
    [
      ...sort.map(({ key, down }) =>
        down ? sql`${LAST[key]} desc nulls last` : sql`${LAST[key]} asc nulls last`,
      ),
      sql`m.score desc, m.title_id`,
    ],
    sql`, `,
  )

export const Found = Type.Object({ count: Type.Integer(), rows: Type.Array(Id) })

/** How many titles match, and one page of their ids. Read by tiers of popularity, as a search at the desk is. */
export const findIds = (of: {
  readonly meaning: Meaning | null
  readonly sort: readonly SortBy[]
  readonly from: number
  readonly rows: number
}): Query => sql`
  with matched as materialized (
    select s.title_id, ${rankOfMeaning(of.meaning)} as score from cataloguing.title_search s
     where ${of.meaning === null ? sql`true` : conditionOf(of.meaning)} limit ${MOST + 1}),
  shown as materialized (
    select m.title_id, row_number() over (order by ${orderOf(of.sort)}) as place
      from matched m join cataloguing.title t on t.title_id = m.title_id where ${isPublic})
  select (select count(*) from shown)::integer as count,
         coalesce((select jsonb_agg(x.title_id::text order by x.place) from shown x
                    where x.place > ${of.from} and x.place <= ${of.from + of.rows}), '[]') as rows`

export const PublicRow = Type.Object({
  title_id: Id,
  control_number: Type.String(),
  record: Type.Unknown(),
  changed_at: Type.String(),
  material: Type.String(),
  title: Type.String(),
  subtitle: Nullable(Type.String()),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  language: Nullable(Type.String()),
  series: Nullable(Type.String()),
  publisher: Nullable(Type.String()),
  extent: Nullable(Type.String()),
  summary: Nullable(Type.String()),
  audience: Nullable(Type.String()),
  isbns: Type.Array(Type.String()),
  subjects: Type.Array(Type.String()),
  contributors: Type.Array(Type.String()),
})
const columns = sql`t.title_id, t.control_number, t.record, base.iso(t.changed_at) as changed_at, t.material, t.title, t.subtitle, t.author, t.year, t.language,
  t.series, t.publisher, t.extent, t.summary, t.audience, t.isbns, t.subjects, t.contributors`

/** Public titles by their ids, in the order of the ids. */
export const titlesByIds = (ids: readonly string[]): Query => sql`
  select ${columns} from unnest(${ids}::bigint[]) with ordinality as a(title_id, place)
    join cataloguing.title t on t.title_id = a.title_id where ${isPublic} order by a.place`

/** Numbers that lead on, since their titles were merged into others. */
export const Led = Type.Object({ asked: Id, title_id: Id })
export const ledOn = (ids: readonly string[]): Query => sql`
  select t.title_id as asked, cataloguing.stands_as(t.title_id) as title_id from cataloguing.title t
   where t.title_id = any (${ids}::bigint[]) and t.state = 'merged'`

/** Other public editions of the work of a title, the newest first. */
export const OtherEdition = Type.Object({
  title_id: Id,
  title: Type.String(),
  material: Type.String(),
  language: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  publisher: Nullable(Type.String()),
})
const MOST_EDITIONS = 50
export const otherEditions = (title_id: string): Query => sql`
  select t.title_id, t.title, t.material, t.language, t.year, t.publisher from cataloguing.title_work mine
    join cataloguing.title_work s on s.work = mine.work and s.title_id <> mine.title_id join cataloguing.title t on t.title_id = s.title_id
   where mine.title_id = ${title_id} and ${isPublic} order by t.year desc nulls last, t.title_id limit ${MOST_EDITIONS}`

export const Standing = Type.Object({
  item_id: Id,
  title_id: Id,
  library_code: Type.String(),
  library_name: Type.String(),
  branch_code: Type.String(),
  branch_name: Type.String(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  item_type: Type.String(),
  loanable: Type.Boolean(),
  status: Type.String(),
  due_on: Nullable(Type.String()),
})
const MOST_ITEMS = 2_000
/** Where the items of titles are, and whether they stand there; of nobody who has one. */
export const itemsOf = (ids: readonly string[]): Query => sql`
  select i.item_id, i.title_id, l.code as library_code, l.name as library_name, b.code as branch_code, b.name as branch_name, i.shelf, i.call_number,
         i.item_type, i.loanable, case when i.state <> 'in_use' then i.state else coalesce(s.status, 'available') end as status, s.due_on
    from inventory.item i join organisation.branch b on b.branch_id = i.branch_id join organisation.library l on l.library_id = i.library_id
    left join circulation.item_status s on s.item_id = i.item_id
   where i.title_id = any (${ids}::bigint[]) and i.state <> 'withdrawn' order by i.title_id, l.name, b.name, i.call_number, i.item_id limit ${MOST_ITEMS}`

export const Scanned = Type.Object({ word: Type.String(), titles: Type.Integer() })
/** Words of titles, makers and series from one on, and how many titles have each. */
export const wordsFrom = (of: {
  readonly word: string
  readonly before: number
  readonly from: number
}): Query => sql`
  select w.word, w.titles from (
    (select word, titles from cataloguing.word where word < ${of.word} and titles > 0 order by word desc limit ${of.before})
    union all
    (select word, titles from cataloguing.word where word >= ${of.word} and titles > 0 order by word limit ${of.from})) w order by w.word`
