import { Id, Nullable, OneOf, reindexStates, SearchIndexRun } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { type Indexed, MADE, searchRows } from '../import/import.store.ts'

const open = sql`state in ('building', 'indexing', 'swapping')`

export const Run = Type.Object({
  run_id: Id,
  state: OneOf(reindexStates),
  shape: Type.Integer(),
  from_title: Type.String(),
  titles: Type.Integer(),
})
export type Run = Type.Static<typeof Run>
export const openRun: Query = sql`select run_id, state, shape, from_title, titles from cataloguing.reindex where ${open}`

const started = (why: 'asked' | 'upgrade', shape: number, at: string): Query => sql`
  insert into cataloguing.reindex (why, state, shape, begun_at, of_titles)
  select ${why}, 'building', ${shape}::integer, ${at}::timestamptz, (select greatest(0, sum(c.reltuples))::integer
    from pg_catalog.pg_class c join pg_catalog.pg_inherits p on p.inhrelid = c.oid where p.inhparent = 'cataloguing.title_search'::regclass)`
/** Begins a run; where one is open already there is no second. */
export const beginRun = (shape: number, at: string): Query =>
  sql`${started('asked', shape, at)} on conflict ((true)) where ${open} do nothing returning run_id`
/** Begins one by itself where the rows were built in another shape than this program writes. */
export const beginUpgrade = (shape: number, at: string): Query => sql`
  ${started('upgrade', shape, at)} where exists (select from cataloguing.search_shape where shape < ${shape}::integer)
  on conflict ((true)) where ${open} do nothing returning run_id`

export const lockRun: Query = sql`select pg_try_advisory_lock(hashtextextended('kaft reindex', 0)) as free`
export const unlockRun: Query = sql`select pg_advisory_unlock(hashtextextended('kaft reindex', 0))`
export const Free = Type.Object({ free: Type.Boolean() })

export const Exists = Type.Object({ there: Type.Boolean() })
export const nextThere: Query = sql`select to_regclass('cataloguing.title_search_next') is not null as there`
export const beginNext: Query = sql`select cataloguing.reindex_begin()`
export const indexTier = (tier: number): Query => sql`select cataloguing.reindex_tier(${tier}::integer)`
export const swap: Query = sql`select cataloguing.reindex_swap()`
export const tie: Query = sql`select cataloguing.reindex_tie()`
export const drop: Query = sql`select cataloguing.reindex_drop()`
export const analyzeNext: Query = sql`analyze cataloguing.title_search_next`
/** Of a run that was stopped, or cut off behind its swap: rows beside those in use, or rows that are not tied to their titles yet. */
export const somethingLeft: Query = sql`
  select to_regclass('cataloguing.title_search_next') is not null or to_regclass('cataloguing.title_search_old') is not null
      or exists (select from pg_catalog.pg_constraint where conrelid = 'cataloguing.title_search'::regclass and contype = 'f' and not convalidated) as there`
/** Whoever changes titles or search rows waits from here until the swap is done, in the order in which they take them; whoever reads does not. */
export const holdChanges: Query = sql`lock table cataloguing.title, cataloguing.title_search in share row exclusive mode`

export const Recorded = Type.Object({ title_id: Id, record: Type.Unknown() })
/** Titles that search knows, by their number. Where both begin is said of both: a join of the two lists walks all that lies before of the other. */
export const recordsAfter = (after: string, most: number): Query => sql`
  select t.title_id, t.record from cataloguing.title t
   where t.title_id > ${after}::bigint
     and exists (select from cataloguing.title_search s where s.title_id = t.title_id and s.title_id > ${after}::bigint)
   order by t.title_id limit ${most}`
export const recordsOf = (ids: readonly string[]): Query =>
  sql`select t.title_id, t.record from cataloguing.title t where t.title_id = any (${ids}::bigint[])`

