import { IblPolicy } from '@kaft/contract'
import { Type } from 'typebox'
import { sql } from '../../../../base/sql.ts'

export const Policy = Type.Object({ policy: IblPolicy })
/** What the own library set about asking others; no row while it set nothing. */
export const policyQuery = sql`
  select s.value as policy from organisation.setting s where s.library_id = (select organisation.own_library()) and s.key = 'holds.ibl'`
