import { type Query, sql } from '../../../base/sql.ts'

// What exists before anybody can sign in, so no session stands behind it: for the command line, as the owner.

/** Answers no row when the code is taken. */
export const foundLibrary = (code: string, name: string): Query =>
  sql`insert into organisation.library (code, name, active) values (${code}, ${name}, true)
      on conflict (code) do nothing returning library_id`

/** What lets its people in: agreements are kept by whoever works for all libraries, who has to come in first. */
export const foundParticipation = (
  library_id: string,
  of: { readonly reference: string; readonly on: string; readonly at: string },
): Query =>
  sql`insert into organisation.participation (library_id, reference, version, signed_on, starts_on, made_at)
      values (${library_id}, ${of.reference}, '1', ${of.on}, ${of.on}, ${of.at})`

/** Answers no row when the code is taken. */
export const foundBranch = (library_id: string, code: string, name: string): Query =>
  sql`insert into organisation.branch (library_id, code, name) values (${library_id}, ${code}, ${name})
      on conflict (code) do nothing returning branch_id`

export const libraryByCode = (code: string): Query =>
  sql`select library_id, name from organisation.library where code = ${code}`

export const branchByCode = (code: string): Query =>
  sql`select branch_id, library_id from organisation.branch where code = ${code}`

export const machineByLogin = (login: string): Query =>
  sql`select m.machine_id, m.library_id from organisation.machine m join organisation.staff a on a.staff_id = m.machine_id
       where a.login = ${login}`

export interface FirstStaff {
  readonly library_id: string
  readonly login: string
  readonly name: string
  readonly initials: string
  readonly password_hash: string
}

/** Answers no row when the login is taken. */
export const foundStaff = (s: FirstStaff): Query =>
  sql`insert into organisation.staff (library_id, login, name, initials, password_hash, active)
      values (${s.library_id}, ${s.login}, ${s.name}, ${s.initials}, ${s.password_hash}, true)
      on conflict (login) do nothing returning staff_id`

export const giveRole = (given: {
  staff_id: string
  library_id: string
  role: string
  starts_on: string
  at: string
}): Query =>
  sql`insert into organisation.staff_role (staff_id, library_id, role, level, starts_on, granted_at)
      values (${given.staff_id}, ${given.library_id}, ${given.role}, 'library', ${given.starts_on}, ${given.at})`

/** The record of the change; nobody signed in made it. */
export const foundedChange = (change: {
  library_id: string
  at: string
  subject: string
  after: object
}): Query =>
  sql`insert into organisation.change (library_id, at, staff_id, what, subject, after)
      values (${change.library_id}, ${change.at}, null, 'command', ${change.subject}, ${JSON.stringify(change.after)})`
