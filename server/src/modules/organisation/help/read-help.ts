import type {
  Ask,
  Help,
  helpLooked as lookedOp,
  helpNow as nowOp,
  OkOf,
  ownHelp as ownOp,
} from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read, transact } from '../../../base/tx.ts'
import { readAnew } from '../change/configure.ts'
import { stateOf } from './help.rules.ts'
import {
  activeLibraries,
  helpOpen,
  HelpRow,
  helpRow,
  helpRows,
  Looked,
  lookedRows,
  Most,
  mostHours,
  PAGE,
  Place,
  type Side,
} from './help.store.ts'

const shown = (row: HelpRow, now: Temporal.Instant): Help => {
  const { helper_id: _, approved: __, ...rest } = row
  return { ...rest, state: stateOf(row, now) }
}

export async function tellHelp(ctx: StaffCtx, side: Side, help_id: string): Promise<Answer<Help>> {
  const row = oneOf(HelpRow, (await readAnew(ctx, [helpRow(ctx, side, help_id)]))[0] ?? [])
  return row === null ? refuse('not_found') : shown(row, ctx.now)
}

const pageOf = (ctx: StaffCtx, found: readonly HelpRow[]) => {
  const page = found.slice(0, PAGE)
  return {
    rows: page.map(row => shown(row, ctx.now)),
    next: found.length > PAGE ? (page.at(-1)?.help_id ?? null) : null,
  }
}

export const helpOf =
  (side: 'library' | 'central') =>
  async (
    ctx: StaffCtx,
    { before = null }: { before?: string | null },
  ): Promise<{ rows: Help[]; next: string | null }> => {
    const [rows = []] = await read(ctx, [helpRows(ctx, side, before)])
    return pageOf(ctx, allOf(HelpRow, rows))
  }

export async function ownHelp(ctx: StaffCtx, { query }: Ask<typeof ownOp>): Promise<OkOf<typeof ownOp>> {
  const [rows = [], places = [], most = []] = await read(ctx, [
    helpRows(ctx, 'helper', query.before ?? null),
    activeLibraries,
    mostHours,
  ])
  return {
    ...pageOf(ctx, allOf(HelpRow, rows)),
    libraries: allOf(Place, places),
    most_hours: shaped(Most, most[0]).most,
  }
}

/** What somebody who answers for the library has to know now, wherever they work. */
export async function helpNow(ctx: StaffCtx): Promise<OkOf<typeof nowOp>> {
  const [rows = []] = await read(ctx, [helpOpen(ctx)])
  const open = allOf(HelpRow, rows).map(row => shown(row, ctx.now))
  return {
    waiting: open.filter(one => one.state === 'asked' && one.central_why === null).length,
    running: open.flatMap(({ state, help_id, ticket, helper_name, ends_at }) =>
      state === 'running' && ends_at !== null ? [{ help_id, ticket, helper_name, ends_at }] : [],
    ),
    unnoted: open.filter(one => one.answered_at !== null && one.central_why !== null && one.noted_at === null)
      .length,
  }
}

/** What was looked at by one ticket at the own library. Reading that is a look at the log. */
export async function helpLooked(
  ctx: StaffCtx,
  { params, query }: Ask<typeof lookedOp>,
): Promise<Answer<OkOf<typeof lookedOp>>> {
  const { help_id } = params
  return transact(ctx, async tx => {
    const [help = [], rows = []] = await tx.first([
      helpRow(ctx, 'library', help_id),
      lookedRows(help_id, query.before ?? null),
    ])
    if (help.length === 0) return refuse('not_found')
    tx.seen(null)
    const found = allOf(Looked, rows)
    const page = found.slice(0, PAGE)
    return { rows: page, next: found.length > PAGE ? (page.at(-1)?.access_id ?? null) : null }
  })
}
