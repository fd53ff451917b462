import type pg from 'pg'
import { COUNTRY, SKEW } from './country.ts'
import { libraries, shares } from './crowd.ts'
import { say } from './progress.ts'
import { filling } from './seed.ts'

/** Titles crowd as in the country, but for the very first of them: without this one of 2.9 million titles would have some 700,000 items, and has 2,700. */
const HEAD = 0.1
/** Of seven items one is on loan, and one was moved before. */
const EVERY = 7
/** Who searches stands at the largest branch of this library, of 305: the fifth largest. */
const SEARCHER = 4
/** Branches of a library that were as large as all: some nine hundred in all, sixteen of the largest, two of most. */
const BRANCHES = 28

/** Branches by how much of the country stands in them, side by side on a line of length one; `below` is where each begins. */
const branches = `
  create temp table shelf as
  select library_id, branch_id, row_number() over (order by branch_id) as n, (sum(share) over (order by branch_id) - share) / sum(share) over () as below
    from (select b.library_id, b.branch_id, s.share / b.nth / sum(1.0 / b.nth) over (partition by b.library_id) as share
            from (select library_id, branch_id, row_number() over (partition by library_id order by branch_id) as nth from organisation.branch) b
            join unnest($1::bigint[], $2::float8[]) as s(library_id, share) on s.library_id = b.library_id) p`

/** 305 libraries with their branches, of which the first is the largest. @returns the library of who searches */
export async function makeLibraries(db: pg.Client): Promise<string> {
  const library_ids = await libraries(db)
  await db.query(
    `insert into organisation.branch (library_id, code, name)
     select l.library_id, b.code || '-' || n, b.name || ' ' || n
       from unnest($1::bigint[], $2::integer[]) as l(library_id, branches) join organisation.library b on b.library_id = l.library_id
       cross join lateral generate_series(2, l.branches) as n`,
    [library_ids, library_ids.map((_, i) => Math.max(1, Math.round(BRANCHES / Math.sqrt(i + 3))))],
  )
  await db.query(branches, [library_ids, shares])
  return library_ids[SEARCHER] ?? ''
}

const places = `
  create temp table place as
  select row_number() over (order by hashint8extended(title_id, 7)) - 1 as n, title_id from cataloguing.title where source = any ($1::text[])`

/** In the order in which they came, which has nothing to do with titles or branches. */
const items = `
  insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number, acquired_on)
  select s.library_id, '4' || to_char($1::bigint + r.i, 'FM000000000000'), p.title_id, s.branch_id, 'book', 'Romans', 'BENC', '2018-01-01'
    from (select i, random() as place, least($3::int - 1,
                 floor($3::int * (power(${HEAD} + ${1 - HEAD} * random(), ${SKEW}) - power(${HEAD}, ${SKEW})) / (1 - power(${HEAD}, ${SKEW}))))::int as n
            from generate_series(1, $2::int) i) r
    join place p on p.n = r.n
    join shelf s on s.n = width_bucket(r.place, (select array_agg(below order by n) from shelf))`

const statuses = `
  insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, since)
  select i.item_id, case when i.item_id % ${EVERY} = 0 then 'on_loan' else 'available' end, i.branch_id,
         case when i.item_id % ${EVERY} = 0 then i.item_id end, case when i.item_id % ${EVERY} = 0 then current_date + 14 end, now()
    from inventory.item i where i.item_id > $1::bigint and i.item_id % ${EVERY} < 2`

/** Titles of these sources, which have none, get items in libraries all over the country. */
export async function giveItems(db: pg.Client, sources: readonly string[]): Promise<void> {
  const { rows } = await db.query<{ last: string }>(
    'select coalesce(max(item_id), 0) as last from inventory.item',
  )
  const last = rows[0]?.last ?? '0'
  await db.query(`set work_mem = '512MB'`)
  const { rowCount } = await db.query(places, [sources])
  await db.query('analyze place')
  const titles = rowCount ?? 0
  await filling(db, ['inventory.item'], async () => {
    say(`search: items of ${titles} titles`)
    await db.query(items, [last, Math.floor((titles * COUNTRY.items) / COUNTRY.titles), titles])
    say('search: and their indexes')
  })
  say('search: which of them are on loan')
  await filling(db, ['circulation.item_status'], async () => {
    await db.query(statuses, [last])
  })
  await db.query('drop table place; reset work_mem')
}
