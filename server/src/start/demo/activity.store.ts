import { Type } from 'typebox'
import { type Query, sql } from '../../base/sql.ts'

export const Titles = Type.Object({ title_id: Type.String(), control_number: Type.String() })
export const titlesOf = (source: string): Query =>
  sql`select title_id, control_number from cataloguing.title where source = ${source}`

export const namesOf = (source: string, numbers: readonly string[]): Query =>
  sql`select control_number, title, author from cataloguing.title where source = ${source} and control_number = any (${numbers}::text[])`

export const Items = Type.Object({
  item_id: Type.String(),
  library: Type.String(),
  barcode: Type.String(),
  branch: Type.String(),
})
export const itemsOf = (codes: readonly string[]): Query =>
  sql`select i.item_id, l.code as library, i.barcode, b.code as branch from inventory.item i join organisation.library l on l.library_id = i.library_id
        join organisation.branch b on b.branch_id = i.branch_id where l.code = any (${codes}::text[])`

export const Cards = Type.Object({ patron_id: Type.String(), library: Type.String(), card: Type.String() })
export const cardsOf = (codes: readonly string[]): Query =>
  sql`select c.patron_id, l.code as library, c.code as card from patrons.card c join organisation.library l on l.library_id = c.library_id
       where l.code = any (${codes}::text[])`

export const Branches = Type.Object({ branch_id: Type.String(), code: Type.String() })
export const branchesOf = (codes: readonly string[]): Query =>
  sql`select b.branch_id, b.code from organisation.branch b join organisation.library l on l.library_id = b.library_id
       where l.code = any (${codes}::text[])`

/** A session of the library's head of the desk at a branch, for as long as the loading takes. */
export const openSession = (branch: string, secret_hash: Buffer): Query => sql`
  insert into organisation.session (secret_hash, staff_id, library_id, branch_id, workstation_id, started_at, full_until, expires_at)
  select ${secret_hash}, h.staff_id, b.library_id, b.branch_id,
         (select min(w.workstation_id) from organisation.workstation w where w.branch_id = b.branch_id), now(), now(), now() + interval '1 hour'
    from organisation.branch b
    cross join lateral (select min(r.staff_id) as staff_id from organisation.staff_role r
                         where r.library_id = b.library_id and r.role = 'hoofd_balie' and r.level = 'library') h
   where b.code = ${branch}`
export const endSessions = (hashes: readonly Buffer[]): Query =>
  sql`update organisation.session set ended_at = now() where secret_hash = any (${hashes}::bytea[]) and ended_at is null`
