import { type Query, sql } from '../../../base/sql.ts'

export const librariesWithLinks = (now: string): Query =>
  sql`select x::text as library_id from patrons.links_to_mail(${now}) x order by 1`

/** One mail for each link of the library that can still be used. Whoever lost their membership gets in too: their rights stay. */
export const planReaderLinks = (library_id: string, now: string): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, link_id, branch_id, channel, planned_at, not_before, state, once)
  select k.library_id, k.patron_id, 'reader_link', k.link_id, b.branch_id, 'email', ${now}::timestamptz, ${now}::timestamptz, 'planned',
         'reader_link ' || k.link_id
    from patrons.reader_link k
    join patrons.patron p on p.patron_id = k.patron_id and p.email is not null
    join lateral (select x.branch_id from organisation.branch x where x.library_id = k.library_id order by x.code limit 1) b on true
   where k.library_id = ${library_id} and k.used_at is null and k.expires_at > ${now} and not k.by_letter
     and not exists (select from messaging.message m where m.link_id = k.link_id)
  on conflict (library_id, once) do nothing`
