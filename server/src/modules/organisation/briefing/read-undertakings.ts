import {
  type Ask,
  isPersonal,
  type OkOf,
  type readUndertakings as op,
  type RoleCode,
  roles,
} from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { addMonths, dayOf, momentOn } from '../../../base/dates.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { Counted, countSigners, type Lacking, lackingAfter, UndertakingLine } from './briefing.store.ts'

/** Accounts on a page. */
const PAGE = 100
const meeting = (Object.keys(roles) as RoleCode[]).filter(role => roles[role].some(isPersonal))

/** The day a year ago counts whole, as it does at the door. */
export function lackingOn(library_id: string, now: Temporal.Instant): Lacking {
  const day = dayOf(now)
  return { library_id, roles: meeting, day, before: momentOn(addMonths(day, -12), '00:00').toString() }
}

/** Who meets patrons and did not promise, or not lately: read with the half-yearly look. */
export async function readUndertakings(
  ctx: StaffCtx,
  { after }: Ask<typeof op>['query'],
): Promise<OkOf<typeof op>> {
  const of = lackingOn(ctx.actor.library_id, ctx.now)
  const [rows = [], count = []] = await read(ctx, [
    lackingAfter(of, after ?? null, PAGE + 1),
    countSigners(of),
  ])
  const found = allOf(UndertakingLine, rows)
  const shown = found.slice(0, PAGE)
  return {
    rows: shown,
    ...shaped(Counted, count[0]),
    next: found.length > PAGE ? (shown.at(-1)?.staff_id ?? null) : null,
  }
}
