import type pg from 'pg'
import { say } from './progress.ts'
import { filling, one } from './seed.ts'

/** Items of titles that have none: few titles have many, most have one. */
const items = `
  insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number)
  select b.library_id, '4' || to_char(t.title_id, 'FM0000000000') || n, t.title_id, b.branch_id, 'book', 'Romans', 'BENC'
    from cataloguing.title t
    cross join lateral generate_series(1, least(60, 1 + floor(0.75 / (0.02 + (t.title_id * 7919 % 1000) / 1000.0)))::int) n
    join (select *, row_number() over (order by branch_id) - 1 as place, count(*) over () as of from organisation.branch) b
      on b.place = (t.title_id + n) % b.of
   where t.source = any ($1::text[])`

/** Every seventh item is on loan, and as many more were moved before. */
const statuses = `
  insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, since)
  select i.item_id, case when i.item_id % 7 = 0 then 'on_loan' else 'available' end, i.branch_id,
         case when i.item_id % 7 = 0 then i.item_id end, case when i.item_id % 7 = 0 then current_date + 14 end, now()
    from inventory.item i join cataloguing.title t on t.title_id = i.title_id
   where t.source = any ($1::text[]) and i.item_id % 7 < 2`

const held = `
  cross join lateral (select count(*)::int as items, array_agg(distinct i.branch_id order by i.branch_id) as branches
                        from inventory.item i where i.title_id = t.title_id) h`

const searchRows = `
  insert into cataloguing.title_search (title_id, tier, popularity, branches, document, tags, marks, year, described, work)
  select t.title_id, cataloguing.tier_of(h.items), h.items, h.branches, t.document, t.tags, t.marks, t.year, t.described, t.work
    from kept t ${held}`

async function giveItems(db: pg.Client, sources: readonly string[]): Promise<void> {
  await filling(db, ['inventory.item'], async () => {
    await db.query(items, [sources])
  })
  await filling(db, ['circulation.item_status'], async () => {
    await db.query(statuses, [sources])
  })
}

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

/** The k-th copies: with an ISBN of their own, and every other one with a word of its own. */
const copies = `
  insert into cataloguing.title (source, control_number, record, record_hash, title, author, year, material, language, audience, series, publisher,
    extent, summary, isbns, subjects, contributors, changed_at)
  select 'search' || $1::int, o.control_number, o.record, o.record_hash, concat_ws(' ', o.title, c.word), o.author, o.year, o.material, o.language,
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
