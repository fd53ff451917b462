import { Instant, Nullable, RegulationRow } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../../base/sql.ts'

/** A version without its rows, as it is stored. */
export const Head = Type.Object({
  version_id: Type.String(),
  name: Type.String(),
  activated: Type.Boolean(),
  starts_on: Nullable(Type.String()),
  author: Type.String(),
  reason: Type.String(),
  made_at: Instant,
  activated_at: Nullable(Instant),
})
export type Head = Static<typeof Head>

/** All versions of a library, the latest first. An author whose account is gone is a dash. */
export const ownHeads = (library_id: string): Query =>
  sql`select r.version_id, r.name, r.state <> 'draft' as activated, r.starts_on, coalesce(s.name, '–') as author, r.reason,
             r.made_at, r.activated_at
        from circulation.regulation r left join organisation.staff s on s.staff_id = r.author_id
       where r.library_id = ${library_id} order by r.starts_on desc nulls first, r.version_id desc`

export const Rule = Type.Object({ rule: RegulationRow })
export const ownRows = (version_id: string, library_id: string): Query =>
  sql`select x.rule from circulation.regulation_row x join circulation.regulation r on r.version_id = x.version_id
       where x.version_id = ${version_id} and r.library_id = ${library_id} order by x.row_no`

export interface NewDraft {
  readonly library_id: string
  readonly name: string
  readonly reason: string
  readonly author_id: string
  readonly made_at: string
}
export const Made = Type.Object({ version_id: Type.String() })
export const insertDraft = (d: NewDraft): Query =>
  sql`insert into circulation.regulation (library_id, name, state, author_id, reason, made_at)
      values (${d.library_id}, ${d.name}, 'draft', ${d.author_id}, ${d.reason}, ${d.made_at}) returning version_id`

export const copyRows = (from: string, to: string): Query =>
  sql`insert into circulation.regulation_row (version_id, row_no, rule)
      select ${to}, row_no, rule from circulation.regulation_row where version_id = ${from}`

export const clearRows = (version_id: string): Query =>
  sql`delete from circulation.regulation_row where version_id = ${version_id}`

export const writeRows = (version_id: string, rows: readonly Static<typeof RegulationRow>[]): Query =>
  sql`insert into circulation.regulation_row (version_id, row_no, rule)
      select ${version_id}, (rule ->> 'row_no')::integer, rule from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as rule`

export const schedule = (version_id: string, at: { starts_on: string; reason: string; now: string }): Query =>
  sql`update circulation.regulation
         set state = 'scheduled', starts_on = ${at.starts_on}, reason = ${at.reason}, activated_at = ${at.now}
       where version_id = ${version_id}`

/** What a regulation must cover: what the library lends, where, and to whom. */
export const Ground = Type.Object({
  item_types: Type.Array(Type.String()),
  branches: Type.Record(Type.String(), Type.String()),
  membership_types: Type.Unknown(),
})
export const groundOf = (library_id: string): Query =>
  sql`select coalesce((select jsonb_agg(distinct i.item_type) from inventory.item i
                        where i.library_id = ${library_id} and i.state <> 'withdrawn'), '[]') as item_types,
             coalesce((select jsonb_object_agg(b.branch_id::text, b.name) from organisation.branch b
                        where b.library_id = ${library_id}), '{}') as branches,
             (select value from organisation.setting where library_id = ${library_id} and key = 'patrons.membership_types')
               as membership_types`
