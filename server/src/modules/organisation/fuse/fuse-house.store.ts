import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What a row was that came over, so that it can go back. */
export const Fused = Type.Object({ row_id: Type.String(), was: Type.Record(Type.String(), Type.Unknown()) })

interface Between {
  readonly from: string
  readonly to: string
}
const seats = ({ from, to }: Between, suffix: string): Query => sql`
  with coming as (
    select w.workstation_id, w.name, exists (select from organisation.workstation k where k.library_id = ${to} and k.name = w.name) as taken
      from organisation.workstation w where w.library_id = ${from}),
  moved as (
    update organisation.workstation w set library_id = ${to}, name = case when x.taken then left(w.name, 48) || ${suffix}::text else w.name end
      from coming x where w.workstation_id = x.workstation_id)
  select workstation_id::text as row_id, jsonb_build_object('name', name) as was from coming`

/** Accounts, of people and of machines, with their roles. A badge that a colleague there has opens nothing until it is given anew. */
const accounts = ({ from, to }: Between): Query => sql`
  with coming as (
    select s.staff_id, encode(s.badge_hash, 'hex') as badge,
           exists (select from organisation.staff k where k.library_id = ${to} and k.badge_hash = s.badge_hash) as taken
      from organisation.staff s where s.library_id = ${from}),
  moved as (
    update organisation.staff s set library_id = ${to}, badge_hash = case when x.taken then null else s.badge_hash end
      from coming x where s.staff_id = x.staff_id)
  select staff_id::text as row_id, jsonb_build_object('badge', badge) as was from coming`

/** Groups of branches and of readers that rows of the old regulation name: open loans are still renewed by it. */
const lists = ({ from, to }: Between, key: string, field: string): Query => sql`
  insert into organisation.setting (library_id, key, value)
  select ${to}::bigint, ${key}::text, coalesce(k.value, '[]') || (
           select coalesce(jsonb_agg(g), '[]') from jsonb_array_elements(s.value) g
            where not exists (select from jsonb_array_elements(coalesce(k.value, '[]')) h where h ->> ${field}::text = g ->> ${field}::text))
    from organisation.setting s left join organisation.setting k on k.library_id = ${to} and k.key = s.key
   where s.library_id = ${from} and s.key = ${key}
  on conflict (library_id, key) do update set value = excluded.value`

/** What makes a library a house: branches, seats, accounts. Three statements that answer rows of `Fused`, then the rest. */
export const fuseHouse = (
  of: Between,
  suffix: string,
): { readonly told: readonly Query[]; readonly rest: readonly Query[] } => ({
  told: [
    sql`update organisation.branch set library_id = ${of.to} where library_id = ${of.from} returning branch_id::text as row_id, '{}'::jsonb as was`,
    seats(of, suffix),
    accounts(of),
  ],
  rest: [
    sql`update organisation.staff_role set library_id = ${of.to} where library_id = ${of.from}`,
    sql`update organisation.machine set library_id = ${of.to} where library_id = ${of.from}`,
    sql`update organisation.website set library_id = ${of.to} where library_id = ${of.from}`,
    sql`update organisation.factor set library_id = ${of.to} where library_id = ${of.from}`,
    sql`update organisation.recovery_code set library_id = ${of.to} where library_id = ${of.from}`,
    sql`update organisation.staff_identity set library_id = ${of.to} where library_id = ${of.from}`,
    sql`update organisation.undertaking set library_id = ${of.to} where library_id = ${of.from}`,
    sql`delete from organisation.full_sign_in where library_id = ${of.from}`,
    lists(of, 'circulation.branch_groups', 'group'),
    lists(of, 'patrons.categories', 'category'),
  ],
})

/** The way back: what came goes, as it was. */
export const houseBack = (
  from: string,
  rows: {
    readonly branches: readonly string[]
    readonly seats: readonly { readonly row_id: string; readonly name: string }[]
    readonly accounts: readonly { readonly row_id: string; readonly badge: string | null }[]
  },
): Query[] => {
  const staff = rows.accounts.map(a => a.row_id)
  return [
    sql`update organisation.branch set library_id = ${from} where branch_id = any (${rows.branches}::bigint[])`,
    sql`update organisation.workstation w set library_id = ${from}, name = r.name
          from unnest(${rows.seats.map(r => r.row_id)}::bigint[], ${rows.seats.map(r => r.name)}::text[]) as r(workstation_id, name)
         where w.workstation_id = r.workstation_id`,
    sql`update organisation.machine set library_id = ${from} where machine_id = any (${staff}::bigint[])`,
    sql`update organisation.website set library_id = ${from} where website_id = any (${staff}::bigint[])`,
    sql`update organisation.staff_role set library_id = ${from} where staff_id = any (${staff}::bigint[])`,
    sql`update organisation.factor set library_id = ${from} where staff_id = any (${staff}::bigint[])`,
    sql`update organisation.recovery_code set library_id = ${from} where staff_id = any (${staff}::bigint[])`,
    sql`update organisation.staff_identity set library_id = ${from} where staff_id = any (${staff}::bigint[])`,
    sql`update organisation.undertaking set library_id = ${from} where staff_id = any (${staff}::bigint[])`,
    sql`update organisation.staff s set library_id = ${from}, badge_hash = decode(r.badge, 'hex')
          from unnest(${staff}::bigint[], ${rows.accounts.map(r => r.badge)}::text[]) as r(staff_id, badge) where s.staff_id = r.staff_id`,
  ]
}

/** What the agreements of a library are worth once it is part of another: those that both are in go on, the others end. */
export const agreementsAhead = (library_id: string, kept_id: string): Query => sql`
  select coalesce(jsonb_agg(a.name order by a.name), '[]') as names
    from organisation.agreement_member m join organisation.agreement a on a.agreement_id = m.agreement_id
   where m.library_id = ${library_id} and m.left_at is null and a.ended_at is null
     and not exists (select from organisation.agreement_member k where k.agreement_id = m.agreement_id and k.library_id = ${kept_id} and k.left_at is null)`

/** The library leaves its agreements at that moment, since it is none any more; and is in them again when it comes back. */
export const leaveAgreements = (library_id: string, now: string, today: string): Query =>
  sql`update organisation.agreement_member set left_on = greatest(joined_on, ${today}::date), left_at = ${now} where library_id = ${library_id} and left_at is null`
export const rejoinAgreements = (library_id: string, left_at: string): Query =>
  sql`update organisation.agreement_member set left_on = null, left_at = null where library_id = ${library_id} and left_at = ${left_at}`

export const houseAhead = (of: Between): Query => sql`
  select (select count(*) from organisation.branch where library_id = ${of.from})::integer as branches,
         (select count(*) from organisation.staff where library_id = ${of.from} and active)::integer as accounts,
         (select count(*) from organisation.workstation where library_id = ${of.from})::integer as workstations,
         (select value from organisation.setting where library_id = ${of.to} and key = 'patrons.membership_types') as membership_types,
         (select value from organisation.setting where library_id = ${of.from} and key = 'patrons.membership_types') as their_types`
