import { Day, FusionMap, FusionReport, FusionState, Id, Instant, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Before = Type.Object({
  records: Type.Integer(),
  cards: Type.Integer(),
  memberships: Type.Integer(),
  loans: Type.Integer(),
  holds: Type.Integer(),
  items: Type.Integer(),
  accounts: Type.Integer(),
  balance: Type.Integer(),
})
export type Before = Static<typeof Before>
/** A fusion as those who work on it hold it. */
export const FusionRow = Type.Object({
  fusion_id: Id,
  kept_id: Id,
  kept_name: Type.String(),
  absorbed_id: Id,
  absorbed_name: Type.String(),
  absorbed_code: Type.String(),
  fused_on: Day,
  map: FusionMap,
  version: Type.Integer(),
  checked_version: Nullable(Type.Integer()),
  second_person: Type.Boolean(),
  state: FusionState,
  report: Nullable(FusionReport),
  before: Nullable(Before),
  step_no: Type.Integer(),
  done: Type.String(),
  total: Type.String(),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Type.String(),
  begun_at: Nullable(Instant),
  begun_by_id: Nullable(Id),
  moved_at: Nullable(Instant),
  signed_at: Nullable(Instant),
  signed_by: Nullable(Type.String()),
  undo_until: Nullable(Instant),
  taken_back_because: Nullable(Type.String()),
  /** One of the two is moving in from another system. */
  rests: Type.Boolean(),
})
export type FusionRow = Static<typeof FusionRow>

const columns = sql`
  f.fusion_id, f.kept_id, k.name as kept_name, f.absorbed_id, a.name as absorbed_name, a.code as absorbed_code, f.fused_on, f.map, f.version,
  f.checked_version, f.second_person, f.state, f.report, f.before, f.step_no, f.done, f.total, f.fault, f.made_at, coalesce(m.name, '–') as made_by,
  f.begun_at, f.begun_by as begun_by_id, f.moved_at, f.signed_at,
  case when f.signed_at is null then null else coalesce(s.name, '–') end as signed_by, f.undo_until, f.taken_back_because,
  k.rests_since is not null or a.rests_since is not null as rests`
const joined = sql`
  moving.fusion f join organisation.library k on k.library_id = f.kept_id join organisation.library a on a.library_id = f.absorbed_id
  left join organisation.staff m on m.staff_id = f.made_by left join organisation.staff s on s.staff_id = f.signed_by`
export const fusionById = (fusion_id: string): Query =>
  sql`select ${columns} from ${joined} where f.fusion_id = ${fusion_id}`
export const fusionsBefore = (before: string | null, most: number): Query =>
  sql`select ${columns} from ${joined} where f.fusion_id < coalesce(${before}::bigint, 9223372036854775807) order by f.fusion_id desc limit ${most}`
export const lockFusion = (fusion_id: string): Query =>
  sql`select ${columns} from ${joined} where f.fusion_id = ${fusion_id} for update of f`
/** Held until the end of the batch; none while somebody else works on it. */
export const claimFusion = (fusion_id: string): Query =>
  sql`select ${columns} from ${joined} where f.fusion_id = ${fusion_id} for update of f skip locked`

/** Fusions that have work to do, over all libraries: they are public, and tell of no person. */
export const workingFusions: Query = sql`
  select fusion_id, kept_id from moving.fusion where state in ('checking', 'moving', 'taking_back')
     and coalesce(beat_at, '-infinity') < clock_timestamp() - interval '1 minute' order by fusion_id`
export const Working = Type.Object({ fusion_id: Id, kept_id: Id })
export type Working = Static<typeof Working>

export const anOpenFusion = (library_ids: readonly string[]): Query => sql`
  select fusion_id from moving.fusion where state not in ('taken_back', 'stopped')
     and (absorbed_id = any (${library_ids}::bigint[]) or (kept_id = any (${library_ids}::bigint[]) and state <> 'live'))`
export const AwakeRow = Type.Object({ library_id: Id, rests: Type.Boolean() })
export const activeAmong = (library_ids: readonly string[]): Query =>
  sql`select library_id, rests_since is not null as rests from organisation.library where library_id = any (${library_ids}::bigint[]) and active`

export const insertFusion = (of: {
  readonly kept_id: string
  readonly absorbed_id: string
  readonly fused_on: string
  readonly second_person: boolean
  readonly staff_id: string
  readonly now: string
}): Query => sql`
  insert into moving.fusion (kept_id, absorbed_id, fused_on, map, second_person, state, made_at, made_by)
  values (${of.kept_id}, ${of.absorbed_id}, ${of.fused_on}, '{"membership_types": {}, "item_types": {}}', ${of.second_person}, 'open', ${of.now},
          ${of.staff_id}) returning fusion_id`
export const setMap = (fusion_id: string, map: object): Query =>
  sql`update moving.fusion set map = ${JSON.stringify(map)}, version = version + 1, state = 'open' where fusion_id = ${fusion_id}`

/** Begins a phase: its place stands at the beginning. */
export const beginPhase = (fusion_id: string, state: string): Query =>
  sql`update moving.fusion set state = ${state}, step_no = 0, done = 0, total = 0, fault = null, beat_at = null where fusion_id = ${fusion_id}`
export const setBegun = (fusion_id: string, by: { readonly staff_id: string; readonly now: string }): Query =>
  sql`update moving.fusion set begun_at = ${by.now}, begun_by = ${by.staff_id} where fusion_id = ${fusion_id}`
export const setSigned = (
  fusion_id: string,
  by: { readonly staff_id: string; readonly now: string; readonly undo_until: string },
): Query =>
  sql`update moving.fusion set state = 'live', signed_at = ${by.now}, signed_by = ${by.staff_id}, undo_until = ${by.undo_until}
       where fusion_id = ${fusion_id}`
export const setTakenBack = (
  fusion_id: string,
  by: { readonly staff_id: string; readonly reason: string },
): Query =>
  sql`update moving.fusion set taken_back_by = ${by.staff_id}, taken_back_because = ${by.reason} where fusion_id = ${fusion_id}`

export const setReport = (fusion_id: string, version: number, report: object): Query =>
  sql`update moving.fusion set state = 'checked', report = ${JSON.stringify(report)}, checked_version = ${version}, fault = null where fusion_id = ${fusion_id}`
export const setBefore = (fusion_id: string, before: object, total: number): Query =>
  sql`update moving.fusion set before = ${JSON.stringify(before)}, total = ${total} where fusion_id = ${fusion_id}`
export const goOn = (fusion_id: string, at: { readonly step_no: number; readonly done: number }): Query =>
  sql`update moving.fusion set step_no = ${at.step_no}, done = done + ${at.done}, fault = null, beat_at = clock_timestamp() where fusion_id = ${fusion_id}`
export const endPhase = (fusion_id: string, state: 'moved' | 'taken_back', now: string): Query =>
  sql`update moving.fusion set state = ${state}, done = total, moved_at = case when ${state} = 'moved' then ${now}::timestamptz else moved_at end
       where fusion_id = ${fusion_id}`
export const setFault = (fusion_id: string, fault: string): Query =>
  sql`update moving.fusion set fault = ${fault} where fusion_id = ${fusion_id}`

export interface At {
  readonly library_id: string
  readonly fusion_id: string
}
export interface NewRow {
  readonly kind: 'branch' | 'workstation' | 'staff' | 'crate' | 'patron' | 'card' | 'item'
  readonly row_id: string
  readonly kept_id?: string | null
  readonly merge_id?: string | null
  readonly was: object
}
export const noteRows = (at: At, rows: readonly NewRow[]): Query => sql`
  insert into moving.fusion_row (library_id, fusion_id, kind, row_id, kept_id, merge_id, was)
  select ${at.library_id}::bigint, ${at.fusion_id}::bigint, r.kind, r.row_id, r.kept_id, r.merge_id, r.was
    from unnest(${rows.map(r => r.kind)}::text[], ${rows.map(r => r.row_id)}::bigint[], ${rows.map(r => r.kept_id ?? null)}::bigint[],
                ${rows.map(r => r.merge_id ?? null)}::bigint[], ${rows.map(r => JSON.stringify(r.was))}::jsonb[]) as r(kind, row_id, kept_id, merge_id, was)`
export const tally = (
  at: At,
  kind: string,
  of: { readonly count: number; readonly cents?: number },
): Query => sql`
  insert into moving.fusion_tally as t (library_id, fusion_id, kind, count, cents)
  values (${at.library_id}, ${at.fusion_id}, ${kind}, ${of.count}, ${of.cents ?? 0})
  on conflict (library_id, fusion_id, kind) do update set count = t.count + excluded.count, cents = t.cents + excluded.cents`

/** What came, over all libraries, to who works for the whole consortium: counts and cents only. */
export const Came = Type.Object({
  fusion_id: Id,
  kind: Type.String(),
  count: Type.Integer(),
  cents: Type.Integer(),
})
export type Came = Static<typeof Came>
export const cameOf = (fusion_ids: readonly string[]): Query =>
  sql`select c.fusion_id::text, c.kind, c.count::integer, c.cents::integer from moving.fusion_came(${fusion_ids}::bigint[]) c`

export const KeptRow = Type.Object({
  row_id: Id,
  kept_id: Nullable(Id),
  merge_id: Nullable(Id),
  was: Type.Record(Type.String(), Type.Unknown()),
})
export type KeptRow = Static<typeof KeptRow>
export const rowsOf = (at: At, kind: NewRow['kind'], most: number): Query =>
  sql`select row_id, kept_id, merge_id, was from moving.fusion_row where library_id = ${at.library_id} and fusion_id = ${at.fusion_id} and kind = ${kind}
       order by row_id limit ${most}`
export const cardRowsOf = (at: At, patron_ids: readonly string[]): Query =>
  sql`select r.row_id, r.kept_id, r.merge_id, r.was from moving.fusion_row r join patrons.card c on c.card_id = r.row_id
       where r.library_id = ${at.library_id} and r.fusion_id = ${at.fusion_id} and r.kind = 'card' and c.patron_id = any (${patron_ids}::bigint[])`
export const dropRows = (at: At, kinds: readonly string[], ids: readonly string[]): Query =>
  sql`delete from moving.fusion_row where library_id = ${at.library_id} and fusion_id = ${at.fusion_id} and kind = any (${kinds}::text[]) and row_id = any (${ids}::bigint[])`
export const dropTallies = (at: At): Query =>
  sql`delete from moving.fusion_tally where library_id = ${at.library_id} and fusion_id = ${at.fusion_id}`

export const Relabel = Type.Object({
  item_id: Id,
  title: Type.String(),
  branch: Type.String(),
  was: Type.String(),
  code: Type.String(),
})
/** Items of the own library that got another code, and have it still: one that was labelled anew has a code of its own. */
export const relabelled = (after: string, most: number): Query => sql`
  select i.item_id, t.title, b.name as branch, r.was ->> 'barcode' as was, i.barcode as code
    from moving.fusion_row r join inventory.item i on i.item_id = r.row_id and i.barcode = r.was ->> 'became'
    join cataloguing.title t on t.title_id = i.title_id join organisation.branch b on b.branch_id = i.branch_id
   where r.library_id = (select organisation.own_library()) and r.kind = 'item' and r.was ? 'became' and r.row_id > ${after}::bigint
   order by r.row_id limit ${most}`

/** What was kept for the way back goes a month after it closed. */
export const forgetFusions = (
  library_id: string,
  of: { readonly old: string; readonly most: number },
): Query => sql`
  with gone as (
    delete from moving.fusion_row r using (
      select x.library_id, x.fusion_id, x.kind, x.row_id from moving.fusion_row x join moving.fusion f on f.fusion_id = x.fusion_id
       where x.library_id = ${library_id} and f.state = 'live' and f.undo_until < ${of.old} limit ${of.most}) d
     where r.library_id = d.library_id and r.fusion_id = d.fusion_id and r.kind = d.kind and r.row_id = d.row_id returning 1)
  select count(*)::integer as gone from gone`
