import type pg from 'pg'
import { crowd, type Post } from './crowd.ts'
import { sealed } from './history.ts'
import { say } from './progress.ts'
import { regulation } from './regulation.ts'
import { column, filling, one } from './seed.ts'

/** Sizes of the country (the page about the ground, 10), with three months of loans that came back. */
export const COUNTRY = { patrons: 2_500_000, titles: 2_900_000, items: 28_000_000 }
const DAYS = 89
/** Of seven items one is on loan, and three were lent and came back within the days that a loan can be traced. */
const EVERY = 7
const ON_LOAN = 3
const CAME_BACK = [0, 1, 2]
/**
 * How copies, and with them loans, crowd on few titles. In a lending histogram of a university's 2.1 million titles a
 * tenth of the titles has 57 % of the loans, and a twentieth 46 %: the n-th part of all has the fourth root of n.
 */
export const SKEW = 4

export interface Country {
  readonly secret: string
  readonly items: number
  /** Of the largest library, spread over all of them: items on the shelf, and patrons. */
  readonly item_ids: readonly string[]
  readonly patron_ids: readonly string[]
}

/** Fills a country in place, by sets; `used` items and patrons of its largest library are named. */
export async function country(db: pg.Client, scale: number, used: number): Promise<Country> {
  const size = {
    patrons: Math.floor(COUNTRY.patrons * scale),
    titles: Math.floor(COUNTRY.titles * scale),
    items: Math.floor(COUNTRY.items * scale),
  }
  const [, largest] = await crowd(db, size.patrons)
  if (!largest) throw new Error('a country without a library')
  await rules(db)
  await months(db)
  await stock(db, size)
  await past(db)
  await db.query('vacuum analyze')
  return { secret: largest.secret, items: size.items, ...(await named(db, largest, used)) }
}

async function rules(db: pg.Client): Promise<void> {
  await db.query(
    `insert into organisation.opening_hours select branch_id, d, '10:00', '18:00' from organisation.branch, generate_series(1, 6) d`,
  )
  await db.query(
    `insert into circulation.regulation (library_id, name, state, starts_on, reason, made_at, activated_at)
     select library_id, '1', 'active', '2020-01-01', 'bench', now(), now() from organisation.library`,
  )
  await db.query(
    `insert into circulation.regulation_row (version_id, row_no, rule)
     select version_id, (rule ->> 'row_no')::int, rule from circulation.regulation, jsonb_array_elements($1::jsonb) rule`,
    [JSON.stringify(regulation)],
  )
  await db.query(
    `insert into circulation.terms (version_id, hash, resolved) select version_id, sha256(('bench' || version_id)::bytea), '{}' from circulation.regulation`,
  )
}

/** The partitions of the months that events and links of the past stand in. */
async function months(db: pg.Client): Promise<void> {
  for (const back of [120, 90, 60, 30, 0])
    await db.query('select circulation.make_partitions((now() - make_interval(days => $1))::date)', [back])
}

async function stock(db: pg.Client, size: { titles: number; items: number }): Promise<void> {
  await filling(db, ['cataloguing.title'], async () => {
    say(`${size.titles} titles`)
    await db.query(
      `insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
       select 'bench', i, '', '', 'Titel ' || i, 'book', '{}', '{}', '{}', now() from generate_series(1, $1::int) i`,
      [size.titles],
    )
  })
  await filling(db, ['inventory.item'], async () => {
    say(`${size.items} items`)
    const { lo } = await one(db, `select min(title_id) as lo from cataloguing.title`)
    // Libraries are as large in items as in patrons.
    await db.query(
      `insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number, acquired_on)
       select b.library_id, '3' || to_char(r.i, 'FM0000000000000'), $2::bigint + floor(power(r.skew, ${SKEW}) * $3::int)::int, b.branch_id, 'book', 'Romans', 'BENC', '2018-01-01'
         from (select i, random() as place, random() as skew from generate_series(1, $1::int) i) r
         join (select library_id, min(branch_id) as branch_id, row_number() over (order by library_id) as n from organisation.branch group by 1) b
           on b.n = width_bucket(r.place, (select array_agg(below order by library_id) from (
                select library_id, (sum(n) over (order by library_id) - n) / sum(n) over ()::float8 as below
                  from (select library_id, count(*) as n from patrons.patron group by 1) c) s))`,
      [size.items, lo, size.titles],
    )
  })
}

