import type { BodyOf, callList as listOp, callPaper as paperOp, OkOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { insertList, purposeOf } from '../../patrons/index.ts'
import { CallRow, callsOf, dropCall, noteCall, ReadyHere, readyHere } from './call-list.store.ts'

/** Readers to be called: names and numbers, so each of them stands in the access log. */
export const callList = (ctx: StaffCtx): Promise<OkOf<typeof listOp>> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([callsOf(ctx.actor.branch_id, dayOf(ctx.now))])
    const found = allOf(CallRow, rows)
    for (const row of found) tx.seen(row.patron_id)
    return { rows: found }
  })

/** Notes that a reader was called, or that this was said too soon. */
export async function markCalled(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly hold_id: string; readonly called: boolean },
): Promise<OkOf<typeof listOp> | Refusal | RefusedByRules> {
  const done = await once<{ hold_id: string }>(ctx, ask, {
    facts: [readyHere(ctx.actor.branch_id, ask.hold_id)],
    decide: ([rows = []], tx) => {
      const hold = oneOf(ReadyHere, rows)
      tx.seen(hold?.patron_id ?? null, hold ? 'seen' : 'refused')
      if (!hold) return refuse('not_found')
      return {
        effects: [ask.called ? noteCall(ctx, hold) : dropCall(hold)],
        answer: () => ({ hold_id: hold.hold_id }),
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : callList(ctx)
}

/** A list of calls is of use for a few days; then it is destroyed. */
const PAPER_DAYS = 3

/**
 * Who has not been called yet, for paper or a file: a list of people like any other, for a purpose that was said and until a
 * day. What stands on it is read anew, also for a repeat.
 */
export async function callPaper(
  ctx: StaffCtx,
  body: BodyOf<typeof paperOp>,
): Promise<OkOf<typeof paperOp> | Refusal | RefusedByRules> {
  const purpose = purposeOf(body.purpose)
  if (purpose === null) return refuse('list_purpose_needed')
  const today = dayOf(ctx.now)
  const until = addDays(today, PAPER_DAYS)
  const made = await once<{ until: string }>(ctx, body, {
    facts: [callsOf(ctx.actor.branch_id, today)],
    decide: ([rows = []]) => {
      const patron_ids = [...new Set(toCall(rows).map(row => row.patron_id))]
      return patron_ids.length === 0
        ? refuse('list_empty')
        : {
            effects: [insertList(ctx, { kind: 'call', purpose, until, patron_ids })],
            answer: () => ({ until }),
          }
    },
  })
  if (!('until' in made)) return made
  const { rows } = await callList(ctx)
  return { until: made.until, rows: rows.filter(row => row.called_at === null) }
}

const toCall = (rows: readonly Row[]) => allOf(CallRow, rows).filter(row => row.called_at === null)
