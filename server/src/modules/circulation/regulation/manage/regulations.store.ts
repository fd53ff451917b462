import { Instant, Nullable, OpenLoans, RegulationRow } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../../base/sql.ts'
import { sharedRules } from '../../rulebook/rulebook.store.ts'

/** A version without its rows, as it is stored. */
export const Head = Type.Object({
  version_id: Type.String(),
  agreement_id: Nullable(Type.String()),
  name: Type.String(),
  activated: Type.Boolean(),
  starts_on: Nullable(Type.String()),
  author: Type.String(),
  reason: Type.String(),
  made_at: Instant,
  activated_at: Nullable(Instant),
  open_loans: OpenLoans,
  changed_by_id: Nullable(Type.String()),
  asked_by_id: Nullable(Type.String()),
  asked_by: Nullable(Type.String()),
  asked_at: Nullable(Instant),
  withdrawn_at: Nullable(Instant),
  withdrawn_reason: Nullable(Type.String()),
})
export type Head = Static<typeof Head>

const headsWhere = (is: Query): Query =>
  sql`select r.version_id, r.agreement_id::text, r.name, r.state <> 'draft' as activated, r.starts_on, coalesce(s.name, '–') as author, r.reason,
             r.made_at, r.activated_at, r.open_loans, r.changed_by::text as changed_by_id, r.asked_by::text as asked_by_id,
             a.name as asked_by, r.asked_at, w.withdrawn_at, w.reason as withdrawn_reason
        from circulation.regulation r
        left join organisation.staff s on s.staff_id = r.author_id
        left join organisation.staff a on a.staff_id = r.asked_by
        left join circulation.regulation_withdrawal w on w.version_id = r.version_id
       where ${is} order by r.starts_on desc nulls first, r.version_id desc`

/** All versions that a library keeps, the latest first. An author whose account is gone is a dash. */
export const ownHeads = (library_id: string): Query => headsWhere(sql`r.library_id = ${library_id}`)

/** Those that it keeps, and those of its cooperation that were activated, whoever keeps them. */
const isSeen = (library_id: string, day: string): Query =>
  sql`(r.library_id = ${library_id} or (r.state <> 'draft' and r.agreement_id in (${sharedRules(sql`${library_id}::bigint`, day)})))`
export const seenHeads = (library_id: string, day: string): Query => headsWhere(isSeen(library_id, day))
export const seenRows = (version_id: string, at: { library_id: string; day: string }): Query =>
  sql`select x.rule from circulation.regulation_row x join circulation.regulation r on r.version_id = x.version_id
       where x.version_id = ${version_id} and ${isSeen(at.library_id, at.day)} order by x.row_no`

/** Whether the library shares its rules by this agreement: one row or none. */
export const sharesRules = (library_id: string, ask: { agreement_id: string; day: string }): Query =>
  sql`select agreement_id from (${sharedRules(sql`${library_id}::bigint`, ask.day)}) shared where agreement_id = ${ask.agreement_id}`

export const Rule = Type.Object({ rule: RegulationRow })
export const ownRows = (version_id: string, library_id: string): Query =>
  sql`select x.rule from circulation.regulation_row x join circulation.regulation r on r.version_id = x.version_id
       where x.version_id = ${version_id} and r.library_id = ${library_id} order by x.row_no`

export interface NewDraft {
  readonly library_id: string
  readonly agreement_id: string | null
  readonly name: string
  readonly reason: string
  readonly author_id: string
  readonly made_at: string
}
export const Made = Type.Object({ version_id: Type.String() })
export const insertDraft = (d: NewDraft): Query =>
  sql`insert into circulation.regulation (library_id, agreement_id, name, state, author_id, reason, made_at)
      values (${d.library_id}, ${d.agreement_id}, ${d.name}, 'draft', ${d.author_id}, ${d.reason}, ${d.made_at}) returning version_id`

