import type {
  BodyOf,
  lookedAtNumberAlert as lookedOp,
  numberAlerts as op,
  OkOf,
  QueryOf,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { AlertRow, alertsQuery, lookedAt, MOST_ALERTS } from './questions.store.ts'

/** Where the last page ended, as `day/staff`; null for the first page, nothing where it is no such place. */
function placeOf(after: string | undefined): { on_day: string; staff_id: string } | null | undefined {
  if (after === undefined) return null
  const found = /^([0-9]{4}-[0-9]{2}-[0-9]{2})\/([1-9][0-9]{0,18})$/.exec(after)
  return found?.[1] !== undefined && found[2] !== undefined
    ? { on_day: found[1], staff_id: found[2] }
    : undefined
}

/** Who asked often whether a number is known and registered seldom. For the data protection officer; no number stands in it. */
export async function numberAlerts(
  ctx: StaffCtx,
  query: QueryOf<typeof op>,
): Promise<OkOf<typeof op> | Refusal> {
  const after = placeOf(query.after)
  if (after === undefined) return refuse('invalid')
  const [found] = await read(ctx, [alertsQuery(after)])
  const rows = allOf(AlertRow, found ?? [])
  const page = rows.slice(0, MOST_ALERTS)
  const last = page.at(-1)
  return { rows: page, next: rows.length > MOST_ALERTS && last ? `${last.on_day}/${last.staff_id}` : null }
}

/** The officer looked into one day of one member of staff; it leaves the list, and stays on record. */
export const lookedAtNumberAlert = (
  ctx: StaffCtx,
  body: BodyOf<typeof lookedOp>,
): Promise<OkOf<typeof lookedOp> | Refusal | RefusedByRules> =>
  once<OkOf<typeof lookedOp>>(ctx, body, {
    facts: [],
    decide: () => ({ effects: [lookedAt(ctx, body)], answer: () => ({}) }),
  })
