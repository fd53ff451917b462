import { type Static, Type } from 'typebox'
import { DeskAnswer } from './circulation.ts'
import { operation } from './operation.ts'
import { Barcode, closed, CommandId, Id, Instant, Line, Nullable } from './values.ts'

/** Items on their way between shelf, hold shelf and branch: the pull list and the walk along the shelves. */

/** Who looks for a line of the pull list now. */
export const Claim = closed({
  branch_id: Id,
  branch_name: Type.String(),
  until: Instant,
  /** The colleague, where it is one of this library. */
  by: Nullable(Type.String()),
})
export const PullLine = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  item_type: Type.String(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  /** How many this branch should fetch. */
  needed: Type.Integer(),
  items_here: Type.Integer(),
  /** Somebody waits who picks up at this library (B); else it goes to another (N). */
  own: Type.Boolean(),
  for_branch: Type.String(),
  barcodes: Type.Array(Type.String()),
  /** How often it was looked for here in vain. */
  tries: Type.Integer(),
  /** `free`: anyone may begin; `here`: this branch looks for it; `elsewhere`: another branch does. */
  state: Type.Union([Type.Literal('free'), Type.Literal('here'), Type.Literal('elsewhere')]),
  claim: Nullable(Claim),
})
export type PullLine = Static<typeof PullLine>
/** Over the last ninety days: what a library found for the others, and what the others found for it. */
export const Share = closed({
  library_id: Id,
  library_name: Type.String(),
  filled: Type.Integer(),
  received: Type.Integer(),
  own: Type.Boolean(),
})
export const pullList = operation({
  id: 'pullList',
  method: 'GET',
  path: '/pull-list',
  leave: 'circulation.shelf',
  summary: 'Items on the shelf here that someone waits for, own first, in the order in which one walks',
  ok: closed({
    rows: Type.Array(PullLine),
    /** There are more than the list shows. */
    more: Type.Boolean(),
    /** Until when this branch looks for its lines; null when nobody began. */
    until: Nullable(Instant),
    share: Type.Array(Share),
  }),
})
export const startPull = operation({
  id: 'startPull',
  method: 'POST',
  path: '/pull-list/start',
  leave: 'circulation.shelf',
  purpose: 'functional',
  status: 201,
  summary: 'Claim the first lines of the list for sixty minutes, so that no other branch fetches the same',
  body: closed({ command_id: CommandId }),
  ok: closed({ claimed: Type.Integer(), until: Instant }),
})
export const stopPull = operation({
  id: 'stopPull',
  method: 'POST',
  path: '/pull-list/stop',
  leave: 'circulation.shelf',
  purpose: 'functional',
  status: 201,
  summary: 'Give the lines back that this branch claimed and did not find',
  body: closed({ command_id: CommandId }),
  ok: closed({ released: Type.Integer() }),
})
export const pullFound = operation({
  id: 'pullFound',
  method: 'POST',
  path: '/pull-list/found',
  leave: 'circulation.shelf',
  purpose: 'functional',
  status: 201,
  summary: 'An item of the list was found: say whether it goes to the hold shelf or into a crate',
  body: closed({ command_id: CommandId, code: Barcode }),
  ok: DeskAnswer,
  codes: ['item_unknown', 'code_ambiguous', 'pull_not_wanted', 'pull_not_here'],
})
export const pullNotFound = operation({
  id: 'pullNotFound',
  method: 'POST',
  path: '/pull-list/not-found',
  leave: 'circulation.shelf',
  purpose: 'functional',
  status: 201,
  summary: 'A line was not found: others may look at once, and after some tries the item is missing',
  body: closed({ command_id: CommandId, title_id: Id }),
  ok: closed({
    event_id: Type.String(),
    tries: Type.Integer(),
    /** Barcodes of items that are missing from now on. */
    missing: Type.Array(Type.String()),
  }),
  codes: ['pull_line_gone'],
})

export const Shelf = closed({
  shelf: Type.String(),
  items: Type.Integer(),
  /** What the label of the shelf says to a scanner; null before the order was set. */
  label: Nullable(Type.String()),
  /** Widths of bars and spaces of the label, in modules (ISO/IEC 15417). */
  bars: Type.Array(Type.Integer()),
})
export const shelfOrder = operation({
  id: 'shelfOrder',
  method: 'GET',
  path: '/shelf-order',
  leave: 'circulation.shelf',
  summary: 'The shelves of this branch in the order in which one walks along them',
  ok: closed({ set: Type.Boolean(), rows: Type.Array(Shelf) }),
})
export const setShelfOrder = operation({
  id: 'setShelfOrder',
  method: 'PUT',
  path: '/shelf-order',
  leave: 'circulation.shelf',
  summary: 'Set the order of the shelves of this branch, whole',
  body: closed({ command_id: CommandId, shelves: Type.Array(Line(60), { maxItems: 1000 }) }),
  ok: closed({ shelves: Type.Integer() }),
})
