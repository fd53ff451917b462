import type { DeskAnswer, ResolvedValues } from '@kaft/contract'
import { Type } from 'typebox'
import { keepAnswer, priorAnswer, repeated } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { allOf, shaped } from '../../../base/row.ts'
import type { Query, Together } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { answersOf, type Kept, keptNothing, refusedOr } from '../answer/answer.ts'
import { itemHeadsQuery } from '../answer/answer.store.ts'
import { againIfTwin, commandOf, type DeskCommand } from '../answer/command.ts'
import { ItemFacts, itemFacts } from '../facts/item-facts.store.ts'
import { lockPatron, patronFacts, patronIs, patronsWho } from '../facts/patron-facts.store.ts'
import { type FoundLoan, prolong, renewFacts } from '../renew/renew.ts'
import {
  itemsOfPatron,
  lockItemsOfPatron,
  lockQueuesOfPatron,
  OpenLoanRow,
  openLoansExplained,
} from '../renew/renew.store.ts'

interface KeptAll {
  readonly rows: readonly Kept[]
  readonly event_id: string | null
}
interface Renewed {
  readonly rows: DeskAnswer[]
  readonly event_id: string | null
}
const ItemRow = Type.Object({ item: ItemFacts })

/**
 * Renews every loan of a patron that may be renewed: one command and one transaction, with a result for each. What one
 * refuses does not hold up the others, and one undo takes all of them back.
 */
export function renewAll(
  ctx: StaffCtx,
  ask: { patron_id: string; command_id: string; occurred_at?: string },
): Promise<Renewed | Refusal> {
  const { patron_id, command_id } = ask
  const command = commandOf(ctx, ask)
  const whose = patronIs({ patron_id })
  return againIfTwin(() =>
    transact(ctx, async tx => {
      const [, , , prior, ...rows] = await tx.first([
        lockPatron(whose),
        lockItemsOfPatron(patron_id),
        lockQueuesOfPatron(patron_id),
        priorAnswer(ctx, command_id),
        patronFacts(whose, { day: dayOf(ctx.now) }),
        itemFacts(itemsOfPatron(patron_id), {
          day: dayOf(command.at),
          whose: patronsWho({ patron_id }),
        }),
        openLoansExplained(patron_id),
      ])
      const known = repeated<KeptAll>(prior ?? [], command.hash)
      if (known && isRefusal(known)) return known
      tx.seen(rows[0]?.length ? patron_id : null, rows[0]?.length ? 'seen' : 'refused')
      if (known) return told(ctx, known, await tx.more([headsOf(known)]))
      if (!rows[0]?.length) return refuse('patron_unknown')
      return renewEach(ctx, tx, { command, rows })
    }),
  )
}

const headsOf = ({ rows }: KeptAll): Query => itemHeadsQuery(rows.flatMap(row => row.item_id ?? []))
const told = (ctx: StaffCtx, kept: KeptAll, [heads = []]: readonly Row[][]): Renewed => ({
  rows: answersOf(ctx, kept.rows, heads),
  event_id: kept.event_id,
})

/** Of copies that share a fine per title each pays what it adds to those before it. */
function sharing() {
  const before = new Map<string, number>()
  const keyOf = ({ loan, item }: FoundLoan): string | null =>
    (loan.resolved as ResolvedValues).fine.per === 'title' ? `${item.title_id}/${loan.due_on}` : null
  return {
    of: (found: FoundLoan): number => before.get(keyOf(found) ?? '') ?? 0,
    add: (found: FoundLoan, cents: number): void => {
      const key = keyOf(found)
      if (key !== null) before.set(key, (before.get(key) ?? 0) + cents)
    },
  }
}

async function renewEach(
  ctx: StaffCtx,
  tx: Tx,
  { command, rows: [patrons = [], items = [], loans = []] }: { command: DeskCommand; rows: Row[][] },
): Promise<Renewed> {
  const byLoan = new Map(items.map(row => [shaped(ItemRow, row).item.loan?.loan_id ?? '', row] as const))
  const shared = sharing()
  const done: Kept[] = []
  const effects: (Query | Together)[] = []
  const open = allOf(OpenLoanRow, loans)
  const together = open.map(() => uuid7(ctx.now))
  let first: string | null = null
  for (const [index, { loan_id, ...was }] of open.entries()) {
    const row = byLoan.get(loan_id)
    const found = row && (await renewFacts(ctx, tx, [patrons, [row]], dayOf(command.at)))
    if (!found) continue
    const event_id = together[index] ?? uuid7(ctx.now)
    const said = await prolong(ctx, tx, {
      at: command.at,
      found,
      was,
      event_id,
      shared_cents: shared.of(found),
      ...(first === null ? { together } : {}),
    })
    if ('findings' in said) {
      done.push({ ...keptNothing, ...said, did: refusedOr(ctx, said.findings) })
      continue
    }
    first ??= event_id
    shared.add(found, said.kept.fine?.amount_cents ?? 0)
    effects.push({ together: said.writes }, ...said.fees)
    done.push(said.kept)
  }
  const kept: KeptAll = { rows: done, event_id: first }
  const keep = keepAnswer(ctx, { command_id: command.command_id, hash: command.hash, answer: kept })
  const written = await tx.last([...effects, keep, headsOf(kept)])
  return told(ctx, kept, written.slice(-1))
}
