import type {
  announceStatement as announceOp,
  Ask,
  compareStatements as compareOp,
  draftStatement as draftOp,
  OkOf,
  readStatement as readOp,
  statements as listOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Ctx, isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Day, dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure } from '../../organisation/index.ts'
import { ControllerRow, controllerRow } from '../cases/case.store.ts'
import { wake } from '../cases/tasks.store.ts'
import { compareTexts } from './compare.rules.ts'
import {
  ANNOUNCE,
  announceIn,
  currentRow,
  MOST_VERSIONS,
  putVersion,
  StatementRow,
  versionRow,
  versionRows,
} from './statement.store.ts'

type Shown = OkOf<typeof readOp>

const stateOf = (row: Pick<StatementRow, 'version' | 'from_on'>, current: string, today: Day) =>
  row.from_on > today ? 'draft' : row.version === current ? 'current' : 'former'

/** All versions, the newest first; old ones stay readable (P110). */
export async function statements(ctx: Ctx, { query }: Ask<typeof listOp>): Promise<OkOf<typeof listOp>> {
  const today = dayOf(ctx.now)
  const [rows = [], now = []] = await read(ctx, [versionRows(query.after ?? null), currentRow(today)])
  const found = allOf(StatementRow, rows)
  const current = shaped(StatementRow, now[0]).version
  const page = found.slice(0, MOST_VERSIONS)
  return {
    rows: page.map(row => {
      const { body: _, ...head } = row
      return { ...head, state: stateOf(row, current, today) }
    }),
    next: found.length > MOST_VERSIONS ? (page.at(-1)?.from_on ?? null) : null,
  }
}

/** One version with who answers for the processing, from the central setting (P5, P9). */
export async function readStatement(ctx: Ctx, version: string): Promise<Answer<Shown>> {
  const today = dayOf(ctx.now)
  const [rows = [], now = [], who = []] = await read(ctx, [
    versionRow(version, today),
    currentRow(today),
    controllerRow,
  ])
  const row = oneOf(StatementRow, rows)
  if (row === null) return refuse('not_found')
  const current = shaped(StatementRow, now[0]).version
  return { ...row, state: stateOf(row, current, today), controller: shaped(ControllerRow, who[0]) }
}

export async function compareStatements(
  ctx: Ctx,
  { params, query }: Ask<typeof compareOp>,
): Promise<Answer<OkOf<typeof compareOp>>> {
  const today = dayOf(ctx.now)
  const [a = [], b = []] = await read(ctx, [versionRow(query.with, today), versionRow(params.version, today)])
  const [before, after] = [oneOf(StatementRow, a), oneOf(StatementRow, b)]
  if (before === null || after === null) return refuse('not_found')
  return { lines: compareTexts(before.body, after.body) }
}

/** Writes a version that is still to begin. What a reader was shown stays what it was. */
export async function draftStatement(
  ctx: StaffCtx,
  { params, body }: Ask<typeof draftOp>,
): Promise<Answer<Shown>> {
  const { command_id, ...text } = body
  const today = dayOf(ctx.now)
  if (params.version === 'current' || text.body.trim() === '') return refuse('invalid')
  const said = await configure(
    ctx,
    { command_id, ...text, ...params },
    {
      facts: [versionRow(params.version, today)],
      decide: ([rows = []]) => {
        const before = oneOf(StatementRow, rows)
        if (text.from_on <= today || (before !== null && before.from_on <= today))
          return refuse('statement_began')
        return {
          effects: [putVersion(ctx, { version: params.version, ...text })],
          change: {
            subject: params.version,
            before: before && { from_on: before.from_on, title: before.title },
            after: { from_on: text.from_on, title: text.title, length: text.body.length },
          },
          answer: {},
        }
      },
    },
  )
  if (isRefusal(said) || 'findings_refused' in said) return said
  // The own change made the session facts in memory old, which is no reason to stop.
  return readStatement({ ...ctx, actor: null }, params.version)
}

interface Announced {
  readonly version: string
  readonly libraries: number
}
/** Tells the members of a version by message; the messages are made by a job, a thousand at a time. */
export const announceStatement = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof announceOp>,
): Promise<Answer<OkOf<typeof announceOp>>> =>
  once<Announced>(
    ctx,
    { ...body, entry_id: params.version },
    {
      facts: [versionRow(params.version, dayOf(ctx.now))],
      decide: async ([rows = []], tx) => {
        const row = oneOf(StatementRow, rows)
        if (row === null) return refuse('not_found')
        const { version } = row
        const everywhere = ctx.actor.leaves.has('consortium.privacy')
        const [made = []] = await tx.more([announceIn(ctx, { version, letters: body.letters, everywhere })])
        return { effects: [wake(ANNOUNCE)], answer: () => ({ version, libraries: made.length }) }
      },
    },
  )
