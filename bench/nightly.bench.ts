import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Db, openDb } from '../server/src/base/db.ts'
import type { JobCtx } from '../server/src/base/job.ts'
import { newRing } from '../server/src/base/keys.ts'
import { nightly } from '../server/src/modules/circulation/nightly/nightly.ts'
import { planDueDays } from '../server/src/modules/messaging/plan/plan-due.ts'
import { regulationDefaults } from '../server/src/modules/circulation/regulation/defaults.rules.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { filling, one } from './seed.ts'
import type { Table } from './table.ts'

/** Sizes of the country: see the page about the ground. One loan in ten is late. */
const COUNTRY = { libraries: 305, loans: 4_000_000, patrons: 1_300_000 }
const BRANCHES = 3
const NIGHT = '2026-11-25'

const values = {
  loanable: true,
  period: { n: 21, unit: 'days' as const },
  renewals: 2,
  renewal_from: 'renewal_day' as const,
  fine: { kind: 'per_day' as const, amount_cents: 10 },
  limits: [],
  block_debt_cents: 1000,
  auto_renew: true,
  reminders: {
    predue_days: 3,
    steps: [
      { days: 7, after: 'due' as const, cost_cents: 0 },
      { days: 14, after: 'previous' as const, cost_cents: 0 },
    ],
    invoice_days: 35,
  },
}

/** Libraries that all renew by themselves, with hours, a regulation and one set of terms each. */
async function libraries(db: pg.Client, count: number): Promise<void> {
  await db.query(
    `insert into organisation.library (code, name, active, agreed) select 'N' || i, 'Nacht ' || i, true, '{(,)}' from generate_series(1, $1::int) i`,
    [count],
  )
  await db.query(`
    insert into organisation.branch (library_id, code, name)
    select l.library_id, l.code || '-' || b, l.name || ' ' || b from organisation.library l, generate_series(1, ${BRANCHES}) b where l.code like 'N%'`)
  await db.query(`
    insert into organisation.opening_hours select b.branch_id, d, '10:00', '18:00' from organisation.branch b, generate_series(1, 6) d where b.code like 'N%'`)
  await db.query(`
    insert into circulation.regulation (library_id, name, state, starts_on, reason, made_at, activated_at)
    select library_id, '1', 'active', '2020-01-01', 'bench', now(), now() from organisation.library where code like 'N%'`)
  await db.query(
    `insert into circulation.regulation_row (version_id, row_no, rule) select version_id, 1, $1 from circulation.regulation where reason = 'bench'`,
    [JSON.stringify({ row_no: 1, selectors: {}, values })],
  )
  const resolved = JSON.stringify({ ...regulationDefaults, ...values })
  const { rows } = await db.query<{ version_id: string }>(
    `select version_id from circulation.regulation where reason = 'bench'`,
  )
  for (const { version_id } of rows)
    await db.query('insert into circulation.terms (version_id, hash, resolved) values ($1, $2, $3)', [
      version_id,
      createHash('sha256').update(`${version_id} bench`).digest(),
      resolved,
    ])
}

/** People, items and loans that are due on the days of the three weeks to come, or were in the five weeks before. */
async function loans(
  db: pg.Client,
  size: { libraries: number; patrons: number; loans: number },
): Promise<void> {
  const { lo } = await one(db, `select min(library_id) as lo from organisation.library where code like 'N%'`)
  await filling(
    db,
    [
      'patrons.patron',
      'cataloguing.title',
      'inventory.item',
      'circulation.loan',
      'circulation.item_status',
      'circulation.hold',
    ],
    async () => {
      await db.query(
        `insert into patrons.patron (library_id, family_name, given_name, birth_on, gender, language, message_channel, membership_type, member_since, member_until, provenance, registered_at)
         select $1::bigint + i % $2::int, 'Nacht' || i, 'Test', '1980-01-01', 'x', 'nl', 'email', 'volwassene', '2020-01-01', '2090-01-01', '{}', now()
           from generate_series(1, $3::int) i`,
        [lo, size.libraries, size.patrons],
      )
      await db.query(
        `insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
         select 'nacht', i, '', '', 'Titel ' || i, 'book', '{}', '{}', '{}', now() from generate_series(1, $1::int) i`,
        [Math.ceil(size.loans / 3)],
      )
      await fillLoans(db, { ...size, lo: lo ?? '0' })
    },
  )
}

