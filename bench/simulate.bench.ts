import type pg from 'pg'
import { type Db, openDb } from '../server/src/base/db.ts'
import type { JobCtx } from '../server/src/base/job.ts'
import { newRing } from '../server/src/base/keys.ts'
import { runSimulations } from '../server/src/modules/circulation/simulate/run-simulations.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { filling, one } from './seed.ts'
import type { Table } from './table.ts'

/** A library as large as the largest of the country lends in a year. */
const LOANS = 1_000_000
const BRANCHES = 20
const TODAY = '2026-11-25'
const YEAR = 365

/** A regulation as libraries have it: one row for all, and what differs by material, membership, age and branch. */
const rows = (days: number, branch_id: string) => [
  {
    selectors: {},
    values: {
      loanable: true,
      period: { n: days, unit: 'days' },
      renewals: 2,
      fine: { kind: 'per_day', amount_cents: 10, free_days: 2, cap_cents: 750 },
      limits: [{ within: 'library', of: 'all', max: 20 }],
      block_debt_cents: 1000,
    },
  },
  { selectors: { item_type: 'dvd' }, values: { period: { n: 7, unit: 'days' }, renewals: 1 } },
  { selectors: { item_type: 'game' }, values: { period: { n: 14, unit: 'days' }, min_age: 12 } },
  { selectors: { item_type: 'magazine' }, values: { period: { n: 14, unit: 'days' } } },
  {
    selectors: { membership_type: 'jeugd' },
    values: { fine: { kind: 'per_started_week', amount_cents: 20, cap_cents: 300 } },
  },
  {
    selectors: { membership_type: 'klas' },
    values: { period: { n: 8, unit: 'weeks' }, fine: { kind: 'none' } },
  },
  { selectors: { age_band: { to: 11 } }, values: { fine: { kind: 'none' } } },
  { selectors: { item_age_days: { to: 90 } }, values: { renewals: 0 } },
  { selectors: { shelf: 'Toppers' }, values: { period: { n: 14, unit: 'days' } } },
  { selectors: { branch_id }, values: { period: { n: 21, unit: 'days' } } },
]

async function version(
  db: pg.Client,
  library_id: string,
  of: { name: string; days: number; draft: boolean },
) {
  const { branch_id = '' } = await one(
    db,
    'select min(branch_id) as branch_id from organisation.branch where library_id = $1',
    [library_id],
  )
  const { version_id = '' } = await one(
    db,
    `insert into circulation.regulation (library_id, name, state, starts_on, reason, made_at, activated_at)
     values ($1, $2, $3, $4, 'bench', now(), $5) returning version_id`,
    [
      library_id,
      of.name,
      of.draft ? 'draft' : 'active',
      of.draft ? null : '2020-01-01',
      of.draft ? null : '2020-01-01T00:00:00Z',
    ],
  )
  for (const [at, row] of rows(of.days, branch_id).entries())
    await db.query('insert into circulation.regulation_row (version_id, row_no, rule) values ($1, $2, $3)', [
      version_id,
      at + 1,
      JSON.stringify({ row_no: at + 1, ...row }),
    ])
  return version_id
}

async function library(db: pg.Client): Promise<string> {
  const { library_id = '' } = await one(
    db,
    `insert into organisation.library (code, name, active, agreed) values ('S001', 'Proef', true, '{(,)}') returning library_id`,
  )
  await db.query(
    `insert into organisation.branch (library_id, code, name) select $1, 'S' || i, 'Proef ' || i from generate_series(1, $2::int) i`,
    [library_id, BRANCHES],
  )
  await db.query(
    `insert into organisation.opening_hours select branch_id, d, '10:00', '18:00' from organisation.branch, generate_series(1, 6) d where library_id = $1`,
    [library_id],
  )
  return library_id
}

/** Loans of a year: nine in ten on time, half of those renewed once, one in twenty for somebody who waited. */
async function facts(db: pg.Client, library_id: string, loans: number): Promise<void> {
  await db.query(
    `select circulation.make_partitions((date '${TODAY}' - (m || ' months')::interval)::date) from generate_series(0, 13) m`,
  )
  const { lo } = await one(db, 'select min(branch_id) as lo from organisation.branch where library_id = $1', [
    library_id,
  ])
  await filling(db, ['circulation.loan_fact'], async () => {
    await db.query(
      `insert into circulation.loan_fact (library_id, branch_id, returned_on, lent_on, due_on, renewals, membership_type, age_band, item_type,
         shelf, item_age_days, price_cents, hold_wait_days)
       select $1, $2::bigint + floor(power(random(), 2) * ${BRANCHES})::int, x.lent + x.out, x.lent, x.lent + x.term, x.renewed,
              (array['volwassene','volwassene','volwassene','jeugd','jeugd','klas'])[1 + floor(random() * 6)::int],
              (array['0-5','6-11','12-14','15-17','18-24','25-34','35-44','45-54','55-64','65-74','75+'])[1 + floor(random() * 11)::int],
              x.kind, (array['Romans','Jeugd','Toppers','Strips','Reizen','Wonen','Kunst','Film'])[1 + floor(random() * 8)::int],
              floor(random() * 3000)::int, 500 + floor(random() * 4000)::int, case when random() < 0.05 then floor(random() * 40)::int end
         from (select y.*, y.term + case when y.late then 1 + floor(random() * 30)::int else -floor(random() * least(y.term, 20))::int end as out
                 from (select $3::date - ${YEAR} + floor(random() * ${YEAR - 90})::int as lent, k.kind, random() < 0.1 as late,
                              r.renewed, (case when k.kind in ('dvd') then 7 when k.kind in ('game', 'magazine') then 14 else 28 end) * (1 + r.renewed) as term
                         from generate_series(1, $4::int) i,
                              lateral (select (array['book','book','book','book','comic','dvd','cd','game','magazine','audiobook'])[1 + floor(random() * 10 + i * 0)::int] as kind) k,
                              lateral (select floor(random() * 2 + i * 0)::int as renewed) r) y) x`,
      [library_id, lo, TODAY, loans],
    )
  })
}

