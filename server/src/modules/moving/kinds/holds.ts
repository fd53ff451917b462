import { type MovedHold, moveHolds, removeMovedHolds } from '../../circulation/index.ts'
import { gone } from './gone.ts'
import { joined, type Kind, type Ready, str, strOr, unchanged } from './kind.ts'

const holdOf =
  (at: string) =>
  ({ key, values, refs }: Ready): MovedHold => ({
    key,
    patron_id: refs.patron_id ?? '0',
    title_id: refs.title_id ?? '0',
    branch_id: str(values, 'branch') ?? '',
    placed_at: str(values, 'placed_at') ?? at,
    state: (str(values, 'state') ?? 'waiting') as MovedHold['state'],
    item_id: refs.item_id,
    ready_until: strOr(values, 'ready_until'),
    expires_on: strOr(values, 'expires_on'),
    suspended_until: strOr(values, 'suspended_until'),
  })

export const holds: Kind = {
  kind: 'holds',
  keyOf: values => joined(values, 'patron', 'card', 'title', 'isbn', 'item', 'barcode'),
  needs: ['patron_id', 'title_id'],
  look: async (_moving, rows) => ({ made: rows.map(({ key }) => ({ key, id: '0' })), refused: [] }),
  make: (moving, rows) => moveHolds(moving, rows.map(holdOf(moving.at))),
  // Another place, branch or state is another hold: the old one goes, and a new one comes where it belongs.
  change: async (moving, rows) => {
    const left = new Set(
      await gone(
        moving.tx,
        removeMovedHolds(
          rows.map(r => r.id),
          moving.at,
        ),
      ),
    )
    const fresh = rows.filter(r => left.has(r.id))
    const said = await moveHolds(moving, fresh.map(holdOf(moving.at)))
    return {
      made: [...said.made, ...unchanged(rows.filter(r => !left.has(r.id))).made],
      refused: said.refused,
    }
  },
  end: ({ at }, ids) => removeMovedHolds(ids, at),
  takeBack: async ({ tx, ctx }, ids) => gone(tx, removeMovedHolds(ids, ctx.now.toString())),
}

interface Placed {
  readonly values: Readonly<Record<string, string | number | boolean>>
}
const LAST = Number.MAX_SAFE_INTEGER
const titleWord = ({ values }: Placed): string => joined(values, 'title', 'isbn', 'item', 'barcode') ?? ''
const at = ({ values }: Placed, none: string): string => str(values, 'placed_at') ?? none
const place = ({ values }: Placed): number => (typeof values['place'] === 'number' ? values['place'] : LAST)

/**
 * Holds in the order of their queues. Here a queue goes by the moment of placing, so where the old system had moved
 * somebody up, the moments are set so that the order stands.
 */
export function queued<D extends Placed>(drafts: readonly D[], none: string): D[] {
  const queues = Map.groupBy(drafts, titleWord)
  return [...queues.values()].flatMap(queue => {
    let last = 0
    return queue
      .toSorted(
        (a, b) => place(a) - place(b) || (at(a, none) < at(b, none) ? -1 : at(a, none) > at(b, none) ? 1 : 0),
      )
      .map(draft => {
        const said = Temporal.Instant.from(at(draft, none)).epochMilliseconds
        last = Math.max(said, last + 1)
        const placed_at = Temporal.Instant.fromEpochMilliseconds(last).toString()
        return { ...draft, values: { ...draft.values, placed_at } }
      })
  })
}
