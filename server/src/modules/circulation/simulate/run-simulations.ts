import type { SimulationOutcome } from '@kaft/contract'
import type { Static } from 'typebox'
import { addDays, type Day, dayOf, endOfDay } from '../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { faultFields } from '../../../base/log.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { TRACE_DAYS } from '../events/event.store.ts'
import type { CompiledRegulation } from '../regulation/compile.rules.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { rulebookFor, versionFor } from '../rulebook/rulebook.ts'
import { ageOfBand } from './age-of-band.rules.ts'
import { type PastLoan, replayLoan } from './past-loan.rules.ts'
import { noRefusals, type Refusals, weighReader } from './persons.rules.ts'
import {
  Borrower,
  borrowersSince,
  claimSimulation,
  endSimulation,
  Fact,
  FactCount,
  factCounts,
  factsOf,
  noteProgress,
  Traced,
  tracedReaders,
  Waiting,
} from './simulate.store.ts'
import { count, newTally, outcomeOf } from './tally.rules.ts'

const MONTHS_DAYS = 365
/** After so many loans the desk, which may share this process, gets its turn. */
const BREATH = 200
const READERS = 500

type Asked = Static<typeof Waiting>
interface Trial {
  readonly ctx: JobCtx
  readonly asked: Asked
  readonly before: CompiledRegulation | null
  readonly after: CompiledRegulation
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly from_on: Day
  readonly until_on: Day
}

const breathe = (): Promise<void> => new Promise(done => setImmediate(done))
const inOwn = <T>(trial: Pick<Trial, 'ctx' | 'asked'>, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inLibrary(trial.ctx, trial.asked.library_id, work)

const clock = (): string => Temporal.Now.instant().toString()

/** Tries every version that was asked for, one after the other; one that fails says so and does not stop the next. */
export async function runSimulations(ctx: JobCtx): Promise<void> {
  for (let asked = await claim(ctx); asked; asked = await claim(ctx)) {
    ctx.signal.throwIfAborted()
    try {
      await runOne(ctx, asked)
    } catch (error) {
      ctx.log('error', 'a simulation failed', { job: ctx.operation, ...faultFields(error) })
      await ended({ ctx, asked }, 0, null)
    }
  }
}

const claim = (ctx: JobCtx): Promise<Asked | null> =>
  transact(ctx, async tx => {
    await tx.first([])
    return oneOf(Waiting, (await tx.last([claimSimulation(clock())]))[0] ?? [])
  })

const saying = (trial: Trial, done: number, total: number): Promise<unknown> =>
  inOwn(trial, async tx => {
    await tx.first([])
    await tx.last([noteProgress(trial.asked.simulation_id, { now: clock(), done, total })])
  })

async function runOne(ctx: JobCtx, asked: Asked): Promise<void> {
  const trial = await openTrial(ctx, asked)
  const tally = newTally()
  const days = await countFacts(trial)
  const total = days.reduce((sum, day) => sum + day.loans, 0)
  let done = 0
  for (const { returned_on, loans } of days) {
    ctx.signal.throwIfAborted()
    await saying(trial, done, total)
    await replayDay(trial, returned_on, tally)
    done += loans
  }
  await saying(trial, done, total)
  const outcome: SimulationOutcome = {
    from_on: trial.from_on,
    until_on: trial.until_on,
    before: trial.before?.name ?? null,
    ...outcomeOf(tally),
    persons: await weighReaders(trial),
  }
  await ended(trial, done, outcome)
}

const ended = (trial: Pick<Trial, 'ctx' | 'asked'>, done: number, outcome: SimulationOutcome | null) =>
  inOwn(trial, async tx => {
    await tx.first([])
    await tx.last([endSimulation(trial.asked.simulation_id, { now: clock(), done, outcome })])
  })

function openTrial(ctx: JobCtx, asked: Asked): Promise<Trial> {
  const { library_id, version_id } = asked
  const until_on = addDays(dayOf(ctx.now), -1)
  return inLibrary(ctx, library_id, async tx => {
    const [rows] = await tx.first([epochQuery(library_id)])
    const book = await rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, rows?.[0]).epoch })
    const after = await versionFor(ctx, tx, { version_id, book, draft: true })
    if (!after) throw new Error('a simulation of a version that is gone')
    const from_on = addDays(until_on, 1 - MONTHS_DAYS)
    return { ctx, asked, before: book.regulation, after, calendars: book.calendars, from_on, until_on }
  })
}

const countFacts = (trial: Trial) =>
  inOwn(trial, async tx =>
    allOf(FactCount, (await tx.first([factCounts(trial.from_on, trial.until_on)]))[0] ?? []),
  )

async function replayDay(trial: Trial, day: Day, tally: ReturnType<typeof newTally>): Promise<void> {
  const facts = await inOwn(trial, async tx => allOf(Fact, (await tx.first([factsOf(day, day)]))[0] ?? []))
  let left = BREATH
  for (const { age_band, ...fact } of facts) {
    const calendar = trial.calendars.get(fact.branch_id)
    if (!calendar) continue
    const loan: PastLoan = { ...fact, age: ageOfBand(age_band) }
    const after = replayLoan(trial.after, calendar, loan)
    count(tally, loan, trial.before ? replayLoan(trial.before, calendar, loan) : after, after)
    if (--left === 0) {
      await breathe()
      left = BREATH
    }
  }
}

/** The last ninety days with the persons: only here limits, debts and blocks can be weighed. */
async function weighReaders(trial: Trial): Promise<SimulationOutcome['persons']> {
  const from_on = addDays(trial.until_on, -TRACE_DAYS)
  const since = endOfDay(from_on).toString()
  const { library_id } = trial.asked
  const [before, after]: [Refusals, Refusals] = [noRefusals(), noRefusals()]
  const ids = await inOwn(trial, async tx =>
    allOf(Borrower, (await tx.first([borrowersSince(since)]))[0] ?? []).map(r => r.patron_id),
  )
  for (let at = 0; at < ids.length; at += READERS) {
    trial.ctx.signal.throwIfAborted()
    const readers = await inOwn(trial, async tx =>
      allOf(Traced, (await tx.first([tracedReaders(ids.slice(at, at + READERS), since)]))[0] ?? []),
    )
    for (const reader of readers) {
      weighReader(trial.after, reader, { library_id, from_on, into: after })
      if (trial.before) weighReader(trial.before, reader, { library_id, from_on, into: before })
    }
    await breathe()
  }
  return { from_on, before, after }
}
