import type { Hold, OkOf, patronLoans as loansOp } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Finding } from '../../../base/decision.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { eidCodes } from '../../patrons/index.ts'
import { patronFindings } from '../facts/patron.rules.ts'
import { PatronFacts, patronFacts, patronIs } from '../facts/patron-facts.store.ts'
import { openHoldsOf } from '../holds/hold.store.ts'
import { shownHolds } from '../holds/show-holds.ts'
import { headFindings } from '../patron-page/head-findings.ts'
import { lineOf } from '../patron-page/patron-loans.ts'
import { LoanRow, patronLoansQuery } from '../patron-page/patron-loans.store.ts'
import { epochQuery } from '../rulebook/rulebook.store.ts'
import { SelfRow, selfRow } from './self.store.ts'

type Loan = OkOf<typeof loansOp>['rows'][number]

/** A patron as a machine may show them: who, what stands in the way, and what they have and wait for. */
export interface SelfPatron {
  readonly person: SelfRow
  readonly findings: readonly Finding[]
  readonly balance_cents: number
  readonly loans: readonly Loan[]
  readonly holds: readonly Hold[]
}
const PatronRow = Type.Object({ patron: PatronFacts })

/** @returns null when the patron is not in scope any more */
export const selfPatron = (
  ctx: StaffCtx,
  ask: { readonly patron_id: string; readonly card: string | null },
): Promise<SelfPatron | null> =>
  transact(ctx, async tx => {
    const { patron_id } = ask
    const [persons = [], facts = [], loans = [], holds = [], epochs = []] = await tx.first([
      selfRow(patron_id),
      patronFacts(patronIs({ patron_id }), {
        day: dayOf(ctx.now),
        card: ask.card ?? undefined,
        eid: eidCodes(ctx.keys, ask.card ?? ''),
      }),
      patronLoansQuery(patron_id, dayOf(ctx.now)),
      openHoldsOf(patron_id, dayOf(ctx.now)),
      epochQuery(ctx.actor.library_id),
    ])
    const person = oneOf(SelfRow, persons)
    const patron = oneOf(PatronRow, facts)?.patron
    tx.seen(person ? patron_id : null, person ? 'seen' : 'refused')
    if (!person || !patron) return null
    const blocks = await headFindings(ctx, tx, [facts, epochs])
    return {
      person,
      findings: [...patronFindings(patron, dayOf(ctx.now)), ...blocks],
      balance_cents: patron.balance_cents,
      loans: await linesOf(ctx, tx, { patron, loans }),
      holds: await shownHolds(ctx, tx, holds),
    }
  })

async function linesOf(
  ctx: StaffCtx,
  tx: Tx,
  { patron, loans }: { patron: PatronFacts; loans: readonly Row[] },
): Promise<Loan[]> {
  const rows: Loan[] = []
  for (const row of allOf(LoanRow, loans)) rows.push(await lineOf(ctx, tx, { row, patron }))
  return rows
}
