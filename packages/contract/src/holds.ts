import { type Static, Type } from 'typebox'
import { Explanation } from './circulation.ts'
import { Code } from './codes.ts'
import { HoldPolicy } from './hold-policy.ts'
import { OpenPurchase } from './purchases.ts'
import { operation } from './operation.ts'
import { Barcode, Cents, closed, CommandId, Day, Id, Instant, Nullable, OneOf } from './values.ts'

const command = { command_id: CommandId }
const accept = Type.Optional(Type.Array(Code, { maxItems: 20 }))
const one = closed({ hold_id: Id })
const lang = Type.Optional(OneOf(['nl', 'en']))

/**
 * When a waiting hold may be served, in days from now: half of such waits fall within the band. Made of how long
 * items stayed out before, and of the queue; absent where there is too little history to say.
 */
export const Estimate = closed({
  low_days: Type.Integer({ minimum: 0 }),
  mid_days: Type.Integer({ minimum: 0 }),
  high_days: Type.Integer({ minimum: 0 }),
  /** Items that serve this queue, and how many wait before. */
  copies: Type.Integer({ minimum: 0 }),
  ahead: Type.Integer({ minimum: 0 }),
  /** How many returns it was learned from, and of what. */
  returns: Type.Integer({ minimum: 0 }),
  learned_from: OneOf(['title', 'item_type', 'shelf']),
})
export type Estimate = Static<typeof Estimate>

/** Why no item can ever fill a hold, as things stand. */
export const Hopeless = OneOf(['no_items', 'all_gone', 'not_loanable', 'item_gone'])
export type Hopeless = Static<typeof Hopeless>

export const Hold = closed({
  hold_id: Id,
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  material: Type.String(),
  language: Nullable(Type.String()),
  state: OneOf(['waiting', 'in_transit', 'ready', 'filled', 'cancelled', 'expired']),
  placed_at: Instant,
  pickup_branch_id: Id,
  pickup_branch: Type.String(),
  /** One more than the holds before it that are not suspended; absent once it has caught an item. */
  place: Nullable(Type.Integer()),
  waiting: Type.Integer(),
  hold_code: Nullable(Type.String()),
  ready_until: Nullable(Day),
  /** Titles that would do as well. */
  also: Type.Array(closed({ title_id: Id, title: Type.String() })),
  /** The only item that will do, where one was asked for. */
  wanted: Nullable(closed({ item_id: Id, barcode: Type.String(), branch: Type.String() })),
  source: OneOf(['desk', 'self', 'internet', 'job']),
  /** Keeps its place, gets nothing before this day; 9999-12-31: until someone resumes it. */
  suspended_until: Nullable(Day),
  expires_on: Nullable(Day),
  /** It waits for the volume before it. */
  after_open: Type.Boolean(),
  hopeless: Nullable(Hopeless),
  /** Other libraries are asked until this day. */
  ibl_until: Nullable(Day),
  placing_cents: Cents,
  pickup_cents: Cents,
  not_collected_cents: Cents,
  ibl_cents: Cents,
  estimate: Nullable(Estimate),
})
export type Hold = Static<typeof Hold>
const Done = closed({ hold: Hold, event_id: Type.String() })

