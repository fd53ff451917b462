import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Taken = Type.Object({ taken: Type.Boolean() })
export const barcodeTaken = (library_id: string, barcode: string): Query =>
  sql`select exists (select from inventory.item where library_id = ${library_id} and barcode = ${barcode}) as taken`
