import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Branch = Type.Object({ branch_id: Type.String(), name: Type.String() })
export const Types = Type.Object({ types: Type.Unknown() })

/** What branches and membership types are called, for sentences: rows of `Branch`, then of `Types`. */
export const namesQueries = (library_id: string): Query[] => [
  sql`select branch_id, name from organisation.branch`,
  sql`select value as types from organisation.setting
       where library_id = ${library_id} and key = 'patrons.membership_types'`,
]
