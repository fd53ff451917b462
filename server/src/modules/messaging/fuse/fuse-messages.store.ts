import { type Query, sql } from '../../../base/sql.ts'

/** What patrons were told, or will be, goes with them, and so do the campaign and the list that it belongs to. */
export const fuseMessages = (to: string, patron_ids: readonly string[]): Query =>
  sql`with lists as (update messaging.address_list set library_id = ${to} where list_id in (
              select r.list_id from messaging.address_list_row r where r.patron_id = any (${patron_ids}::bigint[]))),
           stood as (update messaging.address_list_row set library_id = ${to} where patron_id = any (${patron_ids}::bigint[])),
           news as (update messaging.campaign set library_id = ${to} where campaign_id in (
              select m.campaign_id from messaging.message m where m.patron_id = any (${patron_ids}::bigint[]) and m.campaign_id is not null))
      update messaging.message set library_id = ${to} where patron_id = any (${patron_ids}::bigint[])`