/** Loans of the last three months and of now, with all that a lending leaves; time runs as the numbers of the items. */
async function past(db: pg.Client): Promise<void> {
  await db.query(
    `create unlogged table bench.someone as select library_id, patron_id, row_number() over (partition by library_id order by patron_id) - 1 as k from patrons.patron`,
  )
  await db.query(`
    create unlogged table bench.lent as
    select i.item_id, i.title_id, i.library_id, i.branch_id, s.patron_id, i.n % ${EVERY} = ${ON_LOAN} as open,
           now() - interval '${DAYS} days' * (1 - i.n::float8 / i.all_items) - interval '1 hour' as at
      from (select item_id, title_id, library_id, branch_id, item_id - (select min(item_id) from inventory.item) as n,
                   (select count(*) from inventory.item) as all_items from inventory.item) i
      join (select library_id, count(*) as people from bench.someone group by 1) c on c.library_id = i.library_id
      join bench.someone s on s.library_id = i.library_id and s.k = (i.item_id * 7919) % c.people
     where i.n % ${EVERY} in (${[...CAME_BACK, ON_LOAN].join(', ')})`)
  for (const [table, text] of Object.entries(left))
    await filling(db, [table], async () => {
      say(`${table}`)
      await db.query(text)
    })
  await db.query(sealed)
  await db.query('drop table bench.lent')
}

const left: Readonly<Record<string, string>> = {
  'circulation.loan': `
    insert into circulation.loan (library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on,
      first_due_on, terms_id, trace, returned_at, returned_on, returned_branch_id, ended)
    select p.library_id, p.patron_id, p.item_id, p.library_id, p.title_id, 'book', p.branch_id, p.at, p.at::date + 28, p.at::date + 28, t.terms_id, '{}',
           case when not p.open then p.at + interval '30 minutes' end, case when not p.open then p.at::date end,
           case when not p.open then p.branch_id end, case when not p.open then 'returned' end
      from bench.lent p join circulation.regulation r on r.library_id = p.library_id join circulation.terms t on t.version_id = r.version_id`,
  'circulation.item_status': `
    insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, since)
    select item_id, 'on_loan', branch_id, loan_id, due_on, lent_at from circulation.loan where returned_at is null`,
  'circulation.event': `
    insert into circulation.event (event_id, occurred_at, received_at, kind, library_id, branch_id, source, item_id, item_library_id, title_id,
      item_type, shelf, closed_stack, patron_library_id, age_band, gender, membership_type, day_part)
    select uuidv7(p.at - now()), p.at, p.at, 'checkout', p.library_id, p.branch_id, 'desk', p.item_id, p.library_id, p.title_id, 'book', 'Romans', false,
           p.library_id, '30-64', 'x', 'volwassene', 'afternoon' from bench.lent p`,
  'circulation.event_patron': `
    insert into circulation.event_patron (event_id, patron_id, library_id, erase_in)
    select e.event_id, p.patron_id, e.library_id, e.occurred_at::date + 91 from circulation.event e join bench.lent p on p.item_id = e.item_id`,
  'privacy.access_log': `
    insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, patron_id, salt, personal_hash)
    select p.library_id, p.library_id, p.at, 'checkout', 'functional', 'seen', p.patron_id, '\\x00', sha256('bench') from bench.lent p`,
  'base.command': `
    insert into base.command (library_id, command_id, operation, request_hash, answer, at)
    select p.library_id, uuidv7(p.at - now()), 'checkout', sha256('bench'), '{}', p.at from bench.lent p where p.at > now() - interval '29 days'`,
}

/** Spread over the library by their numbers. */
async function named(
  db: pg.Client,
  { library_ids }: Post,
  used: number,
): Promise<Pick<Country, 'item_ids' | 'patron_ids'>> {
  const spread = (from: string) =>
    column(
      db,
      `select id from (select id, row_number() over (order by id) as n, count(*) over () as of from (${from}) a) b
        where (n * $2::int) / of > ((n - 1) * $2::int) / of limit $2::int`,
      [library_ids[0], used],
    )
  return {
    item_ids: await spread(
      `select i.item_id as id from inventory.item i left join circulation.item_status s using (item_id) where i.library_id = $1::bigint and s.item_id is null`,
    ),
    patron_ids: await spread(
      `select p.patron_id as id from patrons.patron p where p.library_id = $1::bigint and p.member_until > now()`,
    ),
  }
}
