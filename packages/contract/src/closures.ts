import { type Static, Type } from 'typebox'
import { BulkRun } from './bulk.ts'
import { operation } from './operation.ts'
import { Cents, closed, CommandId, Day, Id, Instant, Line, OneOf } from './values.ts'

/*
 * A closure: days on which branches are closed, on holiday or free of fines, and at once everything that hangs on
 * those days. What is booked never changes.
 */
const plan = {
  branch_ids: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }),
  type: OneOf(['gesloten', 'vakantie', 'boetevrij']),
  from_on: Day,
  until_on: Day,
  /** what happens to dates in it: off the closed days by the rules; all to the first open day after it; nothing */
  moves: OneOf(['off_closed', 'after', 'none']),
}
export const ClosurePlan = closed(plan)
export type ClosurePlan = Static<typeof ClosurePlan>

const MovedDay = closed({ branch_id: Id, from: Day, to: Day, count: Type.Integer() })
export const ClosurePreview = closed({
  /** Due dates that move, and those of the period that stay. */
  loans: closed({ moving: Type.Integer(), staying: Type.Integer(), by_day: Type.Array(MovedDay) }),
  /** Last days on the hold shelf. */
  holds: closed({ moving: Type.Integer(), staying: Type.Integer(), by_day: Type.Array(MovedDay) }),
  /** What runs for late loans until the day after the period, as it is now and as it would be; nothing of it is booked. */
  fines: closed({ late: Type.Integer(), before_cents: Cents, after_cents: Cents }),
  /** Messages that are planned for these days, by the dates as they are now. */
  messages: closed({ predue: Type.Integer(), reminders: Type.Integer(), invoices: Type.Integer() }),
  /** Items on their way to and from these branches. */
  transits: closed({ coming: Type.Integer(), leaving: Type.Integer() }),
  /** Days of a calendar that become something else. */
  days: Type.Integer(),
})
export type ClosurePreview = Static<typeof ClosurePreview>

export const Closure = closed({
  closure_id: Id,
  ...plan,
  reason: Type.String(),
  state: OneOf(['applied', 'undone']),
  made_at: Instant,
  made_by: Type.String(),
  runs: Type.Array(BulkRun),
})
export type Closure = Static<typeof Closure>
const one = closed({ closure_id: Id })

export const previewClosure = operation({
  id: 'previewClosure',
  method: 'POST',
  path: '/closures/preview',
  leave: 'organisation.configure',
  summary: 'What a closure would change: loans, holds, fines, messages, transits; nothing is changed',
  body: closed(plan),
  ok: ClosurePreview,
  codes: ['branch_not_yours', 'closure_past', 'no_calendar'],
})
export const applyClosure = operation({
  id: 'applyClosure',
  method: 'POST',
  path: '/closures',
  leave: 'organisation.configure',
  purpose: 'administration',
  status: 201,
  summary: 'Set the days and move the dates that fall on them, as one action that can be undone',
  body: closed({ command_id: CommandId, ...plan, reason: Line(200) }),
  ok: Closure,
  codes: ['branch_not_yours', 'closure_past'],
})
export const workClosure = operation({
  id: 'workClosure',
  method: 'POST',
  path: '/closures/:closure_id/work',
  leave: 'organisation.configure',
  purpose: 'administration',
  summary:
    'Do the next batch of a closure, and say how far it is; a job does the same for what nobody looks at',
  params: one,
  body: closed({}),
  ok: Closure,
})
export const listClosures = operation({
  id: 'listClosures',
  method: 'GET',
  path: '/closures',
  leave: 'organisation.configure',
  summary: 'Closures of the own library, newest first',
  ok: closed({ rows: Type.Array(Closure) }),
})
export const changeClosureEnd = operation({
  id: 'changeClosureEnd',
  method: 'POST',
  path: '/closures/:closure_id/end',
  leave: 'organisation.configure',
  purpose: 'administration',
  status: 201,
  summary:
    'Extend a closure, or end it earlier; dates that moved for it stay where they are when it ends earlier',
  params: one,
  body: closed({ command_id: CommandId, until_on: Day }),
  ok: Closure,
  codes: ['closure_past', 'closure_undone'],
})
export const undoClosure = operation({
  id: 'undoClosure',
  method: 'POST',
  path: '/closures/:closure_id/undo',
  leave: 'organisation.configure',
  purpose: 'administration',
  status: 201,
  summary: 'Undo a closure: the days as they were, and each date back that was not changed since',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: Closure,
  codes: ['closure_undone', 'bulk_too_late'],
})
