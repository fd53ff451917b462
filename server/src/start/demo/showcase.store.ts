import { LIST, NEWEST, SAME_WORDS, SEARCHES, WISHES } from '../../../../demo/showcase.ts'
import { type Query, sql } from '../../base/sql.ts'

/** Lists of titles and words that mean the same, as the owner writes them; each once. */
export const insertShowcase = (source: string, now: string): readonly Query[] => [
  ...SAME_WORDS.map(
    words => sql`
      insert into cataloguing.synonym_group (words, keys, changed_at)
      select ${[...words]}::text[], ${[...words]}::text[], ${now}::timestamptz
       where not exists (select from cataloguing.synonym_group g where g.words = ${[...words]}::text[])`,
  ),
  sql`
    with made as (
      insert into cataloguing.title_list (library_id, name, about, kind, shown, place, made_at, changed_at)
      select l.library_id, ${LIST.name}, ${LIST.about}, 'hand', true, 1, ${now}::timestamptz, ${now}::timestamptz
        from organisation.library l where l.code = ${LIST.library}
         and not exists (select from cataloguing.title_list x where x.library_id = l.library_id and x.name = ${LIST.name})
      returning list_id, library_id)
    insert into cataloguing.title_list_entry (library_id, list_id, title_id, place, note)
    select m.library_id, m.list_id, t.title_id, a.place, a.note
      from made m
      cross join unnest(${LIST.titles.map(([number]) => number)}::text[], ${LIST.titles.map(([, note]) => note)}::text[])
        with ordinality as a(control_number, note, place)
      join cataloguing.title t on t.source = ${source} and t.control_number = a.control_number`,
  sql`
    insert into cataloguing.title_list (library_id, name, kind, days, shown, place, made_at, changed_at)
    select l.library_id, ${NEWEST.name}, 'new', ${NEWEST.days}, true, 2, ${now}::timestamptz, ${now}::timestamptz
      from organisation.library l where l.code = ${NEWEST.library}
       and not exists (select from cataloguing.title_list x where x.library_id = l.library_id and x.name = ${NEWEST.name})`,
  ...SEARCHES.map(
    of => sql`
      with made as (
        insert into cataloguing.saved_search (library_id, staff_id, name, asks, shared, made_at, changed_at)
        select a.library_id, a.staff_id, ${of.name}, ${JSON.stringify(of.asks)}::jsonb, ${of.shared}, ${now}::timestamptz, ${now}::timestamptz
          from organisation.staff a where a.login = ${of.owner}
           and not exists (select from cataloguing.saved_search x where x.staff_id = a.staff_id and x.name = ${of.name})
        returning search_id)
      insert into cataloguing.search_follow (search_id, staff_id, library_id, looked_at, newest)
      select m.search_id, a.staff_id, a.library_id, ${now}::timestamptz - interval '7 days', 0
        from made m join organisation.staff a on a.login = any (${[...of.followers]}::text[])`,
  ),
  ...WISHES.map(of => insertWish(of, now)),
]

/** What was suggested to buy, and readers who asked for it. */
const insertWish = (of: (typeof WISHES)[number], now: string): Query => sql`
      with made as (
      insert into acquisitions.purchase_suggestion (library_id, branch_id, title, author, isbn, because, remark, copies, asked, proposed_by, proposed_at,
        state, declined_because, decided_by, decided_at, ordered_at, changed_at)
      select a.library_id, (select min(b.branch_id) from organisation.branch b where b.library_id = a.library_id), ${of.title}, ${of.author}, ${of.isbn},
             ${of.because}, ${of.remark}, ${of.copies}, ${of.asked}, a.staff_id, w.at, ${of.state}, ${of.declined},
             case when ${of.state} <> 'proposed' then (select d.staff_id from organisation.staff d where d.login = 'bram.testgem') end,
             case when ${of.state} <> 'proposed' then w.at + interval '1 day' end, case when ${of.state} = 'ordered' then w.at + interval '2 days' end, w.at
        from organisation.staff a cross join lateral (select ${now}::timestamptz - make_interval(days => ${of.days}) as at) w
       where a.login = ${of.by}
         and not exists (select from acquisitions.purchase_suggestion x where x.library_id = a.library_id and x.title = ${of.title})
      returning suggestion_id, library_id, proposed_at)
      insert into acquisitions.suggestion_asker (library_id, suggestion_id, patron_id, asked_at, until)
      select m.library_id, m.suggestion_id, p.patron_id, m.proposed_at, m.proposed_at::date + 365
        from made m cross join lateral (
          select r.patron_id from patrons.patron r where r.library_id = m.library_id and r.membership_type = 'volwassene' and r.merged_into is null
           order by r.patron_id limit ${of.askers}) p`
