import type { OkOf, undo as undoOp } from '@kaft/contract'
import { Type } from 'typebox'
import { keepAnswer, priorAnswer, repeated } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import type { Row } from '../../../base/db.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { reverseChargeQuery } from '../../finance/index.ts'
import { headsOf, patronHeadQuery, unsuspendQuery } from '../../patrons/index.ts'
import { itemHeadOf, itemHeadQuery } from '../answer/answer.store.ts'
import { againIfTwin, commandOf } from '../answer/command.ts'
import { eventQuery } from '../events/event.store.ts'
import { lockItem } from '../facts/item-facts.store.ts'
import { Before } from './before.rules.ts'
import { logisticsAlong, logisticsBack, whyNotLogistics } from './logistics.ts'
import { lockTripOfEvent, logisticsFacts } from './logistics.store.ts'
import { isHoldCommand, undoHold, undoMove } from './undo-hold.ts'
import { endingBack, endsLoan, itemBack } from './undo-item.ts'
import { whyNot } from './undo.rules.ts'
import {
  closeHold,
  dropLoan,
  itemOfEvent,
  lockPatronOfEvent,
  lockQueueOfEvent,
  reopenLoan,
  restoreStatus,
  UndoFacts,
  undoFacts,
  unrenewLoan,
} from './undo.store.ts'

