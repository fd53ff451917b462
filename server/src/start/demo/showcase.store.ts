import { LIST, NEWEST, SAME_WORDS } from '../../../../demo/showcase.ts'
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
]
