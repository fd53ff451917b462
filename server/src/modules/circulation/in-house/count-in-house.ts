import type { DeskAnswer } from '@kaft/contract'
import { Type } from 'typebox'
import { priorAnswer, repeated } from '../../../base/command.ts'
import { isRefusal, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { emptyAnswer, finish, nothingDone, type Kept, keptNothing, replay } from '../answer/answer.ts'
import { againIfTwin, type DeskCommand } from '../answer/command.ts'
import { eventWrites } from '../events/event.store.ts'
import { ItemFacts, itemFacts, itemIs } from '../facts/item-facts.store.ts'

const ItemRow = Type.Object({ item: ItemFacts })

/**
 * Counts that an item was consulted in the library: an event without anyone's name. Nothing is lent or taken back;
 * what the system thinks of the item otherwise is told.
 */
export const countInHouse = (
  ctx: StaffCtx,
  { item_id, command }: { readonly item_id: string; readonly command: DeskCommand },
): Promise<DeskAnswer | Refusal> =>
  againIfTwin(() =>
    transact(ctx, async tx => {
      const [prior, rows] = await tx.first([
        priorAnswer(ctx, command.command_id),
        itemFacts(itemIs({ item_id }), { day: dayOf(command.at) }),
      ])
      const known = repeated<Kept>(prior ?? [], command.hash)
      if (known) return isRefusal(known) ? known : replay(ctx, tx, known)
      const item = oneOf(ItemRow, rows ?? [])?.item
      if (!item) return { ...emptyAnswer, findings: [{ code: 'item_unknown', weight: 'stop', about: {} }] }
      const event_id = uuid7(ctx.now)
      const writes = eventWrites(ctx, {
        event_id,
        kind: 'in_house',
        occurred_at: command.at,
        item_id,
        person: null,
        undo: { status: null, hold: null },
      })
      const kept: Kept = { ...keptNothing, did: 'counted', item_id, event_id, findings: strange(item) }
      return finish(ctx, tx, { ...nothingDone, writes, kept, command })
    }),
  )

/** What lies here although the system has it elsewhere: somebody should scan it without this mode. */
const strange = ({ status, state }: ItemFacts): Finding[] => [
  ...(status === 'on_loan' ? [{ code: 'item_out', weight: 'info', about: {} } as const] : []),
  ...(state === 'missing' ? [{ code: 'item_missing', weight: 'info', about: {} } as const] : []),
  ...(state === 'lost' ? [{ code: 'item_lost', weight: 'info', about: {} } as const] : []),
]
