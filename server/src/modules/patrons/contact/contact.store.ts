import { Address, Day } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Kept = Type.Object({ ...Address.properties, source: Type.Unknown() })
export type Kept = Static<typeof Kept>
export const addressesQuery = (patron_id: string): Query =>
  sql`select kind, care_of, street, postcode, municipality, letters, until, source from patrons.address
       where patron_id = ${patron_id} order by address_id`
export const Version = Type.Object({ version: Type.Integer() })
export const versionQuery = (patron_id: string): Query =>
  sql`select version from patrons.patron where patron_id = ${patron_id}`

export interface NewAddress extends Address {
  readonly source: unknown
}
/** All of them anew: the few addresses of one person are written as one list. */
export const replaceAddresses = (
  patron_id: string,
  library_id: string,
  rows: readonly NewAddress[],
): Query[] => [
  sql`delete from patrons.address where patron_id = ${patron_id}`,
  sql`insert into patrons.address (library_id, patron_id, kind, care_of, street, postcode, municipality, letters, until, source)
      select ${library_id}::bigint, ${patron_id}::bigint, x.kind, x.care_of, x.street, x.postcode, x.municipality, x.letters, x.until, x.source
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(kind text, care_of text, street text, postcode text,
          municipality text, letters boolean, until date, source jsonb)`,
  sql`update patrons.patron set version = version + 1 where patron_id = ${patron_id}`,
]
/** With null the day of registration counts again. */
export const checkContact = (patron_id: string, on: string | null): Query =>
  sql`update patrons.patron set contact_checked_on = ${on}::date where patron_id = ${patron_id}
      returning coalesce(contact_checked_on, (registered_at at time zone 'Europe/Brussels')::date) as contact_checked_on`
export const CheckedRow = Type.Object({ contact_checked_on: Day })

/** Addresses whose last day has passed. */
export const forgetAddresses = (library_id: string, today: string, most: number): Query => sql`
  with gone as (
    delete from patrons.address where library_id = ${library_id} and address_id in (
      select address_id from patrons.address where library_id = ${library_id} and until < ${today} limit ${most})
    returning 1)
  select count(*)::int as gone from gone`

/**
 * Where letters to `p` go now, for neighbours who write them: the address chosen for letters, else the main residence, for a
 * child in care of the parent who pays. Joined as `post` with `care_of`, `street`, `postcode`, `municipality`.
 */
export const letterAddress = (today: string): Query => sql`
  left join lateral (
    select a.care_of, a.street, a.postcode, a.municipality from patrons.address a
     where a.patron_id = p.patron_id and a.letters and (a.until is null or a.until >= ${today}::date)
    union all
    select (select g.given_name || ' ' || g.family_name from patrons.family_link f join patrons.patron g on g.patron_id = f.other_id
             where f.patron_id = p.patron_id and f.pays and f.removed_at is null limit 1), p.street, p.postcode, p.municipality
     where not exists (select from patrons.address a where a.patron_id = p.patron_id and a.letters and (a.until is null or a.until >= ${today}::date))
  ) post on true`

/**
 * Whether a patron `p` is told what all patrons of a library are told: a member now, and alive. `patrons.count_for_notice`
 * counts by the same.
 */
export const isTold = (day: Query): Query =>
  sql`(p.merged_into is null and not p.deceased and (p.member_until is null or p.member_until >= ${day}))`

/** Whether a patron `p` came over from another system, and the desk has not asked yet whether e-mail and address are right. */
export const cameOver = sql`
  (p.contact_checked_on is null and jsonb_path_exists(p.provenance, '$.*.from ? (@ == "migration")')) as came_over`
