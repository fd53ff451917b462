import { Instant, MachineProfile, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

const machines = (now: string) => sql`
  select m.machine_id, a.login, a.name, m.branch_id, m.workstation_id, a.active, base.iso(m.signed_in_at) as signed_in_at, m.profile,
         (a.locked_until is not null and a.locked_until > ${now}) as locked
    from organisation.machine m join organisation.staff a on a.staff_id = m.machine_id`

export const ownMachines = (library_id: string, now: string): Query =>
  sql`${machines(now)} where m.library_id = ${library_id} order by a.name, m.machine_id`

export const ownMachine = (machine_id: string, library_id: string, now: string): Query =>
  sql`${machines(now)} where m.machine_id = ${machine_id} and m.library_id = ${library_id}`

/** Another machine of the library that bears this name already. */
export const namesakeMachine = (library_id: string, name: string, except: string | null): Query =>
  sql`select m.machine_id from organisation.machine m join organisation.staff a on a.staff_id = m.machine_id
       where m.library_id = ${library_id} and a.name = ${name} and m.machine_id is distinct from ${except}::bigint`

/** The branch when it is of the library, and the workstation when it stands at that branch; one row. */
export const PlaceFacts = Type.Object({ branch: Type.Boolean(), workstation: Type.Boolean() })
export const placeFacts = (
  library_id: string,
  at: { readonly branch_id: string; readonly workstation_id: string | null },
): Query =>
  sql`select exists (select from organisation.branch b where b.branch_id = ${at.branch_id} and b.library_id = ${library_id}) as branch,
             ${at.workstation_id}::bigint is null or exists (select from organisation.workstation w
               where w.workstation_id = ${at.workstation_id} and w.branch_id = ${at.branch_id}) as workstation`

export interface NewMachine {
  readonly library_id: string
  readonly login: string
  readonly name: string
  readonly branch_id: string
  readonly workstation_id: string | null
  readonly profile: MachineProfile
}
export const MadeMachine = Type.Object({ machine_id: Type.String() })
/** Account and machine together; no row when the login is taken, here or in any other library. */
export const insertMachine = (m: NewMachine, password_hash: string): Query => sql`
  with account as (
    insert into organisation.staff (library_id, login, name, initials, password_hash, active, kind)
    values (${m.library_id}, ${m.login}, ${m.name}, 'ZU', ${password_hash}, true, 'machine')
    on conflict (login) do nothing returning staff_id
  )
  insert into organisation.machine (machine_id, library_id, branch_id, workstation_id, profile)
  select staff_id, ${m.library_id}, ${m.branch_id}, ${m.workstation_id}, ${JSON.stringify(m.profile)} from account
  returning machine_id`

export interface ChangedMachine {
  readonly machine_id: string
  readonly name: string
  readonly active: boolean
  readonly unlock: boolean
  readonly branch_id: string
  readonly workstation_id: string | null
  readonly profile: MachineProfile
  readonly password_hash: string | null
}
/** The version makes every line of this machine read its profile again. */
export const updateMachine = (m: ChangedMachine): Query => sql`
  with account as (
    update organisation.staff
       set name = ${m.name}, active = ${m.active}, password_hash = coalesce(${m.password_hash}, password_hash), version = version + 1,
           failures = case when ${m.unlock} then 0 else failures end, locked_until = case when ${m.unlock} then null else locked_until end
     where staff_id = ${m.machine_id} and kind = 'machine'
  )
  update organisation.machine set branch_id = ${m.branch_id}, workstation_id = ${m.workstation_id}, profile = ${JSON.stringify(m.profile)}
   where machine_id = ${m.machine_id}`

/** What the password of a machine is checked against; the row of one login, nothing for an unknown one. */
export const MachineFacts = Type.Object({
  machine_id: Type.String(),
  library_id: Type.String(),
  library_active: Type.Boolean(),
  library_agreed: Type.Boolean(),
  password_hash: Type.String(),
  locked_until: Nullable(Instant),
  active: Type.Boolean(),
  name: Type.String(),
  branch_id: Type.String(),
  workstation_id: Nullable(Type.String()),
})
export type MachineFacts = Static<typeof MachineFacts>
export const machineFacts = (login: string): Query => sql`select * from organisation.machine_facts(${login})`

/** The profile of the machine that a session belongs to, with what its answers name. */
export const ProfileFacts = Type.Object({
  profile: MachineProfile,
  library_name: Type.String(),
  branch_name: Type.String(),
})
export const profileFacts = (machine_id: string): Query => sql`
  select m.profile, l.name as library_name, b.name as branch_name
    from organisation.machine m join organisation.library l on l.library_id = m.library_id
    join organisation.branch b on b.branch_id = m.branch_id
   where m.machine_id = ${machine_id}`

export const noteSignedIn = (machine_id: string, at: string): Query =>
  sql`update organisation.machine set signed_in_at = ${at} where machine_id = ${machine_id}`
