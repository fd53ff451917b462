import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type pg from 'pg'
import { type Db, openDb } from '../server/src/base/db.ts'
import type { JobCtx } from '../server/src/base/job.ts'
import { newRing } from '../server/src/base/keys.ts'
import { forgetHistory } from '../server/src/modules/circulation/forget/forget-history.ts'
import { movingPersonal } from '../server/src/modules/moving/index.ts'
import { privacyJobs } from '../server/src/modules/privacy/jobs.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { filling, one } from './seed.ts'
import type { Table } from './table.ts'

/**
 * Sizes of the country: see the page about the ground. Ten million loans came back in the last ninety days, fifty million are
 * kept by readers who want that; a quarter of the records is of former members.
 */
const COUNTRY = { libraries: 305, patrons: 2_500_000, recent: 10_000_000, kept: 50_000_000 }
const NIGHT = '2026-11-25'
const DAYS = 91
/** Events of so many days stand ready with their ties: the day that goes tonight, and those that have to stay. */
const EVENT_DAYS = 10

interface Size {
  readonly libraries: number
  readonly patrons: number
  readonly recent: number
  readonly kept: number
}

async function libraries(db: pg.Client, count: number): Promise<void> {
  await db.query(
    `insert into organisation.library (code, name, active) select 'B' || i, 'Bewaring ' || i, true from generate_series(1, $1::int) i`,
    [count],
  )
  await db.query(`
    insert into organisation.branch (library_id, code, name)
    select library_id, code || '-1', name || ' 1' from organisation.library where code like 'B%' order by library_id`)
  await db.query(`
    insert into circulation.regulation (library_id, name, state, starts_on, reason, made_at, activated_at)
    select min(library_id), '1', 'active', '2020-01-01', 'bench', now(), now() from organisation.library where code like 'B%'`)
  await db.query(
    `insert into circulation.terms (version_id, hash, resolved) select version_id, $1, '{}' from circulation.regulation where reason = 'bench'`,
    [createHash('sha256').update('bench retention').digest()],
  )
}

/** Every fourth record is of a former member; of those one in 732 is due tonight, and one in fifty owes something since long. */
async function records(db: pg.Client, size: Size): Promise<void> {
  await db.query(
    `insert into patrons.patron (library_id, family_name, given_name, birth_on, gender, email, language, message_channel, membership_type, member_since,
       member_until, keep_history, provenance, registered_at)
     select lo + i % $1::int, 'Bewaar' || i, 'Test', '1980-01-01', 'x', 'bewaar' || i || '@voorbeeld.be', 'nl', 'email', 'volwassene', '2015-01-01',
            case when i % 4 > 0 then '2090-01-01'::date when i % 200 = 0 then '2020-01-01'::date else $3::date - 1 - (i / 4 % 732)::int end,
            i % 3 = 0, '{}', now()
       from generate_series(1, $2::int) i, (select min(library_id) as lo from organisation.library where code like 'B%') l`,
    [size.libraries, size.patrons, NIGHT],
  )
  await db.query(`
    insert into patrons.card (library_id, patron_id, code, state, since)
    select library_id, patron_id, 'B' || patron_id, 'active', '2015-01-01' from patrons.patron where family_name like 'Bewaar%'`)
  await db.query(`
    insert into patrons.name_token (library_id, token, patron_id)
    select library_id, lower(family_name) || n, patron_id from patrons.patron, generate_series(1, 8) n where family_name like 'Bewaar%'`)
  await db.query(`
    insert into finance.account (library_id, patron_id)
    select library_id, patron_id from patrons.patron where family_name like 'Bewaar%' and patron_id % 2 = 0 or member_until = '2020-01-01'`)
  await db.query(`
    insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day)
    select a.library_id, a.account_id, 'charge', 'fine', 900, '2019-12-01', '2019-12-01'
      from finance.account a join patrons.patron p on p.patron_id = a.patron_id and p.member_until = '2020-01-01'`)
}

