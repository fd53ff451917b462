import type pg from 'pg'
import { filling, one, type Seeded } from './seed.ts'

const TABLES = [
  'circulation.loan',
  'circulation.item_status',
  'circulation.hold',
  'inventory.item',
  'cataloguing.title',
]

/** Libraries that work together with the seeded one, each with this many branches. */
export async function partners(
  db: pg.Client,
  library_id: string,
  libraries: number,
  branches: number,
): Promise<void> {
  await db.query(
    `insert into organisation.library (code, name, active, agreed) select 'P' || to_char(i, 'FM000'), 'Partner ' || i, true, '{(,)}' from generate_series(1, $1::int) i`,
    [libraries],
  )
  await db.query(
    `insert into organisation.branch (library_id, code, name)
     select l.library_id, l.code || n, l.name || ' ' || n from organisation.library l, generate_series(1, $1::int) n where l.code like 'P%'`,
    [branches],
  )
  const { agreement_id } = await one(
    db,
    `insert into organisation.agreement (name, rung, starts_on, shares_fee, shares_rules, shares_patrons, has_transport, shares_letters, floats)
     values ('bench', '3b', '2020-01-01', true, false, true, true, false, false) returning agreement_id`,
  )
  await db.query(
    `insert into organisation.agreement_member (agreement_id, library_id, joined_on)
     select $1, l.library_id, '2020-01-01' from organisation.library l where l.library_id = $2 or l.code like 'P%'`,
    [agreement_id, library_id],
  )
}

/** So many titles of one item each, on loan, with so many who wait for each: readers of all libraries, at all branches. */
export async function lentWithQueue(
  db: pg.Client,
  { library_id, patron_ids }: Seeded,
  of: { readonly terms_id: string; readonly titles: number; readonly holds: number },
): Promise<string[]> {
  const name = `queue ${of.holds}`
  const ids = (
    await db.query<{ item_id: string }>(
      `with t as (
         insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
         select $2, i, '', '', $2 || ' ' || i, 'book', '{}', '{}', '{}', now() from generate_series(1, $3::int) i returning title_id, control_number)
       insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number)
       select $1, $2 || ' ' || t.control_number, t.title_id, (select min(branch_id) from organisation.branch where library_id = $1), 'book', 'Romans', 'BENC' from t
       returning item_id`,
      [library_id, name, of.titles],
    )
  ).rows.map(r => r.item_id)
  await db.query(
    `with l as (
       insert into circulation.loan (library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on, first_due_on, terms_id, trace)
       select $1, $2::bigint + i.item_id % $3::int, i.item_id, $1, i.title_id, 'book', i.branch_id, now() - interval '9 days', current_date + 19, current_date + 19, $4, '{}'
         from inventory.item i where i.item_id = any ($5::bigint[]) returning loan_id, item_id, branch_id, due_on, lent_at)
     insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, since)
     select item_id, 'on_loan', branch_id, loan_id, due_on, lent_at from l`,
    [library_id, patron_ids[0], patron_ids.length, of.terms_id, ids],
  )
  await db.query(
    `with b as (select branch_id, library_id, row_number() over (order by branch_id) - 1 as no, count(*) over () as n from organisation.branch)
     insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, expires_on)
     select b.library_id, $2::bigint + h % $3::int, i.title_id, b.branch_id, 'waiting', now() - h * interval '3 hours', current_date + 300
       from inventory.item i cross join generate_series(1, $4::int) h join b on b.no = (i.item_id + h * 7919) % b.n
      where i.item_id = any ($1::bigint[])`,
    [ids, patron_ids[0], patron_ids.length, of.holds],
  )
  return ids
}

export interface Shelves {
  /** Items of the one branch, and of the others together. */
  readonly here: number
  readonly elsewhere: number
  readonly holds: number
}

/**
 * A branch with this many items among libraries that work together: titles are wanted by a power of their rank; nearly
 * all items of a wanted title are out, and a quarter of the others.
 */
export async function fullShelves(
  db: pg.Client,
  seeded: Seeded,
  { here, elsewhere, holds }: Shelves,
): Promise<void> {
  const titles = Math.floor(here / 2)
  const { library_id } = seeded
  const patron_id = seeded.patron_ids[0]
  const { branch_id } = await one(
    db,
    'select min(branch_id) as branch_id from organisation.branch where library_id = $1',
    [library_id],
  )
  await filling(db, TABLES, async () => {
    await db.query(
      `insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
       select 'shelves', i, '', '', 'Boek ' || i, 'book', '{}', '{}', '{}', now() from generate_series(1, $1::int) i`,
      [titles],
    )
    const { lo } = await one(db, "select min(title_id) as lo from cataloguing.title where source = 'shelves'")
    await db.query(
      `insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number)
       select $1, 'S' || i, $2::bigint + i % $3::int, $4, 'book', 'Kast ' || i % 60, 'C' || i % 900 from generate_series(1, $5::int) i`,
      [library_id, lo, titles, branch_id, here],
    )
    await db.query(
      `with b as (select branch_id, library_id, row_number() over (order by branch_id) - 1 as no, count(*) over () as n from organisation.branch where branch_id <> $1)
       insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number)
       select b.library_id, 'E' || i, $2::bigint + floor($3::int * power(random(), 2))::bigint, b.branch_id, 'book', 'Romans', 'X' from generate_series(1, $4::int) i join b on b.no = i % b.n`,
      [branch_id, lo, titles, elsewhere],
    )
    await db.query(
      `with b as (select branch_id, library_id, row_number() over (order by branch_id) - 1 as no, count(*) over () as n from organisation.branch)
       insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, expires_on)
       select b.library_id, $1::bigint + h % $2::int, $3::bigint + floor($4::int * power(random(), 3))::bigint, b.branch_id, 'waiting', now() - h * interval '4 minutes', current_date + 300
         from generate_series(1, $5::int) h join b on b.no = h % b.n`,
      [patron_id, seeded.patron_ids.length, lo, titles, holds],
    )
    await lend(db, lo ?? '0')
  })
}

/** Nearly all items of what is wanted are out, and a quarter of the others; most of the rest were out once. */
async function lend(db: pg.Client, lo: string): Promise<void> {
  await db.query(
    `insert into circulation.item_status (item_id, status, branch_id, loan_id, since)
     select i.item_id, 'on_loan', i.branch_id, 900000000 + i.item_id, now()
       from inventory.item i left join (select distinct title_id from circulation.hold where state = 'waiting') w on w.title_id = i.title_id
      where i.title_id >= $1 and random() < case when w.title_id is not null then 0.95 else 0.25 end`,
    [lo],
  )
  await db.query(
    `insert into circulation.item_status (item_id, status, branch_id, since)
     select i.item_id, 'available', i.branch_id, now() from inventory.item i where i.title_id >= $1 and random() < 0.6 on conflict do nothing`,
    [lo],
  )
}
