import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { addDays, type Day } from '../server/src/base/dates.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { DAYS, fill, NIGHT, type Size } from './retention-fill.ts'
import type { NightTask } from './retention-night.ts'
import { column, one } from './seed.ts'
import type { Table } from './table.ts'

/**
 * Sizes of the country: see the page about the ground. Ten million loans came back in the last ninety days; a quarter of the
 * records is of former members.
 */
const COUNTRY = { libraries: 305, patrons: 2_500_000, recent: 10_000_000, old: 50_000_000, holds: 2_500_000 }
const BUDGET_MIN = 10

interface Took {
  readonly history: number
  readonly records: number
}

/** A night in a process of its own; `kill` ends it without a word so many milliseconds into a stage. */
function night(
  task: NightTask,
  kill?: { readonly stage: keyof Took; readonly after_ms: number },
): Promise<Took> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'retention-night.ts'), JSON.stringify(task)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const began = new Map<string, number>()
  const took = { history: 0, records: 0 }
  let killed = false
  createInterface({ input: child.stdout }).on('line', line => {
    const [word, stage = '', seconds] = line.split(' ')
    const at = stage === 'history' ? 'history' : 'records'
    if (word === 'begin') began.set(at, performance.now())
    else took[at] = Number(seconds)
    if (word === 'end') say(`${task.day}, ${at}: ${seconds} s`)
    if (word === 'begin' && stage === kill?.stage)
      setTimeout(() => {
        killed = child.kill('SIGKILL')
        took[at] = (performance.now() - (began.get(at) ?? 0)) / 1000
        say(`${task.day}, ${at}: killed after ${took[at].toFixed(1)} s`)
      }, kill.after_ms)
  })
  return new Promise((done, failed) =>
    child.once('exit', code =>
      code === 0 || killed ? done(took) : failed(new Error(`the night of ${task.day} ended with ${code}`)),
    ),
  )
}

interface Counts {
  readonly patrons: number
  readonly loans: number
  readonly tied: number
  readonly ties: number
  readonly holds: number
  readonly events: number
  readonly coarse: number
  readonly certified: number
  readonly small_numbers: number
}

/** What stands there, and what the certificates and the ledger say went. */
async function look(place: Place): Promise<Counts> {
  const row = await one(
    place.admin,
    `select (select count(*) from patrons.patron) as patrons, l.*, (select count(*) from circulation.event_patron) as ties,
            (select count(*) from circulation.hold) as holds, e.*, (select coalesce(sum(people), 0) from privacy.certificate) as certified
       from (select count(*) as loans, count(patron_id) as tied,
                    count(*) filter (where patron_id is null and loan_id < 1152921504606846976) as small_numbers from circulation.loan) l,
            (select count(*) as events, count(*) filter (where position = 0) as coarse from circulation.event) e`,
  )
  return Object.fromEntries(Object.entries(row).map(([name, n]) => [name, Number(n)])) as unknown as Counts
}

/** What this night has to do, counted beforehand by another road than the one the night takes. */
const due = async (place: Place, day: Day): Promise<{ loans: number; holds: number }> => {
  const row = await one(
    place.admin,
    `select (select count(*) from circulation.loan l join patrons.patron p using (patron_id) where l.returned_on <= $1 and not l.kept and not p.keep_history) as loans,
            (select count(*) from circulation.hold where closed_at < ($1::date + 1)::timestamp at time zone 'Europe/Brussels') as holds`,
    [addDays(day, -DAYS)],
  )
  return { loans: Number(row['loans']), holds: Number(row['holds']) }
}

/** Everything that was due is done, nothing was done twice, and nothing else is gone. */
async function check(place: Place, of: { before: Counts; due: { loans: number; holds: number } }) {
  const after = await look(place)
  const gone = (what: keyof Counts) => of.before[what] - after[what]
  const faults = [
    gone('tied') !== of.due.loans && `${gone('tied')} loans lost their reader, ${of.due.loans} were due`,
    gone('holds') !== of.due.holds && `${gone('holds')} reservations went, ${of.due.holds} were due`,
    gone('loans') !== 0 && `${gone('loans')} loans are gone`,
    gone('events') !== 0 && `${gone('events')} events are gone`,
    after.small_numbers > 0 &&
      `${after.small_numbers} loans without a reader still tell when they were lent by their number`,
    after.certified - of.before.certified !== gone('patrons') &&
      `${after.certified - of.before.certified} records stand in certificates, ${gone('patrons')} went`,
    new Set(ledger(place)).size !== ledger(place).length && 'the ledger has a line twice',
    ledger(place).length !==
      Number((await one(place.admin, 'select count(*) as n from privacy.erased'))['n']) &&
      'the ledger and the database do not say the same',
  ].filter(fault => fault !== false)
  if (faults.length > 0) throw new Error(faults.join('; '))
  return after
}
const ledger = (place: Place): string[] =>
  readFileSync(taskOf(place, NIGHT).ledger, 'utf8').trim().split('\n')

