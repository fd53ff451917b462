import { settings } from '@kaft/contract'
import { isRefusal } from '../../../base/ctx.ts'
import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import { addMonths, dayOf } from '../../../base/dates.ts'
import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import type { Magda } from '../../../base/magda/magda.ts'
import { allOf, matches, oneOf } from '../../../base/row.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { Due, dueQuery, leavingQuery, Months, monthsQuery } from './consolidate.store.ts'
import {
  type Asker,
  type Consulted,
  consult,
  isRegistered,
  logQuestion,
  openQuestion,
  unregister,
} from './consult.ts'
import { subjectQuery } from './magda.store.ts'

/** How the nightly round goes: politely, and not for ever. */
export interface Pace {
  /** Between two questions. */
  readonly pause_ms: number
  /** At most so many people of one library in a night. */
  readonly most: number
  /** After so many questions in a row without an answer the night is over: the source is busy (99996). */
  readonly patience: number
}
export const PACE: Pace = { pause_ms: 500, most: 5_000, patience: 3 }

const monthsOf = (stored: unknown): number => {
  const rule = settings['patrons.magda_months']
  return (matches(rule.value, stored) ? stored : rule.default) as number
}

interface Turn {
  readonly patron_id: string
  readonly about: 'member' | 'leaving'
}

/** Whom to tell or ask about tonight: first who leaves. Nobody where no authorisation runs on this day. */
const turnsIn = (ctx: JobCtx, library_id: string, most: number): Promise<Turn[]> =>
  inLibrary(ctx, library_id, async tx => {
    const today = dayOf(ctx.now)
    const [rows = [], coupling] = await tx.first([
      monthsQuery(library_id, today),
      couplingRuns('magda', ctx.now),
    ])
    const row = oneOf(Months, rows)
    if (!row?.authorised || !runsIn(coupling)) return []
    const before = addMonths(today, -monthsOf(row.months))
    const [leaving = [], due = []] = await tx.more([
      leavingQuery(library_id, today, most),
      dueQuery(library_id, { today, before, most }),
    ])
    const turn =
      (about: Turn['about']) =>
      (d: { patron_id: string }): Turn => ({ ...d, about })
    return [...allOf(Due, leaving).map(turn('leaving')), ...allOf(Due, due).map(turn('member'))]
  })

/** One person: checked and logged in one transaction, asked outside of any, kept in another. */
async function takeTurn(
  ctx: JobCtx,
  library_id: string,
  { patron_id, about }: Turn,
  magda: Magda,
): Promise<Consulted | null> {
  const { keys, now, testNumbers } = ctx
  const asker = { keys, now, testNumbers, staff_id: null }
  const opened = await inLibrary(ctx, library_id, async tx => {
    const [rows = []] = await tx.first([subjectQuery(patron_id, dayOf(now))])
    const question = openQuestion(asker, rows, about)
    if (isRefusal(question)) return null
    const person = about === 'member' && isRegistered(question, now)
    await tx.last([logQuestion(asker, question, person ? 'GeefPersoon' : 'RegistreerInschrijving')])
    return question
  })
  const run: Asker['run'] = work => inLibrary(ctx, library_id, work)
  const ask = { ...asker, magda, run }
  return opened && (about === 'member' ? consult(ask, opened) : unregister(ask, opened))
}

/**
 * Asks about every member whose address was not asked for some months, one by one. Who was asked is marked, so that a
 * night that was broken off is gone on with; a library without a running authorisation is passed by.
 */
export async function consolidate(ctx: JobCtx, magda: Magda, pace: Pace = PACE): Promise<number> {
  let asked = 0
  let changed = 0
  let silent = 0
  await eachLibrary(ctx, async library_id => {
    for (const turn of await turnsIn(ctx, library_id, pace.most)) {
      if (silent >= pace.patience) return
      ctx.signal.throwIfAborted()
      const done = await takeTurn(ctx, library_id, turn, magda)
      if (done === null) continue
      asked += 1
      changed += done.outcome === 'changed' ? 1 : 0
      silent = done.outcome === 'away' ? silent + 1 : 0
      await wait(pace.pause_ms, undefined, { signal: ctx.signal })
    }
  })
  ctx.log('info', 'asked for addresses', { job: ctx.operation, rows: asked, changed })
  return asked
}
