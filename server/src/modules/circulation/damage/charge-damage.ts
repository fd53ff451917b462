import type { BodyOf, chargeDamage as op, OkOf } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { chargeQuery } from '../../finance/index.ts'
import { eventQuery } from '../events/event.store.ts'
import { FrozenPersonRow } from '../facts/frozen-person.store.ts'
import { ItemFacts, itemFacts, itemIs } from '../facts/item-facts.store.ts'
import { lockPatron, patronIs } from '../facts/patron-facts.store.ts'
import { personQuery } from './damage.store.ts'

const ItemRow = Type.Object({ item: ItemFacts })
const PersonRow = Type.Object({ person: FrozenPersonRow })

/**
 * Charges damage to an item, line by line as the list of the library has it.
 * @returns the sum and the event that undo names; `patron_unknown`, `item_unknown` outside of the scope
 */
export const chargeDamage = (
  ctx: StaffCtx,
  ask: BodyOf<typeof op> & { readonly patron_id: string },
): Promise<OkOf<typeof op> | Refusal | RefusedByRules> =>
  once<OkOf<typeof op>>(ctx, ask, {
    facts: [
      lockPatron(patronIs({ patron_id: ask.patron_id })),
      personQuery(ask.patron_id),
      itemFacts(itemIs({ item_id: ask.item_id }), { day: dayOf(ctx.now) }),
    ],
    decide: ([, people = [], items = []], tx) => {
      const person = oneOf(PersonRow, people)?.person
      tx.seen(person?.patron_id ?? null, person ? 'seen' : 'refused')
      if (!person) return refuse('patron_unknown')
      const item = oneOf(ItemRow, items)?.item
      if (!item) return refuse('item_unknown')
      const event_id = uuid7(ctx.now)
      const { item_id, title_id } = item
      const charged_cents = ask.costs.reduce((sum, c) => sum + c.cents, 0)
      return {
        effects: [
          ...ask.costs.map(({ name, cents }) =>
            chargeQuery(ctx, {
              library_id: person.library_id,
              patron_id: person.patron_id,
              charge_kind: 'damage',
              amount_cents: cents,
              reason: name,
              about: { item_id, title_id },
            }),
          ),
          eventQuery(ctx, {
            event_id,
            kind: 'damage_charged',
            occurred_at: ctx.now.toString(),
            item_id,
            person,
            amount_cents: charged_cents,
            undo: { status: null, hold: null },
          }),
        ],
        answer: () => ({ charged_cents, event_id }),
      }
    },
  })
