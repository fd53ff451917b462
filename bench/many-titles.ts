import type pg from 'pg'
import { say } from './progress.ts'
import { filling, one } from './seed.ts'
import { giveItems } from './shelves.ts'

const held = `
  cross join lateral (select count(*)::int as items, coalesce(array_agg(distinct i.branch_id order by i.branch_id), '{}') as branches
                        from inventory.item i where i.title_id = t.title_id) h`

const searchRows = `
  insert into cataloguing.title_search (title_id, tier, popularity, branches, document, tags, marks, year, described, work)
  select t.title_id, cataloguing.tier_of(h.items), h.items, h.branches, t.document, t.tags, t.marks, t.year, t.described, t.work
    from kept t ${held}`

/** Titles that were imported without items get them, and search learns of them: popularity, tier, branches. */
export async function shelve(db: pg.Client): Promise<void> {
  await giveItems(db, ['search'])
  await filling(db, ['cataloguing.title_search'], async () => {
    await db.query(
      'create temp table kept as select * from cataloguing.title_search; truncate cataloguing.title_search',
    )
    await db.query(searchRows)
    await db.query('drop table kept')
  })
}

/** Compounds of two words as Dutch makes them, so that the words of a catalogue grow with its titles. */
const compounds = `
  create temp table compound as
  with w as (select word, (row_number() over (order by titles desc, word))::int - 1 as n from cataloguing.word where length(word) between 4 and 9),
       c as (select count(*) as words from w)
  select g.n, a.word || b.word as word from generate_series(1, $1::int) as g(n) cross join c
    join w a on a.n = floor(c.words * ((g.n::bigint * 7919 % 100003) / 100003.0::float8) ^ 2)
    join w b on b.n = floor(c.words * ((g.n::bigint * 104729 % 1000003) / 1000003.0::float8) ^ 1.5)`

/** ISO 2108: the thirteenth digit is what the sum of the others, weighed by one and three, lacks to a multiple of ten. */
const isbn = `
  cross join lateral (select '97890' || to_char($1::int * $2::int + substr(o.control_number, 6)::int, 'FM0000000') as twelve) as i
  cross join lateral (select (10 - sum(substr(i.twelve, d, 1)::int * (3 - d % 2 * 2)) % 10) % 10 as last from generate_series(1, 12) as d) as l`

/** The k-th copies: with an ISBN of their own, and every other one with a word of its own, which its record has too, so that an index built anew has it. */
const copies = `
  insert into cataloguing.title (source, control_number, record, record_hash, title, author, year, material, language, audience, series, publisher,
    extent, summary, isbns, subjects, contributors, changed_at)
  select 'search' || $1::int, o.control_number,
         case when c.word is null then o.record
              else convert_to(replace(convert_from(o.record, 'UTF8'), to_json(o.title)::text, to_json(o.title || ' ' || c.word)::text), 'UTF8') end, o.record_hash, concat_ws(' ', o.title, c.word), o.author, o.year, o.material, o.language,
         o.audience, o.series, o.publisher, o.extent, o.summary, array[i.twelve || l.last], o.subjects, o.contributors, o.changed_at
    from cataloguing.title o ${isbn}
    left join compound c on o.title_id % 2 = 0 and c.n = ($1::int - 1) * ($2::int / 2) + substr(o.control_number, 6)::int / 2
   where o.source = 'search' and substr(o.control_number, 6)::int <= $3::int`

/** Copies with a word of their own are works of their own; every third of the others is an edition of what it was copied from. */
const works = `
  insert into cataloguing.title_work (title_id, work)
  select t.title_id, case when t.title = o.title and t.title_id % 3 = 0 then w.work else hashtextextended(t.title_id::text, 1) end
    from cataloguing.title t join cataloguing.title o on o.source = 'search' and o.control_number = t.control_number
    join cataloguing.title_work w on w.title_id = o.title_id
   where t.source = 'search' || $1::int`

const documents = `
  insert into cataloguing.title_search (title_id, tier, popularity, branches, document, tags, marks, year, described, work)
  select d.title_id, cataloguing.tier_of(d.items), d.items, d.branches, d.document, d.tags, d.marks, d.year, true, d.work
    from (select t.title_id, h.items, h.branches, s.tags, s.marks, s.year, w.work,
                 case when t.title = o.title then s.document
                      else s.document || cataloguing.search_document(substr(t.title, length(o.title) + 2), '', '', '{}') end as document
            from cataloguing.title t join cataloguing.title o on o.source = 'search' and o.control_number = t.control_number
            join cataloguing.title_search s on s.title_id = o.title_id left join cataloguing.title_work w on w.title_id = t.title_id ${held}
           where t.source = 'search' || $1::int offset 0) as d`

const newWords = `
  insert into cataloguing.word as w (word, titles) select word, count(*) from compound group by word
  on conflict (word) do update set titles = w.titles + excluded.titles`

/**
 * Makes so many titles of those that are there, by set: the importer would take the better part of an hour. Words keep
 * their share of the titles, and new ones come along.
 */
export async function multiply(db: pg.Client, count: number): Promise<void> {
  const { had, all } = await one(
    db,
    `select (count(*) filter (where source = 'search'))::int as had, (count(*) filter (where source like 'search%'))::int as all from cataloguing.title`,
  )
  const from = Number(had)
  // What was copied before stays: a larger catalogue grows out of a smaller one.
  const before = Math.ceil(Number(all) / from)
  const times = Array.from({ length: Math.max(0, Math.ceil(count / from) - before) }, (_, i) => i + before)
  if (times.length === 0) return
  await db.query(compounds, [((times.at(-1) ?? 0) * from) >> 1])
  await db.query('create index on compound (n); analyze compound')
  await filling(db, ['cataloguing.title', 'cataloguing.title_isbn'], async () => {
    for (const k of times) {
      await db.query(copies, [k, from, Math.min(from, count - k * from)])
      if (k % 4 === 0) say(`search: ${k * from} titles are copied`)
    }
    await db.query(
      `insert into cataloguing.title_isbn select isbns[1], title_id from cataloguing.title where source = any ($1::text[])`,
      [times.map(k => `search${k}`)],
    )
  })
  say('search: their items')
  await giveItems(
    db,
    times.map(k => `search${k}`),
  )
  say('search: what search knows of them')
  await filling(db, ['cataloguing.title_work'], async () => {
    for (const k of times) await db.query(works, [k])
  })
  await filling(db, ['cataloguing.title_search'], async () => {
    for (const k of times) await db.query(documents, [k])
  })
  await filling(db, ['cataloguing.word'], async () => {
    await db.query('update cataloguing.word set titles = ceil(titles * $1::float8)', [
      (before + times.length) / before,
    ])
    await db.query(newWords)
    await db.query('drop table compound')
  })
}
