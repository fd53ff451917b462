import { addMonths, dayOf, type Day } from '../../../base/dates.ts'
import { eachLibrary, inLibrary, type JobCtx, overAll } from '../../../base/job.ts'
import { Gone, type Personal } from '../../../base/personal.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { writeOffQuery } from '../../finance/index.ts'
import { forgetPersons } from '../../patrons/index.ts'
import { eraseIn } from '../erase/erase.ts'
import { freshenFigures } from '../erase/fresh-figures.ts'
import { endedPage, LifeRow, livesOf, lockRecords, theseRecords } from './life.store.ts'
import { retentionOf, TERM_MONTHS } from './retention.rules.ts'
import { beginRun, moveRun, RunRow, runOf, SmallDebts, smallDebts } from './retention.store.ts'
import { usualSmallDebts, writesOff } from './small-debts.rules.ts'

/** When it runs, UTC: after the history, which notes when the last thing of a former member was closed. */
export const RUNS_AT = '03:50'

/** Records in one transaction: what is locked is locked for a moment, and a run that is cut off loses no more. */
const PAGE = 100

/**
 * Removes whoever has had their two years (P54–P59), in each library, and persons whom no record points at (P3). A page is
 * one transaction with its certificate and the place where the run goes on, so that one that was killed goes on there.
 * @returns how many records went
 */
export async function runRetention(ctx: JobCtx, above: readonly Personal[]): Promise<number> {
  const today = dayOf(ctx.now)
  let removed = 0
  await eachLibrary(ctx, async library_id => {
    for (let more = true; more; ) {
      ctx.signal.throwIfAborted()
      const page = await inLibrary(ctx, library_id, tx => onePage(ctx, tx, { library_id, today, above }))
      removed += page.removed
      more = page.more
    }
  })
  const orphans = await forgetOrphans(ctx)
  if (removed + orphans > 0) await freshenFigures(ctx)
  ctx.log('info', 'the retention run is done', { job: ctx.operation, removed, orphans })
  return removed
}

async function onePage(
  ctx: JobCtx,
  tx: Tx,
  { library_id, today, above }: { library_id: string; today: Day; above: readonly Personal[] },
): Promise<{ removed: number; more: boolean }> {
  const [rules = []] = await tx.first([smallDebts(library_id)])
  const [, at = []] = await tx.more([beginRun(library_id, today), runOf(library_id)])
  const run = oneOf(RunRow, at)
  if (!run || run.done) {
    await tx.last([])
    return { removed: 0, more: false }
  }
  const { after_on, after_id } = run
  const until = addMonths(today, -TERM_MONTHS)
  const [found = []] = await tx.more([
    livesOf(endedPage({ library_id, until, after_on, after_id, most: PAGE })),
  ])
  const lives = allOf(LifeRow, found)
  const rule = oneOf(SmallDebts, rules) ?? usualSmallDebts
  const small = lives.filter(life => writesOff(life, rule, today)).map(life => life.patron_id)
  const removed = await removeDue(ctx, tx, { library_id, lives, today, above })
  const last = lives.at(-1)
  const more = lives.length === PAGE
  await tx.last([
    ...(small.length > 0 ? [writeOffQuery({ now: ctx.now, actor: null }, small)] : []),
    moveRun(library_id, {
      after_on: last?.member_until ?? after_on,
      after_id: last?.patron_id ?? after_id,
      looked_at: lives.length,
      removed,
      written_off: small.length,
      done_at: more ? null : ctx.now.toString(),
    }),
  ])
  return { removed, more }
}

/** Those that are due are locked, looked at once more, since the desk may just have lent to one of them, and removed. */
async function removeDue(
  ctx: JobCtx,
  tx: Tx,
  of: {
    readonly library_id: string
    readonly lives: readonly LifeRow[]
    readonly today: Day
    readonly above: readonly Personal[]
  },
): Promise<number> {
  const isDue = (life: LifeRow): boolean => retentionOf(life, of.today).state === 'due'
  const due = of.lives.filter(isDue).map(life => life.patron_id)
  if (due.length === 0) return 0
  const [, again = []] = await tx.more([lockRecords(due), livesOf(theseRecords(due))])
  const patron_ids = allOf(LifeRow, again)
    .filter(isDue)
    .map(life => life.patron_id)
  if (patron_ids.length === 0) return 0
  await eraseIn(ctx, tx, {
    library_id: of.library_id,
    patron_ids,
    parts: ['everything'],
    because: 'term',
    above: of.above,
  })
  return patron_ids.length
}

const ORPHANS = 1_000
async function forgetOrphans(ctx: JobCtx): Promise<number> {
  let all = 0
  for (let gone = ORPHANS; gone === ORPHANS; all += gone) {
    ctx.signal.throwIfAborted()
    const [rows = []] = await overAll(ctx, forgetPersons(null, ORPHANS))
    gone = oneOf(Gone, rows)?.gone ?? 0
  }
  return all
}