async function fillLoans(
  db: pg.Client,
  size: { libraries: number; patrons: number; loans: number; lo: string },
): Promise<void> {
  const base = await one(
    db,
    `select (select min(patron_id) from patrons.patron where given_name = 'Test' and family_name like 'Nacht%') as patron,
            (select min(title_id) from cataloguing.title where source = 'nacht') as title,
            (select min(branch_id) from organisation.branch where code like 'N%') as branch,
            (select min(terms_id) from circulation.terms t join circulation.regulation r using (version_id) where r.reason = 'bench') as terms`,
  )
  // A fifth of the items stands on the shelf: what a reader who waits could be served from.
  await db.query(
    `insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number, acquired_on)
     select $1::bigint + i % $2::int, 'N' || i, $3::bigint + i % $4::int, $5::bigint + (i % $2::int) * ${BRANCHES} + i % ${BRANCHES}, 'book', 'Romans', 'NACH', '2020-01-01'
       from generate_series(1, $6::int) i`,
    [
      size.lo,
      size.libraries,
      base.title,
      Math.ceil(size.loans / 3),
      base.branch,
      Math.ceil(size.loans * 1.25),
    ],
  )
  const { item } = await one(db, `select min(item_id) as item from inventory.item where barcode like 'N%'`)
  await db.query(
    `insert into circulation.loan (library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on, first_due_on, renewals, terms_id, trace)
     select i.library_id, $2::bigint + (n % $3::int), i.item_id, i.library_id, i.title_id, 'book', i.branch_id, '2026-11-04'::timestamptz, d.due, d.due,
            n % 7 / 3, $4::bigint + (i.library_id - $1::bigint), '{}'
       from (select *, row_number() over (order by item_id) - 1 as n from inventory.item where item_id >= $5::bigint order by item_id limit $6::int) i,
            lateral (select case when n % 10 = 0 then $7::date - (1 + (n / 10 % 35))::int else $7::date + (n / 10 % 21)::int end as due) d`,
    [size.lo, base.patron, size.patrons, base.terms, item, size.loans, NIGHT],
  )
  // The patron of a loan must be one of its library: both walk round with the same step.
  await db.query(
    `update circulation.loan l set patron_id = $1::bigint + ((l.patron_id - $1::bigint) / $2::int * $2::int + (l.library_id - $3::bigint) - 1 + $2::int) % $4::int
      where l.trace = '{}'`,
    [base.patron, size.libraries, size.lo, Math.floor(size.patrons / size.libraries) * size.libraries],
  )
  await db.query(`
    insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, since)
    select item_id, 'on_loan', branch_id, loan_id, due_on, now() from circulation.loan where trace = '{}'`)
  // Somebody waits for one title in fifty.
  await db.query(`
    insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at)
    select distinct on (l.title_id) l.library_id, l.patron_id, l.title_id, l.branch_id, 'waiting', now() from circulation.loan l where l.title_id % 50 = 0 and l.trace = '{}'`)
}

const counts = async (db: pg.Client): Promise<Record<string, string>> =>
  one(
    db,
    `select (select count(*) from circulation.loan where returned_at is null) as open,
            (select count(*) from circulation.auto_renewal) as decided,
            (select count(*) from circulation.auto_renewal where renewed) as renewed,
            (select count(*) from circulation.shelf_search) as searches`,
  )

/** What the worker gives the job, without a worker around it. */
const clock = (db: Db): JobCtx => ({
  db,
  keys: newRing('/dev/null'),
  now: Temporal.Instant.from(`${NIGHT}T00:30:00Z`),
  secret: null,
  actor: null,
  source: 'job',
  operation: 'nightly',
  purpose: null,
  testNumbers: true,
  logAccess: () => null,
  log: () => undefined,
  signal: new AbortController().signal,
})

