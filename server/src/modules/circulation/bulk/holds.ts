import { allOf } from '../../../base/row.ts'
import { eventsQuery } from '../events/events.store.ts'
import { Frozen, frozenWhere } from '../facts/loan-facts.store.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { eventsBy, ofMany } from './by.ts'
import { changedHold, type HoldChange, holdBack } from './holds.rules.ts'
import {
  holdsByCodes,
  lockItemsOfHolds,
  lockPatronsOfHolds,
  lockQueuesOfHolds,
  type ManyHold,
  ManyHold as ManyHoldRow,
  manyHolds,
  patronsOfHolds,
  selectHolds,
  setHolds,
} from './holds.store.ts'
import type { Judged, Moment, Subject } from './subject.ts'
import { no, type Values, type Verdict } from './verdict.rules.ts'

const dayOr = (value: Values[string] | undefined): string | null => (typeof value === 'string' ? value : null)

function written(
  at: Moment,
  holds: readonly ManyHold[],
  of: { persons: readonly Frozen[]; back: boolean },
): Judged['effects'] {
  const byId = new Map(holds.map(h => [h.hold_id, h]))
  const person = new Map(of.persons.map(p => [p.patron_id, p]))
  const now = at.ctx.now.toString()
  const kind = at.change.kind === 'hold_cancel' ? ('hold_cancelled' as const) : ('hold_changed' as const)
  return rows => [
    setHolds(
      at.ctx,
      rows.map(r => ({
        hold_id: r.subject_id,
        state: String(r.after.state),
        pickup_branch_id: String(r.after.pickup_branch_id),
        ready_until: dayOr(r.after.ready_until),
        expires_on: dayOr(r.after.expires_on),
      })),
    ),
    eventsQuery(
      eventsBy(at),
      rows.map(r => {
        const hold = byId.get(r.subject_id)
        return {
          event_id: r.event_id,
          kind: of.back ? ('undo' as const) : kind,
          occurred_at: now,
          branch_id: at.ctx.actor.branch_id,
          item_id: hold?.item_id ?? null,
          title_id: hold?.title_id ?? null,
          hold_id: r.subject_id,
          person: person.get(hold?.patron_id ?? '') ?? null,
          undoes: r.undoes,
          reason: of.back ? null : at.reason,
          // Where it was to be picked up before: by that a message says that it moved.
          undo: of.back ? null : { ...ofMany({}), hold: r.before },
        }
      }),
    ),
  ]
}

const byId = (rows: readonly ManyHold[]) => new Map(rows.map(h => [h.hold_id, h]))

/** Holds: cancelling, another pickup branch, another last day. */
export const holds: Subject = {
  selected: (ctx, { kind, filters }, most) => selectHolds(ctx, kind, { f: filters, most }),
  byCodes: holdsByCodes,
  unknown: 'bulk_gone',
  locks: ids => [lockPatronsOfHolds(ids), lockItemsOfHolds(ids), lockQueuesOfHolds(ids)],
  facts: (ids, _today, change) => [
    manyHolds(ids, change.kind === 'hold_pickup' ? change.branch_id : null),
    frozenWhere(patronsOfHolds(ids)),
  ],
  judge: async (at, [holdRows = [], patronRows = []]) => {
    const found = allOf(ManyHoldRow, holdRows)
    const verdicts = new Map<string, Verdict>()
    for (const hold of found) {
      const { pickup_library_id: library_id, pickup_epoch: epoch } = hold
      const book = await rulebookFor(at.ctx, at.tx, { library_id, epoch })
      const calendar = book.calendars.get(hold.pickup_branch_id) ?? null
      verdicts.set(hold.hold_id, changedHold(at.change as HoldChange, hold, { calendar, today: at.today }))
    }
    const persons = allOf(Frozen, patronRows)
    return { verdicts, effects: written(at, found, { persons, back: false }) }
  },
  judgeBack: (at, lines, [holdRows = [], patronRows = []]) => {
    const found = allOf(ManyHoldRow, holdRows)
    const known = byId(found)
    const verdicts = new Map<string, Verdict>()
    for (const line of lines) {
      const hold = known.get(line.subject_id)
      verdicts.set(line.subject_id, hold ? holdBack(line, hold) : no('bulk_gone'))
    }
    const persons = allOf(Frozen, patronRows)
    return { verdicts, effects: written(at, found, { persons, back: true }) }
  },
}