export const copyRows = (from: string, to: string): Query =>
  sql`insert into circulation.regulation_row (version_id, row_no, rule)
      select ${to}, row_no, rule from circulation.regulation_row where version_id = ${from}`

export const clearRows = (version_id: string): Query =>
  sql`delete from circulation.regulation_row where version_id = ${version_id}`

export const writeRows = (version_id: string, rows: readonly Static<typeof RegulationRow>[]): Query =>
  sql`insert into circulation.regulation_row (version_id, row_no, rule)
      select ${version_id}, (rule ->> 'row_no')::integer, rule from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as rule`

interface Decided {
  readonly starts_on: string
  readonly reason: string
  readonly staff_id: string
  readonly now: string
}
export const schedule = (version_id: string, at: Decided & { readonly open_loans: OpenLoans }): Query =>
  sql`update circulation.regulation
         set state = 'scheduled', starts_on = ${at.starts_on}, reason = ${at.reason}, activated_at = ${at.now},
             activated_by = ${at.staff_id}, open_loans = ${at.open_loans}
       where version_id = ${version_id}`

/** The day and the reason that the asker has in mind stand on the draft until it is activated. */
export const askFor = (version_id: string, at: Decided): Query =>
  sql`update circulation.regulation
         set starts_on = ${at.starts_on}, reason = ${at.reason}, asked_by = ${at.staff_id}, asked_at = ${at.now}
       where version_id = ${version_id}`

/** Whoever changes a draft takes back what was asked: it would be about other rows. */
export const changedBy = (version_id: string, staff_id: string): Query =>
  sql`update circulation.regulation set changed_by = ${staff_id}, asked_by = null, asked_at = null where version_id = ${version_id}`

export const withdraw = (
  version_ids: readonly string[],
  by: {
    readonly library_id: string
    readonly staff_id: string
    readonly reason: string
    readonly now: string
  },
): Query =>
  sql`insert into circulation.regulation_withdrawal (version_id, library_id, withdrawn_at, withdrawn_by, reason)
      select v, ${by.library_id}, ${by.now}, ${by.staff_id}, ${by.reason} from unnest(${version_ids}::bigint[]) as v`

/** What a regulation must cover: what the library lends, where, and to whom. */
export const Ground = Type.Object({
  item_types: Type.Array(Type.String()),
  branches: Type.Record(Type.String(), Type.String()),
  membership_types: Type.Unknown(),
  /** Whether somebody else than the one who made a draft must activate it. */
  second_person: Type.Boolean(),
  /** Groups of branches, as settings say them. */
  branch_groups: Type.Array(Type.Unknown()),
  /** The libraries that it holds for: the own one, or all of the cooperation. */
  libraries: Type.Array(Type.String()),
})
export const groundOf = (library_id: string, version_id: string | null = null): Query =>
  sql`with lib as (
        select ${library_id}::bigint as library_id union
        select m.library_id from circulation.regulation r join organisation.agreement_member m on m.agreement_id = r.agreement_id and m.left_at is null
         where r.version_id = ${version_id} and r.library_id = ${library_id})
      select coalesce((select jsonb_agg(distinct i.item_type) from inventory.item i
                        where i.library_id in (select library_id from lib) and i.state <> 'withdrawn'), '[]') as item_types,
             coalesce((select jsonb_object_agg(b.branch_id::text, b.name) from organisation.branch b
                        where b.library_id in (select library_id from lib)), '{}') as branches,
             (select value from organisation.setting where library_id = ${library_id} and key = 'patrons.membership_types')
               as membership_types,
             coalesce((select value = 'true'::jsonb from organisation.setting
                        where library_id = ${library_id} and key = 'circulation.second_person'), false) as second_person,
             coalesce((select jsonb_agg(g) from organisation.setting s, jsonb_array_elements(s.value) g
                        where s.library_id in (select library_id from lib) and s.key = 'circulation.branch_groups'), '[]') as branch_groups,
             (select jsonb_agg(library_id::text order by library_id) from lib) as libraries`
