import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { settingOf } from '../memberships/membership-types.store.ts'

/** What a library may do with cards and numbers, as stored. */
export const IdentityRow = Type.Object({
  use_number: Type.Unknown(),
  read_eid: Type.Unknown(),
  eid_expires: Type.Unknown(),
  on_list: Type.Boolean(),
})
/** One row. The list is kept centrally; the settings are the library's own. */
export const identityQuery = (today: string): Query => sql`
  select ${settingOf('patrons.use_national_number')} as use_number, ${settingOf('patrons.read_eid')} as read_eid,
         ${settingOf('patrons.eid_expires')} as eid_expires,
         exists (select from patrons.number_leave n where n.library_id = (select organisation.own_library())
                    and ${today}::date between n.from_on and coalesce(n.until_on, 'infinity')) as on_list`