/** Loans of members that came back, of a day each, and those that are kept for ever; the marks are those of earlier runs. */
async function loans(db: pg.Client, size: Size): Promise<void> {
  const all = size.recent + size.kept
  const base = await one(
    db,
    `select (select min(patron_id) from patrons.patron where family_name like 'Bewaar%') as patron,
            (select min(library_id) from organisation.library where code like 'B%') as lo,
            (select min(branch_id) from organisation.branch where code like 'B%') as branch,
            (select max(terms_id) from circulation.terms) as terms`,
  )
  const items = Math.max(100, Math.ceil(all / 15))
  await db.query(
    `insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
     select 'bewaring', i, '', '', 'Titel ' || i, 'book', '{}', '{}', '{}', now() from generate_series(1, $1::int) i`,
    [Math.ceil(items / 8)],
  )
  await db.query(
    `insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number, acquired_on)
     select $1::bigint + i % $2::int, 'B' || i, t.lo + i % $3::int, $4::bigint + i % $2::int, 'book', 'Romans', 'BEWA', '2020-01-01'
       from generate_series(1, $5::int) i, (select min(title_id) as lo from cataloguing.title where source = 'bewaring') t`,
    [base.lo, size.libraries, Math.ceil(items / 8), base.branch, items],
  )
  await db.query(
    `insert into circulation.loan (library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on, first_due_on, terms_id, trace,
       returned_at, returned_on, returned_branch_id, ended, kept)
     select p.library_id, p.patron_id, i.item_id, i.library_id, i.title_id, 'book', i.branch_id, d.back - 20, d.back, d.back, $3::bigint, '{"rows": [1]}',
            d.back, d.back, i.branch_id, 'returned', n > $4::int
       from generate_series(1, $5::int) n
       join lateral (select $6::date - case when n > $4::int then 100 + n % 1500 else n % ${DAYS + 1} end as back) d on true
       join patrons.patron p on p.patron_id = $1::bigint + (n * 7919::bigint) % ($2::int / 4) * 4 + n % 3
       join inventory.item i on i.item_id = (select min(item_id) from inventory.item where barcode like 'B%') + n % $7::int`,
    [base.patron, size.patrons, base.terms, size.recent, all, NIGHT, items],
  )
  // Those who keep their history have theirs among the kept ones only.
  await db.query(
    `update circulation.loan l set kept = true from patrons.patron p where p.patron_id = l.patron_id and p.keep_history and not l.kept and l.returned_on < $1::date - ${DAYS}`,
    [NIGHT],
  )
}

/** Two events for each loan of the days that stand ready, with the tie of their reader. */
const events = (db: pg.Client): Promise<unknown> =>
  db.query(
    `with e as (
       insert into circulation.event (event_id, occurred_at, received_at, kind, library_id, branch_id, source, item_id, title_id, item_type, loan_id,
         patron_library_id, age_band, gender, membership_type, postcode, day_part)
       select gen_random_uuid(), l.returned_on + time '10:00' + n * interval '1 minute', l.returned_on + time '10:00', (array['checkin', 'checkout'])[n],
              l.library_id, b.branch_id, 'desk', l.item_id, l.title_id, 'book', l.loan_id, l.library_id, '35-44', 'x', 'volwassene', '9000', 'morning'
         from circulation.loan l join organisation.branch b on b.library_id = l.library_id, generate_series(1, 2) n
        where not l.kept and l.returned_on between $1::date - ${DAYS} and $1::date - ${DAYS - EVENT_DAYS} and l.trace <> '{}'
       returning event_id, occurred_at, library_id, loan_id)
     insert into circulation.event_patron (event_id, patron_id, library_id, erase_in)
     select e.event_id, l.patron_id, e.library_id, case when p.keep_history then '9999-12-31' else (e.occurred_at at time zone 'UTC')::date + ${DAYS} end
       from e join circulation.loan l on l.loan_id = e.loan_id join patrons.patron p on p.patron_id = l.patron_id`,
    [NIGHT],
  )

const clock = (db: Db, operation: string): JobCtx => ({
  db,
  keys: newRing('/dev/null'),
  now: Temporal.Instant.from(`${NIGHT}T03:00:00Z`),
  secret: null,
  actor: null,
  source: 'job',
  operation,
  purpose: null,
  testNumbers: true,
  logAccess: () => null,
  log: () => undefined,
  signal: new AbortController().signal,
})

