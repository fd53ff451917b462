import { type Ask, Day, Id, type KeptRow, type OkOf, type retentionTonight as op } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addMonths, dayOf, type Day as ADay } from '../../../base/dates.ts'
import { allOf, matches, oneOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { endedPage, LifeRow, livesOf } from './life.store.ts'
import { retentionOf, TERM_MONTHS } from './retention.rules.ts'
import { RunRow, runOf } from './retention.store.ts'
import { RUNS_AT } from './run-retention.ts'

const PAGE = 50
/** Records that are looked at for one page of the screen: where few fit, the page is short and says that there is more. */
const LOOKED = 200
const ROUNDS = 10

interface Place {
  readonly after_on: ADay | null
  readonly after_id: string
}

/** Where a page goes on: a day and a record. */
function placeOf(after: string | undefined): Place | null {
  if (after === undefined) return { after_on: null, after_id: '0' }
  const [after_on = '', after_id = ''] = after.split('.')
  return matches(Day, after_on) && matches(Id, after_id) ? { after_on, after_id } : null
}

/** The next turn of the timetable: this night, or the one that comes when tonight's is over. */
function nextRun(now: Temporal.Instant, done_on: ADay | null): Temporal.Instant {
  const utc = now.toZonedDateTimeISO('UTC')
  const turn = utc.withPlainTime(RUNS_AT)
  const next =
    Temporal.ZonedDateTime.compare(utc, turn) < 0 && done_on !== dayOf(now) ? turn : turn.add({ days: 1 })
  return next.toInstant()
}

const rowOf = (life: LifeRow, on: ADay): KeptRow => ({
  patron_id: life.patron_id,
  name: `${life.given_name} ${life.family_name}`,
  ended_on: life.member_until,
  ...retentionOf(life, on),
  reasons: [...retentionOf(life, on).reasons],
})

/**
 * What the next run removes, or what it leaves and why: the same facts and the same rules as the run, and nothing written.
 * Everybody who is shown was looked at.
 */
export function retentionTonight(
  ctx: StaffCtx,
  { query }: Ask<typeof op>,
): Promise<OkOf<typeof op> | Refusal> {
  const place = placeOf(query.after)
  if (!place) return Promise.resolve(refuse('invalid'))
  return transact(ctx, async tx => {
    const { library_id } = ctx.actor
    const [at = []] = await tx.first([runOf(library_id)])
    const run = oneOf(RunRow, at)
    const on = dayOf(nextRun(ctx.now, run?.done === true ? run.on_day : null))
    const { rows, next } = await walk(tx, { library_id, on, place, due: query.which === 'due' })
    for (const { patron_id } of rows) tx.seen(patron_id)
    return { on, rows, next }
  })
}

async function walk(
  tx: Tx,
  of: { readonly library_id: string; readonly on: ADay; readonly place: Place; readonly due: boolean },
): Promise<{ rows: KeptRow[]; next: string | null }> {
  const rows: KeptRow[] = []
  let place = of.place
  const until = addMonths(of.on, -TERM_MONTHS)
  for (let round = 0; round < ROUNDS; round++) {
    const [found = []] = await tx.more([
      livesOf(endedPage({ library_id: of.library_id, until, ...place, most: LOOKED })),
    ])
    const lives = allOf(LifeRow, found)
    for (const life of lives) {
      const row = rowOf(life, of.on)
      if ((row.state === 'due') === of.due) rows.push(row)
      place = { after_on: life.member_until, after_id: life.patron_id }
      if (rows.length === PAGE) return { rows, next: `${place.after_on}.${place.after_id}` }
    }
    if (lives.length < LOOKED) return { rows, next: null }
  }
  return { rows, next: `${place.after_on}.${place.after_id}` }
}
