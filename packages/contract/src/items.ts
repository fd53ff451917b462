import { type Static, Type } from 'typebox'
import { ChargeKind } from './finance.ts'
import { ItemHead } from './inventory.ts'
import { operation } from './operation.ts'
import { ExceptionalDay } from './organisation.ts'
import { PatronHead } from './patrons.ts'
import { DoorReason } from './privacy.ts'
import { Finding } from './problem.ts'
import { Barcode, Cents, closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Word } from './values.ts'

/** What can happen to an object and its loan: lost, damaged, incomplete, said to be returned, added at the desk. */

const command = { command_id: CommandId, occurred_at: Type.Optional(Instant) }

/** What became of an item, and what it cost. */
export const ItemOutcome = closed({
  item: ItemHead,
  /** The state of the item from now on, such as `damaged`. */
  state: Type.String(),
  loan_id: Nullable(Id),
  charged: Type.Array(closed({ charge_kind: ChargeKind, amount_cents: Cents })),
  findings: Type.Array(Finding),
  /** Names this action for undo. */
  event_id: Type.String(),
})
export type ItemOutcome = Static<typeof ItemOutcome>

export const declareLost = operation({
  id: 'declareLost',
  method: 'POST',
  path: '/loans/:loan_id/lost',
  leave: 'circulation.take_back',
  purpose: 'functional',
  status: 201,
  summary: 'The patron says that it is lost: the loan ends, the material is charged',
  params: closed({ loan_id: Id }),
  body: closed(command),
  ok: ItemOutcome,
  codes: ['not_on_loan'],
})
export const lostLoss = operation({
  id: 'lostLoss',
  method: 'GET',
  path: '/loans/:loan_id/loss',
  leave: 'circulation.take_back',
  purpose: 'functional',
  summary: 'What would be charged if this loan were declared lost now, and where the price comes from',
  params: closed({ loan_id: Id }),
  ok: closed({
    price_from: OneOf(['item', 'regulation', 'title', 'unknown']),
    charges: Type.Array(closed({ charge_kind: ChargeKind, amount_cents: Cents })),
  }),
  codes: ['not_on_loan'],
})

/** What is said of an item. Withdrawing and restoring are for whoever manages items. */
export const marks = [
  'checked',
  'damaged',
  'incomplete',
  'missing',
  'repaired',
  'complete',
  'found',
  'withdrawn',
  'restored',
  'catalogued',
] as const
export const Mark = OneOf(marks)
export type Mark = (typeof marks)[number]
/** Marks that need the leave to change items, beside that of the desk. */
export const heavyMarks: readonly Mark[] = ['withdrawn', 'restored', 'catalogued']

export const markItem = operation({
  id: 'markItem',
  method: 'POST',
  path: '/items/:item_id/marks',
  leave: 'circulation.take_back',
  status: 201,
  summary:
    'Say what an item is like: checked, damaged, incomplete, missing, repaired, complete, found, withdrawn',
  params: closed({ item_id: Id }),
  body: closed({ ...command, mark: Mark, note: Type.Optional(Line(300)) }),
  ok: ItemOutcome,
  codes: ['item_unknown', 'item_out', 'item_as_said', 'no_leave'],
})
export const Condition = closed({
  kind: OneOf(['damaged', 'incomplete', 'missing', 'lost', 'claimed', 'withdrawn', 'quick_added']),
  since: Instant,
  note: Nullable(Type.String()),
  ended_at: Nullable(Instant),
  ended: Nullable(OneOf(['repaired', 'complete', 'found', 'restored', 'catalogued', 'settled'])),
})
export const itemConditions = operation({
  id: 'itemConditions',
  method: 'GET',
  path: '/items/:item_id/conditions',
  leave: 'inventory.read',
  summary: 'What an item went through, newest first; no person in it',
  params: closed({ item_id: Id }),
  ok: closed({
    item: ItemHead,
    state: Type.String(),
    status: Type.String(),
    loanable: Type.Boolean(),
    price_cents: Nullable(Cents),
    note_when: OneOf(['both', 'lend', 'return']),
    note_ask: Type.Boolean(),
    rows: Type.Array(Condition),
  }),
})
export const setItemAlert = operation({
  id: 'setItemAlert',
  method: 'PUT',
  path: '/items/:item_id/alert',
  leave: 'inventory.change',
  summary: 'What the desk is told of an item at lending or taking back, and whether it must answer',
  params: closed({ item_id: Id }),
  body: closed({
    command_id: CommandId,
    note: Nullable(Line(300)),
    note_when: OneOf(['both', 'lend', 'return']),
    note_ask: Type.Boolean(),
  }),
  ok: ItemHead,
  codes: ['item_unknown'],
})