async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  const seconds = (performance.now() - began) / 1000
  say(`${what}: ${seconds.toFixed(1)} s`)
  return seconds
}

const left = (db: pg.Client): Promise<Record<string, string>> =>
  one(
    db,
    `select (select count(*) from patrons.patron) as patrons, (select count(*) from circulation.loan where patron_id is not null) as tied,
            (select count(*) from circulation.event_patron) as ties, (select count(*) from circulation.event where position = 0) as coarse`,
  )

/** What the night finds: libraries, records, loans, and the events of a few days with their ties. */
async function fill(admin: pg.Client, size: Size): Promise<void> {
  await admin.query(
    `select circulation.make_partitions('2026-08-01'), circulation.make_partitions('${NIGHT}')`,
  )
  say(`${size.patrons} records, ${size.recent + size.kept} loans`)
  await libraries(admin, size.libraries)
  const tables =
    'patrons.patron patrons.card patrons.name_token inventory.item cataloguing.title circulation.loan finance.account finance.entry'.split(
      ' ',
    )
  await filling(admin, tables, async () => {
    await records(admin, size)
    await loans(admin, size)
  })
  await events(admin)
  await admin.query('analyze')
}

/** The night of retention over a part of the country: history first, then the records. */
export async function retention(place: Place, scale: number): Promise<Table> {
  const size: Size = {
    libraries: Math.max(2, Math.round(COUNTRY.libraries * scale)),
    patrons: Math.max(2_000, Math.round(COUNTRY.patrons * scale)),
    recent: Math.round(COUNTRY.recent * scale),
    kept: Math.round(COUNTRY.kept * scale),
  }
  const { admin } = place
  await fill(admin, size)
  const connection = { connectionString: place.urlFor('kaft', 'kaft_jobs') }
  const db = openDb({ connection, deskSize: 2, bulkSize: 1 })
  const job = privacyJobs(join(place.folder, 'erased.jsonl'), [movingPersonal]).find(
    j => j.name === 'retention',
  )
  const night = async () => {
    const history = await timed('history', () => forgetHistory(clock(db, 'forget_history')))
    const records_s = await timed('records', async () => job?.handler(clock(db, 'retention')))
    return { history, records_s }
  }
  try {
    const before = await left(admin)
    const first = await night()
    const after = await left(admin)
    const again = await night()
    const same = await left(admin)
    if (JSON.stringify(after) !== JSON.stringify(same))
      throw new Error('a second run of the same night removed something')
    return tableOf({ size, before, after, first, again })
  } finally {
    await db.close()
  }
}

function tableOf(of: {
  readonly size: Size
  readonly before: Record<string, string>
  readonly after: Record<string, string>
  readonly first: { history: number; records_s: number }
  readonly again: { history: number; records_s: number }
}): Table {
  const gone = (what: string) => Number(of.before[what]) - Number(of.after[what])
  const minutes = (s: number) => (((s / of.size.patrons) * COUNTRY.patrons) / 60).toFixed(1)
  const row = (
    name: string,
    t: { history: number; records_s: number },
    counts: readonly (number | string)[],
  ) => [name, ...counts, t.history.toFixed(1), t.records_s.toFixed(1)]
  return {
    head: [
      'night',
      'records',
      'loans',
      'loans untied',
      'ties gone',
      'events made coarse',
      'records removed',
      'history (s)',
      'records (s)',
    ],
    rows: [
      row('whole', of.first, [
        of.size.patrons,
        of.size.recent + of.size.kept,
        gone('tied'),
        gone('ties'),
        Number(of.after['coarse']),
        gone('patrons'),
      ]),
      row('again, all done', of.again, [
        Number(of.after['patrons']),
        of.size.recent + of.size.kept,
        0,
        0,
        0,
        0,
      ]),
    ],
    notes: [
      `At the same pace the 2.5 million records and 60 million loans of the country take ${minutes(of.first.history)} minutes for the history and ${minutes(of.first.records_s)} for the records; the budget is ten for both.`,
    ],
  }
}
