import type { PatronHead } from '@kaft/contract'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { type Finding, marked } from '../../../base/decision.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { PatronHeadRow, patronHeadQuery } from './head.store.ts'
import { toHead } from './head.ts'

/** What the floor above adds to a head. Its facts travel in the same flight; its findings follow those of the record. */
export interface HeadWiring {
  readonly facts: (ctx: StaffCtx, patron_id: string) => readonly Query[]
  readonly findings: (ctx: StaffCtx, tx: Tx, rows: readonly Row[][]) => Promise<readonly Finding[]>
}

/**
 * What the desk shows of a patron, with every finding that holds for the whole session.
 * @returns `patron_unknown` where the patron is not in scope
 */
export const readHead = (
  ctx: StaffCtx,
  patron_id: string,
  wiring: HeadWiring | undefined,
): Promise<PatronHead | Refusal> =>
  transact(ctx, async tx => {
    const [found, ...rows] = await tx.first([
      patronHeadQuery([patron_id], ctx.now),
      ...(wiring?.facts(ctx, patron_id) ?? []),
    ])
    const row = oneOf(PatronHeadRow, found ?? [])
    tx.seen(row?.patron_id ?? null, row ? 'seen' : 'refused')
    if (!row) return refuse('patron_unknown')
    const head = toHead(row, await wiring?.findings(ctx, tx, rows))
    return { ...head, findings: marked(head.findings, may(ctx)) }
  })