/** New rows: words and tags as the program makes them now; popularity and branches as search knows them. */
export const insertNext = (rows: readonly Indexed[]): Query => sql`
  insert into cataloguing.title_search_next (title_id, tier, popularity, branches, ${MADE})
  select a.title_id, s.tier, s.popularity, s.branches, a.document, a.tags, a.marks, a.year, a.described, a.work from ${searchRows(rows)}
    join cataloguing.title_search s on s.title_id = a.title_id on conflict (title_id, tier) do nothing`
/** A record that can no longer be read keeps the row that it has. */
export const copyNext = (ids: readonly string[]): Query => sql`
  insert into cataloguing.title_search_next (title_id, tier, popularity, branches, ${MADE})
  select s.title_id, s.tier, s.popularity, s.branches, s.document, s.tags, s.marks, s.year, s.described, s.work from cataloguing.title_search s where s.title_id = any (${ids}::bigint[])
  on conflict (title_id, tier) do nothing`
export const forgetNext = (ids: readonly string[]): Query =>
  sql`delete from cataloguing.title_search_next where title_id = any (${ids}::bigint[])`

export const Changed = Type.Object({ title_id: Id })
/** Takes notes of changed titles off the list. Only what is seen is taken, so that none that comes meanwhile is lost. */
export const takeChanged = (most: number): Query => sql`
  with taken as (delete from cataloguing.reindex_changed where change_id in (select change_id from cataloguing.reindex_changed order by change_id limit ${most}) returning title_id)
  select distinct title_id from taken`

/** How far it is; no row where it was stopped meanwhile. */
export const noteRun = (
  run_id: string,
  of: { readonly state: string; readonly from_title?: string; readonly more?: number },
): Query => sql`
  update cataloguing.reindex set state = ${of.state}, beat_at = clock_timestamp(), from_title = coalesce(${of.from_title ?? null}::bigint, from_title),
         titles = titles + ${of.more ?? 0}::integer where run_id = ${run_id} and ${open} returning run_id`
export const endRun = (
  run_id: string,
  of: { readonly state: 'done' | 'failed'; readonly fault: string | null },
): Query => sql`
  update cataloguing.reindex set state = ${of.state}, finished_at = clock_timestamp(), fault = ${of.fault}::text where run_id = ${run_id} and ${open}`
export const keepShape = (shape: number): Query =>
  sql`update cataloguing.search_shape set shape = ${shape}::integer, built_at = clock_timestamp()`

export const stopRun = (at: string): Query =>
  sql`update cataloguing.reindex set state = 'stopped', finished_at = ${at}::timestamptz where ${open} returning run_id`
export const MadeRun = Type.Object({ run_id: Id })

export const IndexNow = Type.Object({
  shape: Type.Integer(),
  built_at: Nullable(Type.String()),
  titles: Type.Integer(),
  bytes: Type.String(),
  run: Nullable(SearchIndexRun),
})
/** The rows in use, and the last run. The number of titles is the planner's: to count them takes longer than to search. */
export const indexNow: Query = sql`
  select s.shape, s.built_at, (select greatest(0, coalesce(sum(c.reltuples), 0))::integer from pg_catalog.pg_class c
            join pg_catalog.pg_inherits p on p.inhrelid = c.oid where p.inhparent = 'cataloguing.title_search'::regclass) as titles,
         (select coalesce(sum(pg_total_relation_size(p.inhrelid)), 0)::bigint from pg_catalog.pg_inherits p where p.inhparent = 'cataloguing.title_search'::regclass) as bytes,
         (select jsonb_build_object('run_id', r.run_id::text, 'why', r.why, 'state', r.state, 'titles', r.titles, 'of_titles', r.of_titles,
                   'begun_at', base.iso(r.begun_at), 'beat_at', base.iso(r.beat_at), 'finished_at', base.iso(r.finished_at), 'fault', r.fault)
            from cataloguing.reindex r order by r.run_id desc limit 1) as run
    from cataloguing.search_shape s`