/** What the worker gives the job, without a worker around it. */
const clock = (db: Db): JobCtx => ({
  db,
  keys: newRing('/dev/null'),
  now: Temporal.Instant.from(`${TODAY}T02:00:00Z`),
  secret: null,
  actor: null,
  source: 'job',
  operation: 'simulate',
  purpose: null,
  testNumbers: true,
  logAccess: () => null,
  log: (level, says, fields) => {
    if (level === 'error') throw new Error(`${says} ${JSON.stringify(fields)}`)
  },
  signal: new AbortController().signal,
})

interface Spent {
  readonly wall_s: number
  readonly program_s: number
  readonly database_s: number
}
async function spent(place: Place, work: () => Promise<unknown>): Promise<Spent> {
  const [began, own, theirs] = [performance.now(), process.cpuUsage(), place.cpu().database]
  await work()
  const { user, system } = process.cpuUsage(own)
  return {
    wall_s: (performance.now() - began) / 1000,
    program_s: (user + system) / 1_000_000,
    database_s: (place.cpu().database - theirs) / 1000,
  }
}

/** The control: the same rows, read day by day through the same driver, and nothing done with them. */
async function readAll(db: pg.Client, library_id: string): Promise<number> {
  let read = 0
  const { rows: days } = await db.query<{ day: string }>(
    `select distinct returned_on::text as day from circulation.loan_fact where library_id = $1 order by 1`,
    [library_id],
  )
  for (const { day } of days) {
    const { rows: found } = await db.query({
      name: 'facts',
      text: `select branch_id, membership_type, age_band, item_type, shelf, item_age_days, price_cents, lent_on, due_on, returned_on, renewals,
               hold_wait_days from circulation.loan_fact where library_id = $1 and returned_on = $2`,
      values: [library_id, day],
    })
    read += found.length
  }
  return read
}

const cells = (name: string, loans: number, s: Spent): (string | number)[] => [
  name,
  loans,
  ...[s.wall_s, s.program_s, s.database_s].map(n => n.toFixed(1)),
  Math.round(loans / s.wall_s),
]

/** A draft tried on a year of loans, as the job does it, beside the reading of the same facts. */
export async function simulations(place: Place, scale: number): Promise<Table> {
  const { admin } = place
  const loans = Math.round(LOANS * scale)
  const library_id = await library(admin)
  await version(admin, library_id, { name: '2026', days: 28, draft: false })
  const draft = await version(admin, library_id, { name: '2027', days: 21, draft: true })
  say(`${loans} facts`)
  await facts(admin, library_id, loans)
  const db = openDb({
    connection: { connectionString: place.urlFor('kaft', 'kaft_jobs') },
    deskSize: 2,
    bulkSize: 1,
  })
  try {
    const control = await spent(place, () => readAll(admin, library_id))
    await admin.query(
      `insert into circulation.simulation (version_id, library_id, state, asked_at) values ($1, $2, 'asked', now())`,
      [draft, library_id],
    )
    const run = await spent(place, () => runSimulations(clock(db)))
    const done = await one(
      admin,
      `select state, done, outcome -> 'all' -> 'after' ->> 'lent' as lent from circulation.simulation where version_id = $1`,
      [draft],
    )
    if (done['state'] !== 'done') throw new Error('the simulation did not end well')
    const weighed = Number(done['done'])
    return {
      head: ['', 'loans', 'seconds', 'processor, program (s)', 'processor, database (s)', 'loans a second'],
      rows: [cells('reading alone (control)', weighed, control), cells('two versions tried', weighed, run)],
      notes: [
        `The trial takes ${(run.wall_s / control.wall_s).toFixed(1)} times the reading. A million loans take ${((run.wall_s / weighed) * 1_000_000).toFixed(0)} seconds; the goal is under sixty.`,
      ],
    }
  } finally {
    await db.close()
  }
}
