import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { refreshHeld } from '../../cataloguing/index.ts'
import {
  beginConditionsQuery,
  endAllConditionsQuery,
  type ItemSet,
  lockItems,
  setItemsQuery,
  undoManyConditionsQuery,
} from '../../inventory/index.ts'
import { eventsQuery } from '../events/events.store.ts'
import { eventsBy, ofMany } from './by.ts'
import { changedItem, type ItemChange, itemBack, stateEvent } from './items.rules.ts'
import {
  itemsByCodes,
  type ManyItem,
  ManyItem as ManyItemRow,
  manyItems,
  selectItems,
  shelveManyQuery,
} from './items.store.ts'
import type { Judged, Moment, Subject, Written } from './subject.ts'
import { no, type Verdict } from './verdict.rules.ts'

const setOf = (row: Written): ItemSet => ({ item_id: row.subject_id, ...row.after }) as unknown as ItemSet

function events(at: Moment, rows: readonly Written[]): Query[] {
  const now = at.ctx.now.toString()
  const told = rows.flatMap(row => {
    const kind = stateEvent(row.before, row.after)
    if (kind === null) return []
    const undone = row.undoes !== null
    return [
      {
        event_id: row.event_id,
        kind: undone ? ('undo' as const) : kind,
        occurred_at: now,
        branch_id: at.ctx.actor.branch_id,
        item_id: row.subject_id,
        person: null,
        undoes: row.undoes,
        reason: undone ? null : at.reason,
        undo: undone ? null : ofMany(row.before),
      },
    ]
  })
  return told.length > 0 ? [eventsQuery(eventsBy(at), told)] : []
}

/** What each item went through, in step with its state: begun, ended, or as if it never was. */
function conditions(at: Moment, rows: readonly Written[]): Query[] {
  const { change } = at
  if (change.kind !== 'item_state' || rows.length === 0) return []
  const now = at.ctx.now.toString()
  const back = rows.flatMap(row => row.undoes ?? [])
  if (back.length > 0) return [undoManyConditionsQuery(back, now)]
  const of = rows.map(row => ({ item_id: row.subject_id, event_id: row.event_id }))
  if (change.state !== 'in_use')
    return [beginConditionsQuery(of, { kind: change.state, note: at.reason, at: now })]
  return [
    endAllConditionsQuery(of, now),
    shelveManyQuery(
      of.map(one => one.item_id),
      now,
    ),
  ]
}

/** Items, what search knows of their titles, and the events of new states. */
const written =
  (at: Moment, items: readonly ManyItem[]): Judged['effects'] =>
  rows => {
    const titles = new Map(items.map(i => [i.item_id, i.title_id]))
    const changed = [...new Set(rows.flatMap(row => titles.get(row.subject_id) ?? []))]
    return [
      setItemsQuery(rows.map(setOf)),
      refreshHeld(changed, at.ctx.now.toString()),
      ...conditions(at, rows),
      ...events(at, rows),
    ]
  }

/** Items of the own library: where they stand, what they are, whether they are lent. */
export const items: Subject = {
  selected: (ctx, { filters }, most) => selectItems(ctx, filters, most),
  byCodes: itemsByCodes,
  unknown: 'item_unknown',
  locks: ids => [lockItems(ids)],
  facts: ids => [manyItems(ids)],
  judge: async (at, [rows = []]) => {
    const found = allOf(ManyItemRow, rows)
    const verdicts = new Map<string, Verdict>(
      found.map(item => [item.item_id, changedItem(at.change as ItemChange, item)]),
    )
    return { verdicts, effects: written(at, found) }
  },
  judgeBack: (at, lines, [rows = []]) => {
    const found = allOf(ManyItemRow, rows)
    const known = new Map(found.map(item => [item.item_id, item]))
    const verdicts = new Map<string, Verdict>()
    for (const line of lines) {
      const item = known.get(line.subject_id)
      verdicts.set(line.subject_id, item ? itemBack(at.change as ItemChange, line, item) : no('item_unknown'))
    }
    return { verdicts, effects: written(at, found) }
  },
}
