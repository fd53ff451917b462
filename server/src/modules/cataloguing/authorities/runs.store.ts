import { authorityRunStates, Id, Instant, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { isBehind } from './read.store.ts'

/** Whose descriptions a run may change: the own source, or all where it works for all. */
export interface Changer {
  readonly central: boolean
  readonly source: string
}
const isOwn = ({ central, source }: Changer): Query => sql`(${central} or t.source = ${source})`

/** The titles whose heading is not as its record says; of a record that goes up in another, all that have it. */
const behindOf = (authority_id: string, absorbed_id: string | null): Query => sql`
  select x.title_id from cataloguing.title_heading x
   where x.headings && (select array_agg(h.heading_id) from cataloguing.heading h
                          join cataloguing.authority a on a.authority_id = ${authority_id}
                         where h.titles > 0 and ((h.authority_id = a.authority_id and ${isBehind}) or h.authority_id = ${absorbed_id}::bigint))`

export const Effect = Type.Object({
  titles: Type.Integer(),
  not_yours: Type.Integer(),
  libraries: Type.Array(Type.Object({ library: Type.String(), titles: Type.Integer() })),
})
export const effectOf = (authority_id: string, absorbed_id: string | null, who: Changer): Query => sql`
  with behind as materialized (${behindOf(authority_id, absorbed_id)})
  select (select count(*) from behind)::integer as titles,
         (select count(*) from behind b join cataloguing.title t on t.title_id = b.title_id where not ${isOwn(who)})::integer as not_yours,
         (select coalesce(jsonb_agg(jsonb_build_object('library', l.name, 'titles', c.n) order by c.n desc, l.name), '[]')
            from (select d.library_id, count(*) as n from behind b join cataloguing.title_search s on s.title_id = b.title_id
                    cross join lateral (select distinct x.library_id from organisation.branch x where x.branch_id = any (s.branches)) d
                   group by d.library_id) c
            join organisation.library l on l.library_id = c.library_id) as libraries`

export const openRunOf = (ids: readonly string[]): Query => sql`
  select run_id from cataloguing.authority_run where state in ('working', 'reverting') and (authority_id = any (${ids}::bigint[]) or absorbed_id = any (${ids}::bigint[]))
   limit 1`

export interface NewRun {
  readonly library_id: string
  readonly staff_id: string
  readonly kind: 'heading' | 'merge'
  readonly authority_id: string
  readonly absorbed_id: string | null
  readonly central: boolean
  readonly version_no: number | null
  readonly record_hash: Buffer | null
  readonly was: string
  readonly now: string
  readonly at: string
}
export const MadeRun = Type.Object({ run_id: Id, titles: Type.Integer() })
/** A run with its titles as they are behind at that moment. */
export const insertRun = (of: NewRun): Query => sql`
  with run as (
    insert into cataloguing.authority_run (library_id, kind, authority_id, absorbed_id, central, state, version_no, record_hash, was, now, made_at, made_by)
    values (${of.library_id}, ${of.kind}, ${of.authority_id}, ${of.absorbed_id}::bigint, ${of.central}, 'working', ${of.version_no}::integer,
            ${of.record_hash}::bytea, ${of.was}, ${of.now}, ${of.at}::timestamptz, ${of.staff_id})
    returning run_id),
  lines as (
    insert into cataloguing.authority_run_title (library_id, run_id, title_id, state)
    select ${of.library_id}::bigint, run.run_id, b.title_id, 'waiting' from run, (${behindOf(of.authority_id, null)}) b returning 1)
  select run.run_id, (select count(*) from lines)::integer as titles from run`

export const RunRow = Type.Object({
  run_id: Id,
  library_id: Id,
  kind: OneOf(['heading', 'merge']),
  authority_id: Id,
  absorbed_id: Nullable(Id),
  /** Of a merge: whether the two are two again. */
  apart: Type.Boolean(),
  heading: Type.String(),
  central: Type.Boolean(),
  library_code: Type.String(),
  was: Type.String(),
  now: Type.String(),
  state: OneOf(authorityRunStates),
  version_no: Nullable(Type.Integer()),
  record_hash: Type.Unknown(),
  titles: Type.Integer(),
  done: Type.Integer(),
  kept: Type.Integer(),
  reverted: Type.Integer(),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Type.String(),
  finished_at: Nullable(Instant),
  reverted_at: Nullable(Instant),
})
export type RunRow = Type.Static<typeof RunRow>
const counted = sql`
  (select count(*)::integer as titles, count(*) filter (where x.state = 'done')::integer as done, count(*) filter (where x.state = 'kept')::integer as kept,
          count(*) filter (where x.state = 'reverted')::integer as reverted
     from cataloguing.authority_run_title x where x.run_id = r.run_id)`
const rows = sql`
  select r.run_id, r.library_id, r.kind, r.authority_id, r.absorbed_id,
         coalesce((select x.merged_into is distinct from r.authority_id from cataloguing.authority x where x.authority_id = r.absorbed_id), false) as apart, a.heading, r.central, l.code as library_code, r.was, r.now, r.state, r.version_no,
         r.record_hash, c.titles, c.done, c.kept, c.reverted, r.fault, r.made_at, coalesce(s.name, '–') as made_by, r.finished_at, r.reverted_at
    from cataloguing.authority_run r join cataloguing.authority a on a.authority_id = r.authority_id
    join organisation.library l on l.library_id = r.library_id left join organisation.staff s on s.staff_id = r.made_by
    cross join lateral ${counted} c`
export const runById = (run_id: string): Query => sql`${rows} where r.run_id = ${run_id}`
export const lockRun = (run_id: string): Query =>
  sql`select run_id from cataloguing.authority_run where run_id = ${run_id} for update`
export const runsBefore = (of: {
  readonly authority_id: string | null
  readonly after: string | null
  readonly most: number
}): Query => sql`
  ${rows} where r.library_id = (select organisation.own_library()) and (${of.after}::bigint is null or r.run_id < ${of.after}::bigint)
     and (${of.authority_id}::bigint is null or r.authority_id = ${of.authority_id}::bigint) order by r.run_id desc limit ${of.most + 1}`
export const KeptRow = Type.Object({
  title_id: Id,
  title: Nullable(Type.String()),
  reason: OneOf(['not_yours', 'gone', 'no_such_heading', 'changed_since', 'invalid']),
})
export const keptAfter = (run_id: string, after: string | null, most: number): Query => sql`
  select x.title_id, t.title, x.reason from cataloguing.authority_run_title x left join cataloguing.title t on t.title_id = x.title_id
   where x.run_id = ${run_id} and x.state = 'kept' and x.title_id > coalesce(${after}::bigint, 0) order by x.title_id limit ${most + 1}`

export const setRunState = (run_id: string, state: string, at: string): Query => sql`
  update cataloguing.authority_run set state = ${state}, beat_at = null, fault = null,
         finished_at = case when ${state} in ('done', 'stopped', 'failed') then ${at}::timestamptz else finished_at end,
         reverted_at = case when ${state} = 'reverted' then ${at}::timestamptz else reverted_at end
   where run_id = ${run_id}`
