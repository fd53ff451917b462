import { Type } from 'typebox'
import { sql } from '../../../../base/sql.ts'

export const Ratio = Type.Object({ ratio: Type.Integer() })
/** From how many holds an item a title is in the list; no row while the library set nothing. */
export const ratioSetting = sql`
  select (s.value #>> '{}')::integer as ratio from organisation.setting s
   where s.library_id = (select organisation.own_library()) and s.key = 'holds.ratio'`