const taskOf = (place: Place, day: Day): NightTask => ({
  url: place.urlFor('kaft', 'kaft_jobs'),
  day,
  ledger: join(place.folder, 'erased.jsonl'),
  keys: join(place.folder, 'night-keys', 'k'),
})

/** Statements that took most of the time, by the statistics of the database. */
async function dearest(place: Place): Promise<string[]> {
  return column(
    place.admin,
    `select format('%s s, %s times, %s rows: %s', round((total_exec_time / 1000)::numeric, 1), calls, rows, left(regexp_replace(query, '\\s+', ' ', 'g'), 110))
       from pg_stat_statements s join pg_roles r on r.oid = s.userid where r.rolname = 'kaft_jobs' order by total_exec_time desc limit 12`,
  )
}

/**
 * The night of retention over a part of the country: one as it comes, the same again, and the next one killed twice, in the
 * history and among the records, and begun anew each time.
 */
export async function retention(place: Place, scale: number): Promise<Table> {
  const size: Size = {
    libraries: Math.max(2, Math.round(COUNTRY.libraries * Math.sqrt(scale))),
    patrons: Math.max(2_000, Math.round(COUNTRY.patrons * scale)),
    recent: Math.round(COUNTRY.recent * scale),
    old: Math.round(COUNTRY.old * scale),
    holds: Math.round(COUNTRY.holds * scale),
  }
  await fill(place.admin, size)
  await place.admin.query(
    'create extension if not exists pg_stat_statements; select pg_stat_statements_reset()',
  )
  const [first, second] = [taskOf(place, NIGHT), taskOf(place, addDays(NIGHT, 1))]
  const [start, dueFirst] = [await look(place), await due(place, first.day)]
  say(`due: ${dueFirst.loans} loans, ${dueFirst.holds} reservations`)
  const whole = await night(first)
  for (const line of await dearest(place)) say(line)
  const after = await check(place, { before: start, due: dueFirst })
  const again = await night(first)
  const same = await look(place)
  if (JSON.stringify(after) !== JSON.stringify(same))
    throw new Error('a second run of the same night removed something')
  const dueSecond = await due(place, second.day)
  const parts = [
    await night(second, { stage: 'history', after_ms: whole.history * 500 }),
    await night(second, { stage: 'records', after_ms: whole.records * 500 }),
    await night(second),
  ]
  const end = await check(place, { before: same, due: dueSecond })
  const sum = {
    history: parts.reduce((all, p) => all + p.history, 0),
    records: parts.reduce((all, p) => all + p.records, 0),
  }
  return tableOf(size, [
    { name: 'whole', took: whole, before: start, after },
    { name: 'again, all done', took: again, before: after, after: same },
    { name: 'the next one, killed twice', took: sum, before: same, after: end },
  ])
}

function tableOf(
  size: Size,
  nights: readonly {
    readonly name: string
    readonly took: Took
    readonly before: Counts
    readonly after: Counts
  }[],
): Table {
  const whole = nights[0]?.took ?? { history: 0, records: 0 }
  const minutes = ((whole.history + whole.records) / 60).toFixed(1)
  return {
    head: [
      'night',
      'records',
      'loans',
      'loans untied and renamed',
      'ties gone',
      'events made coarse',
      'reservations gone',
      'records removed',
      'history (s)',
      'records (s)',
    ],
    rows: nights.map(({ name, took, before, after }) => [
      name,
      before.patrons,
      before.loans,
      before.tied - after.tied,
      before.ties - after.ties,
      after.coarse - before.coarse,
      before.holds - after.holds,
      before.patrons - after.patrons,
      took.history.toFixed(1),
      took.records.toFixed(1),
    ]),
    notes: [
      `${size.patrons} records and ${size.recent + size.old} loans of ${size.libraries} libraries take ${minutes} minutes; the budget for a country is ${BUDGET_MIN}.`,
      'The next night was killed in the middle of its history, begun anew, killed in the middle of its records, and begun anew: seconds are those of all three. What was due was done, and nothing twice: loans, reservations, events, certificates and the ledger were counted before and after.',
    ],
  }
}
