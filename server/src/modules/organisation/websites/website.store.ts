import { Id, Website } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

const websites = sql`
  select w.website_id, a.name, w.branch_id, a.active, w.key_until
    from organisation.website w join organisation.staff a on a.staff_id = w.website_id`
export const WebsiteRow = Website
export const ownWebsites = (library_id: string): Query =>
  sql`${websites} where w.library_id = ${library_id} order by a.name, w.website_id`
export const ownWebsite = (website_id: string, library_id: string): Query =>
  sql`${websites} where w.website_id = ${website_id} and w.library_id = ${library_id}`

/** Another website of the library that bears this name already, and whether the branch is one of it: one row. */
export const SiteFacts = Type.Object({ branch: Type.Boolean(), namesake: Type.Boolean() })
export const siteFacts = (
  library_id: string,
  of: { readonly branch_id: string; readonly name: string; readonly except: string | null },
): Query => sql`
  select exists (select from organisation.branch b where b.branch_id = ${of.branch_id} and b.library_id = ${library_id}) as branch,
         exists (select from organisation.website w join organisation.staff a on a.staff_id = w.website_id
                  where w.library_id = ${library_id} and a.name = ${of.name} and w.website_id is distinct from ${of.except}::bigint) as namesake`

export interface NewWebsite {
  readonly library_id: string
  readonly name: string
  readonly branch_id: string
  readonly login: string
  readonly at: string
  readonly key_until: string
}
export const MadeWebsite = Type.Object({ website_id: Id })
/** Account and website together. No password fits the account: only its key opens anything. */
export const insertWebsite = (w: NewWebsite): Query => sql`
  with account as (
    insert into organisation.staff (library_id, login, name, initials, password_hash, active, kind)
    values (${w.library_id}, ${w.login}, ${w.name}, 'WS', 'none', true, 'machine') returning staff_id
  )
  insert into organisation.website (website_id, library_id, branch_id, made_at, key_until)
  select staff_id, ${w.library_id}::bigint, ${w.branch_id}::bigint, ${w.at}::timestamptz, ${w.key_until}::date from account
  returning website_id`

export interface ChangedWebsite {
  readonly website_id: string
  readonly name: string
  readonly branch_id: string
  readonly active: boolean
  /** Null where the key stays. */
  readonly key_until: string | null
}
export const updateWebsite = (w: ChangedWebsite): Query => sql`
  with account as (
    update organisation.staff set name = ${w.name}, active = ${w.active}, version = version + 1
     where staff_id = ${w.website_id} and kind = 'machine')
  update organisation.website set branch_id = ${w.branch_id}, key_until = coalesce(${w.key_until}::date, key_until)
   where website_id = ${w.website_id}`

/** The session that stands for the key stands at the branch of its website. */
export const moveWebsiteSession = (website_id: string, branch_id: string): Query =>
  sql`update organisation.session set branch_id = ${branch_id}, version = version + 1
       where staff_id = ${website_id} and ended_at is null and branch_id <> ${branch_id}`