export type Undone = OkOf<typeof undoOp>
const FactsRow = Type.Object({ facts: UndoFacts })
const Renewed = Type.Object({
  due_on: Type.String(),
  due_at: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  renewals: Type.Integer(),
  terms_id: Type.String(),
  renewed_at: Type.Union([Type.String(), Type.Null()]),
  trace: Type.Unknown(),
})
const WithEnded = Type.Object({
  ended_loan_id: Type.Union([Type.String(), Type.Null()]),
  /** The event by which that loan ended; absent in what was written before there was one. */
  ended_event_id: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

interface KeptUndo extends Omit<Undone, 'item' | 'patron'> {
  readonly item_id: string | null
  readonly patron_id: string | null
}

/**
 * Takes a desk action back by compensating rows, as long as nothing has happened to the item since.
 * @returns what was put back, or findings that say why it no longer can
 */
export function undo(
  ctx: StaffCtx,
  ask: { command_id: string; event_id: string },
): Promise<Undone | Refusal | RefusedByRules> {
  const command = commandOf(ctx, ask)
  if (!/^[0-9a-f-]{36}$/.test(ask.event_id)) return Promise.resolve(refuse('not_found'))
  return againIfTwin(() =>
    transact(ctx, async tx => {
      const rows = await tx.first([
        lockPatronOfEvent(ask.event_id),
        lockItem(itemOfEvent(ask.event_id)),
        lockQueueOfEvent(ask.event_id),
        priorAnswer(ctx, ask.command_id),
        undoFacts(ask.event_id),
        lockTripOfEvent(ask.event_id),
        logisticsFacts(ask.event_id),
      ])
      const known = repeated<KeptUndo>(rows[3] ?? [], command.hash)
      if (known) return isRefusal(known) ? known : told(ctx, known, await tx.more(names(ctx, known)))
      const facts = oneOf(FactsRow, rows[4] ?? [])?.facts
      if (!facts) return refuse('not_found')
      const findings = [...whyNot(facts), ...whyNotLogistics(facts, rows[6])]
      if (findings.length > 0) return refusedBy(findings)
      return putBack(ctx, tx, { facts, command, along: rows[6] })
    }),
  )
}

async function putBack(
  ctx: StaffCtx,
  tx: Tx,
  {
    facts,
    command,
    along,
  }: {
    facts: UndoFacts
    command: { command_id: string; hash: Buffer }
    along: Row[] | undefined
  },
): Promise<Undone> {
  const done = effectsOf(ctx, facts, along)
  const kept: KeptUndo = {
    undone: facts.kind,
    item_id: facts.item_id,
    patron_id: facts.person?.patron_id ?? null,
    loan_restored: done.reopens,
    loan_removed: facts.kind === 'checkout',
    hold_restored: done.holdBack,
    fine_reversed_cents: sumOf(facts.charges.filter(c => c.charge_kind === 'fine')),
    cost_reversed_cents: sumOf(facts.charges.filter(c => c.charge_kind !== 'fine')) + sumOf(facts.refunds),
    due_on: done.due_on,
  }
  if (kept.patron_id) tx.seen(kept.patron_id)
  const keep = keepAnswer(ctx, { ...command, answer: kept })
  const effects = [...done.queries, keep, ...names(ctx, kept)]
  const rows = await tx.last(effects)
  return told(ctx, kept, rows.slice(-2))
}

/** A return that brought a suspension gives the former one back, if there was one. */
const suspensionBack = (ctx: StaffCtx, { kind, event_id }: UndoFacts): Query[] =>
  kind === 'checkin' ? [unsuspendQuery(ctx, event_id)] : []
export const sumOf = (lines: readonly { readonly amount_cents: number }[]): number =>
  lines.reduce((sum, line) => sum + line.amount_cents, 0)

interface PutBack {
  readonly queries: Query[]
  readonly reopens: boolean
  readonly holdBack: boolean
  readonly due_on: string | null
}
const undoEvent = (ctx: StaffCtx, facts: UndoFacts): Query =>
  eventQuery(ctx, {
    event_id: uuid7(ctx.now),
    kind: 'undo',
    occurred_at: ctx.now.toString(),
    item_id: facts.item_id,
    loan_id: facts.loan_id,
    hold_id: facts.hold_id,
    person: facts.person,
    undoes: facts.event_id,
  })

/** What takes one action back, whatever it was. */
export function effectsOf(ctx: StaffCtx, facts: UndoFacts, along: Row[] | undefined): PutBack {
  const now = ctx.now.toString()
  const reversals = facts.charges.map(c => reverseChargeQuery(ctx, { entry_id: c.entry_id, reason: 'undo' }))
  const always = [
    ...logisticsAlong(ctx, facts, along),
    ...itemBack(ctx, facts),
    ...reversals,
    ...suspensionBack(ctx, facts),
    undoEvent(ctx, facts),
  ]
  const back = logisticsBack(ctx, facts)
  const plain = { reopens: false, holdBack: false, due_on: null }
  if (back) return { ...plain, queries: [...back, ...always] }
  if (facts.kind === 'renewal' && facts.loan_id && facts.item_id) {
    const was = shaped(Renewed, facts.undo)
    const queries = [unrenewLoan(facts.loan_id, facts.item_id, was), ...always]
    return { ...plain, queries, due_on: was.due_on }
  }
  if (facts.kind === 'hold_placed' && facts.hold_id)
    return { ...plain, queries: [closeHold(ctx, facts.hold_id), ...always] }
  if (isHoldCommand(facts)) return { ...plain, queries: [...undoHold(ctx, facts), ...always], holdBack: true }
  const was = shaped(Before, facts.undo)
  const hold = [
    ...(was.hold ? [undoMove(facts, was.hold, now)] : []),
    ...(was.bumped ? [undoMove({ ...facts, hold: null }, was.bumped, now)] : []),
  ]
  if (facts.kind === 'hold_cancelled') return { ...plain, queries: [...hold, ...always], holdBack: true }
  const ended = facts.kind === 'checkout' ? shaped(WithEnded, facts.undo) : null
  const reopened = endsLoan(facts) ? facts.loan_id : (ended?.ended_loan_id ?? null)
  const loans = [
    ...(facts.kind === 'checkout' && facts.loan_id ? [dropLoan(ctx, facts.loan_id)] : []),
    ...(reopened ? [reopenLoan(reopened)] : []),
    ...(ended?.ended_event_id ? endingBack(ctx, facts, ended.ended_event_id) : []),
  ]
  const status = facts.item_id && was.status ? [restoreStatus(facts.item_id, was.status, now)] : []
  return {
    queries: [...loans, ...hold, ...status, ...always],
    reopens: reopened !== null,
    holdBack: was.hold !== null,
    due_on: reopened === facts.loan_id ? (facts.loan?.due_on ?? null) : null,
  }
}

const names = (ctx: StaffCtx, kept: KeptUndo): Query[] => [
  itemHeadQuery(kept.item_id ?? '0'),
  patronHeadQuery(kept.patron_id ? [kept.patron_id] : [], ctx.now),
]
const told = (
  _: StaffCtx,
  { item_id: __, patron_id: ___, ...kept }: KeptUndo,
  [items, patrons]: readonly Record<string, unknown>[][],
): Undone => ({
  ...kept,
  item: itemHeadOf(items ?? []),
  patron: headsOf(patrons ?? [])[0] ?? null,
})