interface Spent {
  readonly wall_s: number
  readonly program_s: number
  readonly database_s: number
}

/** Beside the clock on the wall stands what the processors did: other work on the machine makes only the first longer. */
async function spentBy(place: Place, work: () => Promise<unknown>): Promise<Spent> {
  const [began, own, theirs] = [performance.now(), process.cpuUsage(), place.cpu().database]
  await work()
  const { user, system } = process.cpuUsage(own)
  return {
    wall_s: (performance.now() - began) / 1000,
    program_s: (user + system) / 1_000_000,
    database_s: (place.cpu().database - theirs) / 1000,
  }
}

const head = [
  'night',
  'open loans',
  'decided',
  'renewed',
  'to look for',
  'seconds',
  'processor, program (s)',
  'processor, database (s)',
  'decided a second',
]
const spent = (one: Spent): string[] => [one.wall_s, one.program_s, one.database_s].map(s => s.toFixed(1))

const rate = (loans: number, s: Spent): string => `${Math.round(loans / s.wall_s)} looked at`

function tableOf(of: {
  loans: number
  first: Spent
  again: Spent
  after: Record<string, string>
  open: number
  messages: { told: Spent; toldAgain: Spent; planned: number }
}): Table {
  const { first, again, after, messages } = of
  const country_min = (s: number): string => (((s / of.loans) * COUNTRY.loans) / 60).toFixed(1)
  const counted = [after.open, after.decided, after.renewed, after.searches].map(Number)
  return {
    head,
    rows: [
      ['whole', ...counted, ...spent(first), Math.round(Number(after.decided) / first.wall_s)],
      ['again, all done', of.open, 0, 0, 0, ...spent(again), '–'],
      [
        'messages of due days',
        of.open,
        messages.planned,
        '–',
        '–',
        ...spent(messages.told),
        rate(of.open, messages.told),
      ],
      [
        'messages again',
        of.open,
        0,
        '–',
        '–',
        ...spent(messages.toldAgain),
        rate(of.open, messages.toldAgain),
      ],
    ],
    notes: [
      `Two days' worth of loans come due in this night, and every library renews everything by itself. At the same pace the four million open loans of the country take ${country_min(first.wall_s)} minutes; the processors work for ${country_min(first.program_s + first.database_s)} of one of them. Planning the messages of due days takes ${country_min(messages.told.wall_s)} minutes at that pace, of which the processors work ${country_min(messages.told.program_s + messages.told.database_s)}.`,
    ],
  }
}

/** The night of a part of the country, as the job does it: in this process, as the role of jobs, on a durable server. */
export async function night(place: Place, scale: number): Promise<Table> {
  const size = {
    libraries: Math.max(2, Math.round(COUNTRY.libraries * scale)),
    loans: Math.round(COUNTRY.loans * scale),
    patrons: Math.round(COUNTRY.patrons * scale),
  }
  const { admin } = place
  await admin.query(`select circulation.make_partitions('${NIGHT}')`)
  say(`${size.libraries} libraries, ${size.loans} open loans`)
  await libraries(admin, size.libraries)
  await loans(admin, size)
  const db = openDb({
    connection: { connectionString: place.urlFor('kaft', 'kaft_jobs') },
    deskSize: 2,
    bulkSize: 1,
  })
  const run = () => spentBy(place, () => nightly(clock(db)))
  const tell = () => spentBy(place, () => planDueDays(clock(db), true))
  try {
    const first = await run()
    const after = await counts(admin)
    const again = await run()
    const same = await counts(admin)
    if (same.renewed !== after.renewed) throw new Error('a second night of the same day renewed again')
    const told = await tell()
    const { planned } = await one(admin, 'select count(*) as planned from messaging.message')
    const toldAgain = await tell()
    const { planned: twice } = await one(admin, 'select count(*) as planned from messaging.message')
    if (planned !== twice) throw new Error('a second night of the same day planned a message again')
    const messages = { told, toldAgain, planned: Number(planned) }
    return tableOf({ loans: size.loans, first, again, after, open: Number(same.open), messages })
  } finally {
    await db.close()
  }
}
