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
import { count, newTally, outcomeOf, type Tally } from './tally.rules.ts'

const MONTHS_DAYS = 365
/** Days are read together until they hold so many loans: a small library is not asked 365 times for three. */
const TOGETHER = 4_000
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

/** Days that follow each other, read at once. */
interface Stretch {
  readonly from_on: Day
  readonly until_on: Day
  readonly loans: number
}
function stretchesOf(days: readonly Static<typeof FactCount>[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const { returned_on, loans } of days) {
    const last = stretches.at(-1)
    if (last && last.loans + loans <= TOGETHER)
      stretches[stretches.length - 1] = { ...last, until_on: returned_on, loans: last.loans + loans }
    else stretches.push({ from_on: returned_on, until_on: returned_on, loans })
  }
  return stretches
}

async function runOne(ctx: JobCtx, asked: Asked): Promise<void> {
  const trial = await openTrial(ctx, asked)
  const tally = newTally()
  const days = await countFacts(trial)
  const total = days.reduce((sum, day) => sum + day.loans, 0)
  let done = 0
  for (const stretch of stretchesOf(days)) {
    ctx.signal.throwIfAborted()
    await replay(trial, stretch, { tally, done, total })
    done += stretch.loans
  }
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

/** Reads a stretch, and says in the same transaction how far the trial is: nobody waits for it twice. */
const readStretch = (trial: Trial, { from_on, until_on }: Stretch, far: { done: number; total: number }) =>
  inOwn(trial, async tx => {
    const [rows] = await tx.first([factsOf(from_on, until_on)])
    await tx.last([noteProgress(trial.asked.simulation_id, { now: clock(), ...far })])
    return allOf(Fact, rows ?? [])
  })

async function replay(
  trial: Trial,
  stretch: Stretch,
  at: { readonly tally: Tally; readonly done: number; readonly total: number },
): Promise<void> {
  const { tally, done, total } = at
  const facts = await readStretch(trial, stretch, { done, total })
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
