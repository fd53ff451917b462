import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { lineOf, marks } from '../search/search.store.ts'

/**
 * A search row as bytes: tier and whether it is described, the length of what search tells of it, that itself (see `matches.rules.ts`), its branches as
 * `array_send` writes them, and its words as `tsvectorsend` does. In base64, which is shorter and read sooner than what `bytea` is written as.
 */
const told = sql`int8send(s.title_id) || int8send(${lineOf({ works: true })}) || int8send((s.popularity::bigint << 32)
    | ((coalesce(s.year, (select t.year from cataloguing.title t where t.title_id = s.title_id), 0)::bigint & 65535) << 16)) || ${marks}`
const described = sql`coalesce(s.described, (select t.state = 'in_use' and t.source <> 'provisional' from cataloguing.title t where t.title_id = s.title_id))`
const row = sql`encode(int4send(2 * s.tier + ${described}::integer) || int4send(octet_length(${told})) || ${told} || array_send(s.branches) || tsvectorsend(s.document), 'base64')`

const KEPT_HOURS = 6

/** All in one snapshot, and from which transactions on changes have to be asked for. */
export const beginFilling: Query = sql`begin isolation level repeatable read read only`
export const endFilling: Query = sql`commit`
export const plainPlan: Query = sql`select set_config('max_parallel_workers_per_gather', '0', true)`
export const Since = Type.Object({ since: Type.String(), asked_at: Type.String() })
export type Since = Type.Static<typeof Since>
const now = sql`pg_snapshot_xmin(pg_current_snapshot())::text as since, base.iso(clock_timestamp()) as asked_at`
/**
 * In the snapshot of the filling: from when on to ask, and what will be told then although its rows are in the snapshot already. As long as some old
 * transaction goes on there is much of that, and a rebuild among it would have all filled anew again and again.
 */
export const Begun = Type.Object({ ...Since.properties, told: Type.Array(Type.Integer()) })
export const since: Query = sql`
  select ${now}, coalesce((select jsonb_agg(c.change_id) from cataloguing.search_change c
                            where c.made_by >= pg_snapshot_xmin(pg_current_snapshot())), '[]') as told`
/** A cursor is declared by a text without values. */
export const openTier = (tier: number): Query =>
  sql`declare rows no scroll cursor for select ${row} as row from cataloguing.title_search s where s.tier = ${tier}::smallint`
export const closeTier: Query = sql`close rows`
export const fetchRows = (most: number): Query => ({
  text: `fetch ${most} from rows`,
  values: [],
  name: `rows ${most}`,
})
export const TitleBytes = Type.Object({ row: Type.String() })

/** Rows of these titles as they are now; of those that are gone there is none. */
export const rowsOfTitles = (title_ids: readonly string[]): Query =>
  sql`select ${row} as row from cataloguing.title_search s where s.title_id = any (${title_ids}::bigint[])`

export const Changes = Type.Object({
  ...Since.properties,
  /** Whether it was not asked for so long that some of it may be forgotten. */
  late: Type.Boolean(),
  changes: Type.Array(Type.Object({ change_id: Type.Integer(), title_id: Nullable(Id) })),
})
/**
 * What changed by transactions that were not over when it was asked before; some of it may have been told then. That none is of a transaction
 * that is to come goes without saying; but between two bounds a kept plan knows that it is few of many, and reads the index instead of
 * everything that was told for hours.
 */
export const changesSince = (before: Since): Query => sql`
  select ${now}, clock_timestamp() - ${before.asked_at}::timestamptz > ${KEPT_HOURS}::integer * interval '30 minutes' as late,
         coalesce((select jsonb_agg(jsonb_build_object('change_id', c.change_id, 'title_id', c.title_id::text) order by c.change_id)
                     from cataloguing.search_change c
                    where c.made_by >= ${before.since}::xid8 and c.made_by < pg_snapshot_xmax(pg_current_snapshot())), '[]') as changes`

/** Who asks each second needs nothing as old as this; who did not ask for half of it reads everything anew. */
export const forgetChanges: Query = sql`delete from cataloguing.search_change where made_at < clock_timestamp() - ${KEPT_HOURS}::integer * interval '1 hour'`