export const claimReturned = operation({
  id: 'claimReturned',
  method: 'POST',
  path: '/loans/:loan_id/claim',
  leave: 'circulation.take_back',
  purpose: 'functional',
  status: 201,
  summary: 'The patron says that it was brought back: no fine runs from today, the item is looked for',
  params: closed({ loan_id: Id }),
  body: closed(command),
  ok: ItemOutcome,
  codes: ['not_on_loan', 'loan_claimed'],
})
export const ReturnClaim = closed({
  claim_id: Id,
  item: ItemHead,
  claimed_at: Instant,
  looks: Type.Integer(),
  looked_at: Nullable(Instant),
  /** It was looked for as often as the library asks: staff decide. */
  to_decide: Type.Boolean(),
})
export type ReturnClaim = Static<typeof ReturnClaim>
export const listClaims = operation({
  id: 'listClaims',
  method: 'GET',
  path: '/claims',
  leave: 'circulation.take_back',
  summary:
    'What patrons say they brought back and stands on no shelf yet, in the order of the shelves; no names',
  ok: closed({ looks_wanted: Type.Integer(), rows: Type.Array(ReturnClaim) }),
})
export const lookForClaim = operation({
  id: 'lookForClaim',
  method: 'POST',
  path: '/claims/:claim_id/looks',
  leave: 'circulation.take_back',
  purpose: 'functional',
  status: 201,
  summary: 'Looked for on the shelf and not found',
  params: closed({ claim_id: Id }),
  body: closed(command),
  ok: ItemOutcome,
  codes: ['claim_closed'],
})
export const resolveClaim = operation({
  id: 'resolveClaim',
  method: 'POST',
  path: '/claims/:claim_id/resolution',
  leave: 'circulation.take_back',
  purpose: 'functional',
  status: 201,
  summary: 'Ends a claim: lost and charged, let go, or taken back by the patron who found it at home',
  params: closed({ claim_id: Id }),
  body: closed({ ...command, how: OneOf(['lost', 'dismissed', 'withdrawn']) }),
  ok: ItemOutcome,
  codes: ['claim_closed'],
})

export const itemBorrower = operation({
  id: 'itemBorrower',
  method: 'GET',
  path: '/items/:item_id/borrower',
  leave: 'circulation.override.light',
  purpose: 'functional',
  summary: 'Who has an item at home now; the look is logged',
  params: closed({ item_id: Id }),
  ok: closed({ patron: PatronHead, due_on: Day }),
  codes: ['not_on_loan', 'patron_unknown'],
})
export const lastBorrower = operation({
  id: 'lastBorrower',
  method: 'POST',
  path: '/items/:item_id/last-borrower',
  leave: 'patrons.history',
  purpose: 'functional',
  summary:
    'Who had an item at home last, at most ninety days back; asks why, is logged, and the patron sees it',
  params: closed({ item_id: Id }),
  body: closed({ reason: DoorReason }),
  ok: closed({ patron: PatronHead, lent_on: Day, returned_on: Day }),
  codes: ['last_borrower_gone'],
})
export const DamageCost = closed({ name: Line(60), cents: Type.Integer({ minimum: 1, maximum: 100_000 }) })
export type DamageCost = Static<typeof DamageCost>
export const chargeDamage = operation({
  id: 'chargeDamage',
  method: 'POST',
  path: '/patrons/:patron_id/damage',
  leave: 'finance.receive',
  purpose: 'functional',
  status: 201,
  summary: 'Charge damage to an item to a patron, by the costs of the list',
  params: closed({ patron_id: Id }),
  body: closed({
    command_id: CommandId,
    item_id: Id,
    costs: Type.Array(DamageCost, { minItems: 1, maxItems: 20 }),
  }),
  ok: closed({ charged_cents: Cents, event_id: Type.String() }),
  codes: ['item_unknown', 'patron_unknown'],
})

export const quickAdd = operation({
  id: 'quickAdd',
  method: 'POST',
  path: '/items/quick',
  leave: 'circulation.lend',
  status: 201,
  summary: 'Add an item at the desk that nobody catalogued yet; it can be lent at once',
  body: closed({
    command_id: CommandId,
    barcode: Barcode,
    /** Finds the title where the catalogue has it; kept in the provisional record otherwise. */
    isbn: Type.Optional(Line(20)),
    /** Needed where no title has this ISBN. */
    title: Type.Optional(Line(200)),
    item_type: Word,
  }),
  ok: closed({ item: ItemHead, provisional: Type.Boolean(), event_id: Type.String() }),
  codes: ['barcode_in_use', 'title_needed', 'isbn_invalid'],
})
export const quickAdded = operation({
  id: 'quickAdded',
  method: 'GET',
  path: '/items/quick',
  leave: 'inventory.read',
  summary: 'Items that were added at the desk and wait for the cataloguer',
  ok: closed({ rows: Type.Array(closed({ item: ItemHead, since: Instant, provisional: Type.Boolean() })) }),
})

export const returnDays = operation({
  id: 'returnDays',
  method: 'GET',
  path: '/desk/return-days',
  leave: 'circulation.take_back',
  summary:
    'Which day counts for what lay in the book drop, by the regulation and the calendar of this branch',
  ok: closed({
    today: Day,
    open_today: Type.Boolean(),
    proposed: Nullable(closed({ on: Day, because: OneOf(['previous_opening', 'next_open_day']) })),
  }),
})

export const previewCalendar = operation({
  id: 'previewCalendar',
  method: 'POST',
  path: '/branches/:branch_id/calendar/preview',
  leave: 'organisation.configure',
  summary: 'What a change of the calendar would do to running fines and open loans; nothing is changed',
  params: closed({ branch_id: Id }),
  body: closed({
    set: Type.Array(ExceptionalDay, { maxItems: 400 }),
    clear: Type.Array(Day, { maxItems: 400 }),
  }),
  ok: closed({
    /** Late loans whose fine would change, and what all late loans come to before and after. */
    fines: closed({ loans: Type.Integer(), before_cents: Cents, after_cents: Cents }),
    /** Loans that are due on a day that would be closed; they keep their day. */
    due: Type.Array(closed({ on_day: Day, loans: Type.Integer() })),
  }),
})
