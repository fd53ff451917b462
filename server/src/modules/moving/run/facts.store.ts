import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const BranchWord = Type.Object({ branch_id: Type.String(), code: Type.String(), name: Type.String() })
export const branchWords = (library_id: string): Query =>
  sql`select branch_id, code, name from organisation.branch where library_id = ${library_id} order by code`
