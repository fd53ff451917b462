import type { DeskAnswer, OkOf, shelfFirst as listOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { checkin } from '../checkin/checkin.ts'
import { Line, lockSearch, markSearch, Searched, searchesOf, searchOfCode } from './shelf-first.store.ts'

/** What to look for on the shelves here before the next reminders and invoices; no person stands on this list. */
export async function shelfFirst(ctx: StaffCtx): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [searchesOf(ctx.actor.branch_id, dayOf(ctx.now))])
  return { rows: allOf(Line, rows) }
}

/**
 * It stood on the shelf all along: taken back as of its due day, since the reader has brought it back and the fault
 * is the library's. Undone like any return.
 */
export async function shelfFirstFound(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly code: string },
): Promise<DeskAnswer | Refusal> {
  const { branch_id } = ctx.actor
  const [rows = []] = await read(ctx, [
    searchOfCode({ branch_id, today: dayOf(ctx.now), code: ask.code.trim() }),
  ])
  const found = oneOf(Searched, rows)
  if (!found) return refuse('not_found')
  return checkin(ctx, {
    command_id: ask.command_id,
    item_id: found.item_id,
    return_on: found.due_on,
    return_reason: 'Gevonden op het rek',
  })
}

/** It is not there, or that was said too soon. */
export async function shelfFirstMark(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly loan_id: string; readonly not_found: boolean },
): Promise<OkOf<typeof listOp> | Refusal | RefusedByRules> {
  const [today, { branch_id }] = [dayOf(ctx.now), ctx.actor]
  const state = ask.not_found ? 'not_found' : 'to_search'
  const done = await once<{ loan_id: string }>(ctx, ask, {
    facts: [lockSearch({ branch_id, today, loan_id: ask.loan_id })],
    decide: ([rows = []]) =>
      rows.length === 0
        ? refuse('not_found')
        : {
            effects: [markSearch(ctx, { today, loan_id: ask.loan_id, state })],
            answer: () => ({ loan_id: ask.loan_id }),
          },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : shelfFirst(ctx)
}
