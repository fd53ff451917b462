import { Day, Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

export const StatementRow = Type.Object({
  version: Type.String(),
  from_on: Day,
  title: Type.String(),
  changes: Type.String(),
  body: Type.String(),
})
export type StatementRow = Static<typeof StatementRow>
export const MOST_VERSIONS = 50
export const versionRows = (before: string | null): Query => sql`
  select version, from_on, title, changes, body from privacy.statement
   where from_on < coalesce(${before}::date, 'infinity') order by from_on desc limit ${MOST_VERSIONS + 1}`
/** One version; `current` is the one that holds on the day. */
export const versionRow = (version: string, today: string): Query => sql`
  select version, from_on, title, changes, body from privacy.statement
   where case when ${version} = 'current' then from_on <= ${today}::date else version = ${version} end order by from_on desc limit 1`
export const currentRow = (today: string): Query => versionRow('current', today)

export const putVersion = (
  ctx: StaffCtx,
  s: { version: string; from_on: string; title: string; changes: string; body: string },
): Query => sql`
  insert into privacy.statement (version, from_on, title, changes, body, made_at)
  values (${s.version}, ${s.from_on}, ${s.title}, ${s.changes}, ${s.body}, ${ctx.now.toString()})
  on conflict (version) do update set from_on = excluded.from_on, title = excluded.title, changes = excluded.changes, body = excluded.body,
    made_at = excluded.made_at`

/** The libraries that are told: the own one, or for the officer of all each one that is active and does not rest. */
export const announceIn = (
  ctx: StaffCtx,
  of: { version: string; letters: boolean; everywhere: boolean },
): Query => sql`
  insert into privacy.announcement (library_id, version, letters, asked_at)
  select l.library_id, ${of.version}::text, ${of.letters}::boolean, ${ctx.now.toString()}::timestamptz
    from organisation.library l
   where l.active and l.rests_since is null and (${of.everywhere} or l.library_id = ${ctx.actor.library_id})
  on conflict (library_id, version) do nothing returning library_id`

export const ANNOUNCE = 'announce_statement'
export const OpenAnnouncement = Type.Object({
  announcement_id: Id,
  version: Type.String(),
  from_on: Day,
  letters: Type.Boolean(),
  after_id: Id,
  branch_id: Id,
})
/** What is still to be told in a library, held, with the branch that letters come from: its first. */
export const openAnnouncement = (library_id: string): Query => sql`
  select a.announcement_id, a.version, s.from_on, a.letters, greatest(a.after_id, 1) as after_id,
         (select b.branch_id from organisation.branch b where b.library_id = a.library_id order by b.branch_id limit 1) as branch_id
    from privacy.announcement a join privacy.statement s on s.version = a.version
   where a.library_id = ${library_id} and a.done_at is null order by a.announcement_id limit 1 for update of a skip locked`
export const announced = (id: string, of: { after: string | null; told: number; now: string }): Query => sql`
  update privacy.announcement set after_id = coalesce(${of.after}::bigint, after_id), told = told + ${of.told}::integer,
         done_at = case when ${of.after}::bigint is null then ${of.now}::timestamptz end where announcement_id = ${id}`
export const announcingLibraries: Query = sql`select x::text as library_id from privacy.announcing() x order by x`
