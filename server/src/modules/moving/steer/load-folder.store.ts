import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const LibraryHere = Type.Object({ library_id: Id, branch_id: Id })
export type LibraryHere = Type.Static<typeof LibraryHere>
export const libraryHere = (code: string): Query => sql`
  select l.library_id, min(b.branch_id)::text as branch_id from organisation.library l join organisation.branch b on b.library_id = l.library_id
   where l.code = ${code} group by l.library_id`
