import { type Query, sql } from '../../../base/sql.ts'

export interface WorkstationAsked {
  readonly branch_id: string
  readonly name: string
  readonly settings: object
}

const workstations = sql`select workstation_id, branch_id, name, settings from organisation.workstation`

export const ownWorkstations = (library_id: string): Query =>
  sql`${workstations} where library_id = ${library_id} order by name`

export const ownWorkstation = (workstation_id: string, library_id: string): Query =>
  sql`${workstations} where workstation_id = ${workstation_id} and library_id = ${library_id}`

/** Another workstation of the library that bears this name already. */
export const namesake = (library_id: string, name: string, except: string | null): Query =>
  sql`select workstation_id from organisation.workstation
       where library_id = ${library_id} and name = ${name} and workstation_id is distinct from ${except}::bigint`

export const insertWorkstation = (library_id: string, asked: WorkstationAsked, key_hash: Buffer): Query =>
  sql`insert into organisation.workstation (library_id, branch_id, name, key_hash, settings)
      values (${library_id}, ${asked.branch_id}, ${asked.name}, ${key_hash}, ${JSON.stringify(asked.settings)})
      returning workstation_id`

export const updateWorkstation = (workstation_id: string, asked: WorkstationAsked): Query =>
  sql`update organisation.workstation
         set branch_id = ${asked.branch_id}, name = ${asked.name}, settings = ${JSON.stringify(asked.settings)}
       where workstation_id = ${workstation_id}`
