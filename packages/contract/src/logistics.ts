import { type Static, Type } from 'typebox'
import { DeskAnswer } from './circulation.ts'
import { CrateItem, CrateTrip } from './crate.ts'
import { operation } from './operation.ts'
import { Barcode, closed, CommandId, Day, Id, Instant, Line, Nullable } from './values.ts'

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
  /** Of the title, as its record has it (`dut`): in which language it is read aloud. */
  language: Nullable(Type.String()),
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

export const Crate = closed({
  crate_id: Id,
  code: Type.String(),
  /** Where it usually goes; null: it is asked when it is opened. */
  to_branch_id: Nullable(Id),
  to_branch: Nullable(Type.String()),
})
export const crates = operation({
  id: 'crates',
  method: 'GET',
  path: '/crates',
  leave: 'circulation.shelf',
  summary: 'Crates of this library, those that stand open here, and those on their way to and from here',
  ok: closed({
    /** Being filled here, or emptied here. */
    here: Type.Array(CrateTrip),
    to_receive: Type.Array(CrateTrip),
    sent: Type.Array(CrateTrip),
    /** Crates of this library that are free. */
    free: Type.Array(Crate),
  }),
})
export const addCrate = operation({
  id: 'addCrate',
  method: 'POST',
  path: '/crates',
  leave: 'circulation.shelf',
  status: 201,
  summary: 'Add a crate to the library; without a code of its own it gets the next of its branch',
  body: closed({ command_id: CommandId, code: Nullable(Barcode), to_branch_id: Nullable(Id) }),
  ok: Crate,
  codes: ['barcode_in_use', 'crate_not_reachable'],
})
export const openCrate = operation({
  id: 'openCrate',
  method: 'POST',
  path: '/crates/:crate_id/open',
  leave: 'circulation.shelf',
  status: 201,
  summary: 'Open a crate to be filled for a branch',
  params: closed({ crate_id: Id }),
  body: closed({ command_id: CommandId, to_branch_id: Id }),
  ok: DeskAnswer,
  codes: ['crate_not_reachable', 'crate_busy'],
})
const trip = {
  method: 'POST',
  leave: 'circulation.shelf',
  status: 201,
  params: closed({ trip_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: DeskAnswer,
} as const
export const closeCrate = operation({
  ...trip,
  id: 'closeCrate',
  path: '/crate-trips/:trip_id/close',
  summary: 'Close a crate: it is on its way',
  codes: ['crate_empty', 'crate_busy'],
})
export const receiveCrate = operation({
  ...trip,
  id: 'receiveCrate',
  path: '/crate-trips/:trip_id/receive',
  summary: 'A crate arrived: its items are scanned next',
  codes: ['crate_not_for_here', 'crate_busy'],
})
export const emptyCrate = operation({
  ...trip,
  id: 'emptyCrate',
  path: '/crate-trips/:trip_id/empty',
  summary: 'All that was in a crate was taken out; what is missing is listed',
  codes: ['crate_busy'],
})
export const readCrate = operation({
  id: 'readCrate',
  method: 'GET',
  path: '/crate-trips/:trip_id',
  leave: 'circulation.shelf',
  summary: 'What lies in a crate, and what its label says',
  params: closed({ trip_id: Id }),
  ok: closed({
    trip: CrateTrip,
    items: Type.Array(CrateItem),
    /** Widths of bars and spaces of its code, in modules (ISO/IEC 15417). */
    bars: Type.Array(Type.Integer()),
  }),
})

export const Transit = closed({
  item_id: Id,
  title: Type.String(),
  language: Nullable(Type.String()),
  barcode: Type.String(),
  from_branch: Type.String(),
  to_branch: Type.String(),
  /** Travels to this branch, or left it. */
  inward: Type.Boolean(),
  since: Instant,
  days: Type.Integer(),
  late: Type.Boolean(),
  because: Type.Union([Type.Literal('hold'), Type.Literal('home')]),
  crate: Nullable(Type.String()),
  /** Where its place is. */
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  sought_at: Nullable(Instant),
  sought_by: Nullable(Type.String()),
})
export type Transit = Static<typeof Transit>
export const transits = operation({
  id: 'transits',
  method: 'GET',
  path: '/transits',
  leave: 'circulation.shelf',
  summary: 'What travels to this branch and from it, longest first, and what is late',
  ok: closed({
    rows: Type.Array(Transit),
    /** There are more than the list shows. */
    more: Type.Boolean(),
    late: Type.Integer(),
    late_days: Type.Integer(),
  }),
})
const late = {
  method: 'POST',
  leave: 'circulation.shelf',
  purpose: 'functional',
  status: 201,
  params: closed({ item_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: closed({ event_id: Type.String() }),
  codes: ['transit_over'],
} as const
export const seekTransit = operation({
  ...late,
  id: 'seekTransit',
  path: '/transits/:item_id/seek',
  summary: 'Somebody looks for an item that is late on its way; both branches see that',
})
export const shelveTransit = operation({
  ...late,
  id: 'shelveTransit',
  path: '/transits/:item_id/shelve',
  summary: 'An item on its way stands on its shelf after all; whoever waited for it waits on',
})
export const loseTransit = operation({
  ...late,
  id: 'loseTransit',
  path: '/transits/:item_id/lose',
  summary: 'An item was lost on its way: it is missing, and whoever waited for it waits on',
})
export const itemSlip = operation({
  id: 'itemSlip',
  method: 'GET',
  path: '/items/:item_id/slip',
  leave: 'circulation.take_back',
  purpose: 'functional',
  summary: 'What the slip around an item says: code of the hold shelf or branch, never a name',
  params: closed({ item_id: Id }),
  ok: closed({
    to: Type.Union([Type.Literal('hold_shelf'), Type.Literal('transit')]),
    branch: Type.String(),
    library: Type.String(),
    hold_code: Nullable(Type.String()),
    /** Last four of the card or initials, as the library chooses; null where it chooses neither. */
    mark: Nullable(Type.String()),
    until: Nullable(Day),
    title: Type.String(),
    barcode: Type.String(),
    bars: Type.Array(Type.Integer()),
  }),
  codes: ['slip_none'],
})
