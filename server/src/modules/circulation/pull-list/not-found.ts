import type { OkOf, pullNotFound as notFoundOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import type { Refusal, StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { beginConditionQuery, itemMissingQuery } from '../../inventory/index.ts'
import { eventQuery } from '../events/event.store.ts'
import { lockQueues } from '../holds/hold.store.ts'
import { numberOf, settingQuery } from '../settings/setting.store.ts'
import { decideNotFound, nextDay } from './not-found.rules.ts'
import { lockItems, noteMisses, Sought, soughtQuery } from './not-found.store.ts'
import { ClaimsOfTitle, claimsOfTitle, releaseTitle } from './pull-list.store.ts'
import { whereOf } from './pull-list.ts'

const KEY = 'circulation.pull_tries'

/**
 * None of the items of this line stands where it should. The line is open to every other branch at once, and nobody
 * here is sent again today; an item that was missed often enough is missing.
 */
export function pullNotFound(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly title_id: string },
): Promise<OkOf<typeof notFoundOp> | Refusal | RefusedByRules> {
  const where = whereOf(ctx)
  const { branch_id, at } = where
  const { title_id } = ask
  return once(ctx, ask, {
    facts: [
      lockItems(branch_id, title_id),
      lockQueues([title_id]),
      soughtQuery(where, title_id),
      settingQuery(ctx, KEY),
      claimsOfTitle(where, title_id),
    ],
    decide: rows => {
      const looked = allOf(Sought, rows[2] ?? [])
      if (looked.length === 0) return refusedBy([{ code: 'pull_line_gone', weight: 'stop', about: {} }])
      const { misses, tries, missing } = decideNotFound(looked, numberOf(rows[3], KEY))
      const event_id = uuid7(ctx.now)
      const undo = {
        misses: looked.map(({ item_id, was }) => ({ item_id, was })),
        missing: missing.map(one => one.item_id),
        claimed: shaped(ClaimsOfTitle, rows[4]?.[0]),
      }
      const event = { occurred_at: at, person: null, title_id }
      return {
        effects: [
          noteMisses(where, misses, nextDay(ctx.now)),
          releaseTitle(branch_id, title_id),
          ...(missing.length > 0 ? [itemMissingQuery(undo.missing)] : []),
          ...undo.missing.map(item_id =>
            beginConditionQuery({ item_id, kind: 'missing', note: null, event_id, at }),
          ),
          eventQuery(ctx, { ...event, event_id, kind: 'hold_not_found', item_id: null, undo }),
          ...missing.map(({ item_id }) =>
            eventQuery(ctx, {
              ...event,
              event_id: uuid7(ctx.now),
              kind: 'item_missing',
              item_id,
              undo: null,
            }),
          ),
        ],
        answer: () => ({ event_id, tries, missing: missing.map(one => one.barcode) }),
      }
    },
  })
}