export const patronHolds = operation({
  id: 'patronHolds',
  method: 'GET',
  path: '/patrons/:patron_id/holds',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'Open holds of a patron, each with its place and when it may come',
  params: closed({ patron_id: Id }),
  ok: closed({ rows: Type.Array(Hold) }),
})
export const placeHold = operation({
  id: 'placeHold',
  method: 'POST',
  path: '/holds',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Reserve a title, one item of it, or whichever of several titles comes first',
  body: closed({
    ...command,
    patron_id: Id,
    title_id: Id,
    pickup_branch_id: Id,
    /** Other titles that would do as well: one hold, and the first to come fills it. */
    also_title_ids: Type.Optional(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
    /** This item and no other. */
    item_id: Type.Optional(Id),
    /** In a series: only once this hold of the same patron is closed. */
    after_hold_id: Type.Optional(Id),
    /** Not needed before this day, and no more after that one. */
    not_before: Type.Optional(Day),
    not_after: Type.Optional(Day),
    accept,
  }),
  ok: Done,
  codes: [
    'patron_expired',
    'patron_blocked',
    'not_identified',
    'debt_block',
    'hold_not_allowed',
    'hold_duplicate',
    'hold_already_on_loan',
    'hold_no_items',
    'hold_days_invalid',
    'hold_item_unfit',
    'hold_series_unknown',
    'pickup_branch_not_reachable',
    'item_available_here',
    'limit_reached',
    'no_rule',
    'title_unknown',
  ],
})
export const cancelHold = operation({
  id: 'cancelHold',
  method: 'POST',
  path: '/holds/:hold_id/cancel',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Cancel a hold; an item that lay ready goes to the next in the queue at its next scan',
  params: one,
  body: closed(command),
  ok: Done,
  codes: ['hold_closed'],
})
export const suspendHold = operation({
  id: 'suspendHold',
  method: 'POST',
  path: '/holds/:hold_id/suspend',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Suspend a hold until a day, or until it is resumed; it keeps its place in the queue',
  params: one,
  body: closed({ ...command, until: Type.Optional(Day) }),
  ok: Done,
  codes: ['hold_closed', 'hold_not_waiting', 'hold_days_invalid'],
})
export const resumeHold = operation({
  id: 'resumeHold',
  method: 'POST',
  path: '/holds/:hold_id/resume',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Resume a suspended hold, at the place that it kept',
  params: one,
  body: closed(command),
  ok: Done,
  codes: ['hold_closed', 'hold_not_suspended'],
})
export const changeHold = operation({
  id: 'changeHold',
  method: 'POST',
  path: '/holds/:hold_id/change',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Change where a hold is picked up, or until when it waits',
  params: one,
  body: closed({
    ...command,
    pickup_branch_id: Type.Optional(Id),
    expires_on: Type.Optional(Day),
  }),
  ok: Done,
  codes: ['hold_closed', 'hold_days_invalid', 'pickup_branch_not_reachable'],
})
export const escalateHold = operation({
  id: 'escalateHold',
  method: 'POST',
  path: '/holds/:hold_id/escalate',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Ask libraries outside of the cooperation for an item (IBL), one after the other',
  params: one,
  body: closed({ ...command, accept }),
  ok: Done,
  codes: ['hold_closed', 'hold_not_waiting', 'ibl_already', 'ibl_own_item', 'ibl_nobody'],
})
export const endIbl = operation({
  id: 'endIbl',
  method: 'POST',
  path: '/holds/:hold_id/ibl/end',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Stop asking other libraries; the hold waits as before and its cost is taken back by rule',
  params: one,
  body: closed(command),
  ok: Done,
  codes: ['hold_closed', 'ibl_not_asked'],
})

export const explainHold = operation({
  id: 'explainHold',
  method: 'GET',
  path: '/holds/:hold_id/why',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'Why a hold stands where it stands: its place, each item, and when it may come',
  params: one,
  query: closed({ lang }),
  ok: Explanation,
})
export const explainAllocation = operation({
  id: 'explainAllocation',
  method: 'GET',
  path: '/items/:item_id/allocation',
  leave: 'circulation.shelf',
  summary: 'Who would get this item now, who comes after, and who not, each with the reason; without persons',
  params: closed({ item_id: Id }),
  query: closed({ lang }),
  ok: Explanation,
})
const Both = closed({ now: Type.Integer(), draft: Type.Integer() })
export const previewHoldPolicy = operation({
  id: 'previewHoldPolicy',
  method: 'POST',
  path: '/holds/policy/preview',
  leave: 'organisation.configure',
  summary:
    'Who would get the next item of the titles most waited for, now and by this policy; nothing is changed',
  body: closed({ policy: HoldPolicy }),
  ok: closed({
    /** Titles of the library for which at least two wait, the longest queues first. */
    titles: Type.Integer(),
    changed: Type.Integer(),
    own: Both,
    travels: Both,
    nobody: Both,
    /** Some that change: where the item would go; null is nobody. */
    examples: Type.Array(
      closed({
        title_id: Id,
        title: Type.String(),
        now: Nullable(Type.String()),
        draft: Nullable(Type.String()),
      }),
    ),
  }),
})
export const titleQueue = operation({
  id: 'titleQueue',
  method: 'GET',
  path: '/titles/:title_id/queue',
  leave: 'cataloguing.read',
  summary: 'Who waits for a title, by branch and day and without persons, and when a new hold may come',
  params: closed({ title_id: Id }),
  ok: closed({
    waiting: Type.Integer(),
    rows: Type.Array(
      closed({
        place: Nullable(Type.Integer()),
        own: Type.Boolean(),
        pickup_branch: Type.String(),
        placed_on: Day,
        suspended_until: Nullable(Day),
      }),
    ),
    estimate: Nullable(Estimate),
  }),
})

/** A hold that no item can fill as things stand. The patron stands on their own page, not in a list. */
export const HopelessHold = closed({
  hold_id: Id,
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  pickup_branch: Type.String(),
  placed_on: Day,
  reason: Hopeless,
  isbn: Nullable(Type.String()),
  /** Libraries outside of the cooperation that could be asked. */
  ibl_libraries: Type.Integer(),
  ibl_until: Nullable(Day),
  /** Of the own readers who wait for this title: how many. */
  waiting: Type.Integer(),
  /** What is suggested already to buy for it. */
  purchase: Nullable(OpenPurchase),
})
export const hopelessHolds = operation({
  id: 'hopelessHolds',
  method: 'GET',
  path: '/holds/hopeless',
  leave: 'circulation.hold',
  summary: 'Holds of own readers that no item can fill: everything is gone, or nothing is within reach',
  ok: closed({ rows: Type.Array(HopelessHold) }),
})
export const HoldRatio = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  material: Type.String(),
  isbn: Nullable(Type.String()),
  holds: Type.Integer(),
  items: Type.Integer(),
  on_order: Type.Integer(),
  /** Holds for each item, those on order counted. */
  ratio: Type.Number(),
  /** How many more would bring it to the limit. */
  more_needed: Type.Integer(),
  /** What is suggested already to buy for it. */
  purchase: Nullable(OpenPurchase),
})
export const holdRatios = operation({
  id: 'holdRatios',
  method: 'GET',
  path: '/holds/ratios',
  leave: 'circulation.hold',
  summary: 'Titles with more holds of own readers for each own item than the library wants',
  query: closed({ above: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$' })) }),
  ok: closed({ above: Type.Integer(), rows: Type.Array(HoldRatio) }),
})

/** A request between libraries (IBL), as both sides see it: no patron. */
export const IblLine = closed({
  ibl_id: Id,
  hold_id: Id,
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  library: Type.String(),
  lender: Type.String(),
  pickup_branch: Type.String(),
  state: OneOf(['planned', 'asked', 'sent', 'refused', 'lapsed', 'withdrawn']),
  turn: Type.Integer(),
  asked_on: Nullable(Day),
  until: Nullable(Day),
  /** For the library that is asked: its items that could be sent, by barcode. */
  barcodes: Type.Array(Type.String()),
})
export const iblBoard = operation({
  id: 'iblBoard',
  method: 'GET',
  path: '/ibl',
  leave: 'circulation.shelf',
  summary: 'What other libraries ask of us, and what we asked of them',
  ok: closed({ to_answer: Type.Array(IblLine), asked: Type.Array(IblLine) }),
})
export const answerIbl = operation({
  id: 'answerIbl',
  method: 'POST',
  path: '/ibl/:ibl_id/answer',
  leave: 'circulation.shelf',
  status: 201,
  summary: 'Send the item that another library asked for, or say no; then the next library is asked',
  params: closed({ ibl_id: Id }),
  body: closed({ ...command, barcode: Type.Optional(Barcode) }),
  ok: closed({
    ibl_id: Id,
    state: OneOf(['sent', 'refused']),
    /** Where the item goes, when it is sent. */
    to_branch: Nullable(Type.String()),
    /** The library that is asked next, when it is not. */
    next_library: Nullable(Type.String()),
  }),
  codes: ['ibl_not_asked', 'ibl_item_unfit', 'item_unknown'],
})
