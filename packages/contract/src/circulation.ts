import { type Static, Type } from 'typebox'
import { Code } from './codes.ts'
import { CrateTrip } from './crate.ts'
import { ChargeKind } from './finance.ts'
import { ItemHead } from './inventory.ts'
import { operation } from './operation.ts'
import { PatronHead } from './patrons.ts'
import { Finding } from './problem.ts'
import { EffectiveValue } from './regulation.ts'
import { Barcode, Cents, closed, CommandId, Day, Id, Instant, Line, Nullable } from './values.ts'

/** Where the object in your hand goes now. */
export const Destination = closed({
  to: Type.Union([Type.Literal('shelf'), Type.Literal('hold_shelf'), Type.Literal('transit')]),
  branch_id: Id,
  branch_name: Type.String(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  /** Code of the hold shelf, such as V-17; never a name. */
  hold_code: Nullable(Type.String()),
  until: Nullable(Day),
  because: Type.Union([
    Type.Literal('home'),
    Type.Literal('hold'),
    Type.Literal('hold_elsewhere'),
    Type.Literal('home_elsewhere'),
  ]),
})
export type Destination = Static<typeof Destination>

/** What a desk action did, or why it did not. One shape for every scan, so that each gets its row. */
export const DeskAnswer = closed({
  did: Type.Union([
    Type.Literal('opened'),
    Type.Literal('lent'),
    Type.Literal('renewed'),
    Type.Literal('taken_back'),
    Type.Literal('received'),
    Type.Literal('not_on_loan'),
    Type.Literal('found_again'),
    Type.Literal('counted'),
    Type.Literal('asked'),
    Type.Literal('refused'),
    Type.Literal('choose'),
    Type.Literal('badge'),
    Type.Literal('crate_opened'),
    Type.Literal('crate_closed'),
    Type.Literal('crate_received'),
    Type.Literal('crate_emptied'),
    Type.Literal('packed'),
    Type.Literal('shelf_label'),
  ]),
  patron: Nullable(PatronHead),
  item: Nullable(ItemHead),
  loan: Nullable(
    closed({
      loan_id: Id,
      patron_id: Nullable(Id),
      due_on: Day,
      /** The moment, for what is lent by the hour; absent or null: the end of the day. */
      due_at: Type.Optional(Nullable(Instant)),
      renewals: Type.Integer(),
      lent_at: Instant,
    }),
  ),
  /** The child of a class list for whom it is or was lent, and how much that child still has; null for no child. */
  child: Type.Optional(Nullable(closed({ child_id: Id, name: Type.String(), still: Type.Integer() }))),
  destination: Nullable(Destination),
  fine: Nullable(closed({ amount_cents: Cents, days: Type.Integer(), entry_id: Nullable(Id) })),
  findings: Type.Array(Finding),
  choices: Type.Array(
    closed({
      kind: Type.Union([Type.Literal('patron'), Type.Literal('item'), Type.Literal('branch')]),
      id: Id,
      label: Type.String(),
      library_name: Type.String(),
    }),
  ),
  /** The crate that was scanned, or that the item went into or came out of. */
  crate: Nullable(CrateTrip),
  /** The shelf whose label was scanned. */
  shelf: Nullable(Type.String()),
  /** Names this action for undo; null when nothing was changed. */
  event_id: Nullable(Type.String()),
})
export type DeskAnswer = Static<typeof DeskAnswer>

const command = { command_id: CommandId, occurred_at: Type.Optional(Instant) }
/** A round of home delivery: its route and its day. */
const HomeRoundKey = closed({ route_id: Id, on: Day })
const accept = Type.Optional(Type.Array(Code, { maxItems: 20 }))
/** By identity or by code: a screen knows the id, a machine the barcode. */
const item = { item_id: Type.Optional(Id), barcode: Type.Optional(Barcode) }

export const scan = operation({
  id: 'scan',
  method: 'POST',
  path: '/desk/scans',
  leave: 'circulation.take_back',
  purpose: 'functional',
  summary:
    'One scan at the desk: opens a patron, lends, renews or takes back, as the code and the open patron ask',
  body: closed({
    ...command,
    code: Barcode,
    patron_id: Nullable(Id),
    accept,
    /** Answers the question "already at home", or forces one action. */
    as: Type.Optional(
      Type.Union([
        Type.Literal('lend'),
        Type.Literal('renew'),
        Type.Literal('take_back'),
        Type.Literal('patron'),
        Type.Literal('item'),
        Type.Literal('branch'),
        /** Counts a consultation in the library; nothing is lent or taken back. */
        Type.Literal('in_house'),
      ]),
    ),
    /** The chosen one, when the code fitted more than one thing. */
    chosen_id: Type.Optional(Id),
    /** Return mode: the trip of the crate that stands open at this workstation; null: none does. */
    crate: Type.Optional(Nullable(Id)),
    /** Return mode: the day that counts for lateness. */
    return_on: Type.Optional(Day),
    return_reason: Type.Optional(Line(120)),
    /** Lend an item that another patron still has: whether that loan's fine is booked. */
    other_loan_fine: Type.Optional(Type.Union([Type.Literal('book'), Type.Literal('drop')])),
    /** The child of the list of the open class card for whom it is lent. */
    child_id: Type.Optional(Id),
    /** The round of home delivery into whose bag it goes. */
    home: Type.Optional(HomeRoundKey),
  }),
  ok: DeskAnswer,
})
export const checkout = operation({
  id: 'checkout',
  method: 'POST',
  path: '/loans',
  leave: 'circulation.lend',
  purpose: 'functional',
  status: 201,
  summary: 'Lend an item to a patron',
  body: closed({
    ...command,
    ...item,
    patron_id: Type.Optional(Id),
    card: Type.Optional(Barcode),
    accept,
    other_loan_fine: Type.Optional(Type.Union([Type.Literal('book'), Type.Literal('drop')])),
    /** The child of the list of a class card for whom it is lent. */
    child_id: Type.Optional(Id),
    /** The round of home delivery into whose bag it goes. */
    home: Type.Optional(HomeRoundKey),
  }),
  ok: DeskAnswer,
  codes: [
    'child_unknown',
    'home_no_round',
    'home_round_left',
    'home_paused',
    'item_unknown',
    'card_unknown',
    'code_ambiguous',
    'patron_expired',
    'patron_blocked',
    'not_identified',
    'debt_block',
    'overdue_block',
    'limit_reached',
    'age_too_low',
    'item_on_loan_elsewhere',
    'item_on_loan_here',
    'item_not_loanable',
    'item_missing',
    'item_withdrawn',
    'held_for_another',
    'no_rule',
    'no_calendar',
  ],
})
export const checkin = operation({
  id: 'checkin',
  method: 'POST',
  path: '/returns',
  leave: 'circulation.take_back',
  purpose: 'functional',
  status: 201,
  summary: 'Take an item back and say where it goes',
  body: closed({
    ...command,
    ...item,
    return_on: Type.Optional(Day),
    return_reason: Type.Optional(Line(120)),
  }),
  ok: DeskAnswer,
  codes: ['item_unknown', 'code_ambiguous'],
})
export const renew = operation({
  id: 'renew',
  method: 'POST',
  path: '/renewals',
  leave: 'circulation.renew',
  purpose: 'functional',
  status: 201,
  summary: 'Renew a loan',
  body: closed({ ...command, loan_id: Id, accept }),
  ok: DeskAnswer,
  codes: [
    'not_on_loan',
    'renewals_exhausted',
    'renewal_not_later',
    'renewal_when_overdue',
    'reserved_by_another',
    'max_total_reached',
    'patron_expired',
    'patron_blocked',
    'not_identified',
    'debt_block',
    'no_rule',
    'loan_lost',
    'loan_claimed',
  ],
})
export const undo = operation({
  id: 'undo',
  method: 'POST',
  path: '/undo',
  leave: 'circulation.undo',
  purpose: 'functional',
  status: 201,
  summary: 'Undo a desk action, and say what was put back',
  body: closed({ command_id: CommandId, event_id: Type.String({ maxLength: 40 }) }),
  ok: closed({
    undone: Type.String(),
    item: Nullable(ItemHead),
    loan_restored: Type.Boolean(),
    loan_removed: Type.Boolean(),
    hold_restored: Type.Boolean(),
    fine_reversed_cents: Cents,
    /** Other costs that were taken off again; negative where they are due again. */
    cost_reversed_cents: Cents,
    due_on: Nullable(Day),
    patron: Nullable(PatronHead),
  }),
  codes: ['undo_impossible', 'undo_item_moved_on', 'undo_paid', 'undo_already', 'undo_of_many'],
})
export const Action = closed({
  event_id: Type.String(),
  at: Instant,
  kind: Type.String(),
  title: Type.String(),
  by: Type.String(),
  undone: Type.Boolean(),
})
export const recentActions = operation({
  id: 'recentActions',
  method: 'GET',
  path: '/desk/actions',
  leave: 'circulation.take_back',
  summary: 'The last actions of this branch today, without persons',
  ok: closed({ rows: Type.Array(Action) }),
})

export const Loan = closed({
  loan_id: Id,
  item: ItemHead,
  lent_at: Instant,
  due_on: Day,
  /** The moment, for what is lent by the hour; absent or null: the end of the day. */
  due_at: Type.Optional(Nullable(Instant)),
  renewals: Type.Integer(),
  overdue_days: Type.Integer(),
  /** What is due if it comes back today. */
  fine_cents: Cents,
  /** What the regulation asks for renewing it now, beside a fine. */
  renewal_cents: Cents,
  may_renew: Type.Boolean(),
  findings: Type.Array(Finding),
  lent_at_branch: Type.String(),
  /** The patron says that it was brought back on this day; no fine runs from then on. */
  claimed_on: Nullable(Day),
})
/** A loan that ended because the object is lost, for as long as it stays lost. */
export const LostLoan = closed({ loan_id: Id, item: ItemHead, lost_on: Day, open_cents: Cents })
export const patronLoans = operation({
  id: 'patronLoans',
  method: 'GET',
  path: '/patrons/:patron_id/loans',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'Open loans of a patron, first due first, and what is lost',
  params: closed({ patron_id: Id }),
  ok: closed({ rows: Type.Array(Loan), lost: Type.Array(LostLoan) }),
})
export const ShelfLine = closed({
  hold_id: Id,
  hold_code: Type.String(),
  title: Type.String(),
  language: Nullable(Type.String()),
  barcode: Type.String(),
  ready_on: Day,
  ready_until: Day,
  /** Where it goes when nobody comes. */
  next: Type.Union([Type.Literal('shelf'), Type.Literal('transit'), Type.Literal('next_hold')]),
  /** The branch that it travels to; null where it stays. */
  next_branch: Nullable(Type.String()),
})
export const holdShelf = operation({
  id: 'holdShelf',
  method: 'GET',
  path: '/hold-shelf',
  leave: 'circulation.shelf',
  summary: 'What lies ready here, and what must be cleared',
  ok: closed({
    ready: Type.Array(ShelfLine),
    /** Of those, what nobody comes for any more after today. */
    today: Type.Array(ShelfLine),
    clear: Type.Array(ShelfLine),
    in_transit: Type.Array(
      closed({
        item_id: Id,
        title: Type.String(),
        language: Nullable(Type.String()),
        barcode: Type.String(),
        from_branch: Type.String(),
        since: Instant,
      }),
    ),
  }),
})
export const clearHold = operation({
  id: 'clearHold',
  method: 'POST',
  path: '/holds/:hold_id/clear',
  leave: 'circulation.shelf',
  purpose: 'functional',
  status: 201,
  summary: 'Take an expired hold off the shelf and say where the item goes',
  params: closed({ hold_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: DeskAnswer,
  codes: ['hold_closed'],
})
export const myDay = operation({
  id: 'myDay',
  method: 'GET',
  path: '/my-day',
  leave: 'signed_in',
  summary: 'What waits at this branch today, as counters that are doors',
  ok: closed({
    counters: Type.Array(
      closed({ id: Type.String(), count: Type.Integer(), until: Nullable(Type.String()) }),
    ),
  }),
})

/** One step of an explanation, with where it comes from. */
export const Step = closed({
  text: Type.String(),
  result: Nullable(Type.String()),
  from: Nullable(Type.String()),
})
/** The object behind "Waarom?": one sentence, the steps, and the technical trace. */
export const Explanation = closed({
  sentence: Type.String(),
  steps: Type.Array(Step),
  lost: Type.Array(Step),
  change: Nullable(Type.String()),
  for_patron: Type.String(),
  trace: Type.Unknown(),
})
export type Explanation = Static<typeof Explanation>
const lang = Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')]))
export const explainLoan = operation({
  id: 'explainLoan',
  method: 'GET',
  path: '/loans/:loan_id/why',
  leave: 'circulation.take_back',
  purpose: 'functional',
  summary: 'Why a loan is due when it is due, and what it costs now or would cost on another day',
  params: closed({ loan_id: Id }),
  query: closed({
    lang,
    about: Type.Optional(Type.Union([Type.Literal('due'), Type.Literal('fine')])),
    /** What if it comes back on this day? */
    return_on: Type.Optional(Day),
  }),
  ok: Explanation,
})
export const explainDecision = operation({
  id: 'explainDecision',
  method: 'POST',
  path: '/decisions/explain',
  leave: 'circulation.take_back',
  purpose: 'functional',
  summary:
    'What lending, renewing or reserving would answer for this patron and item, now or at a moment, and why',
  body: closed({
    action: Type.Union([Type.Literal('checkout'), Type.Literal('renew'), Type.Literal('hold')]),
    patron_id: Type.Optional(Id),
    item_id: Type.Optional(Id),
    loan_id: Type.Optional(Id),
    title_id: Type.Optional(Id),
    pickup_branch_id: Type.Optional(Id),
    code: Type.Optional(Code),
    /** As if it were this moment: the regulation, the calendar and the ages of then, the loans and costs of now. */
    at: Type.Optional(Instant),
    lang,
  }),
  ok: closed({
    go: Type.Boolean(),
    findings: Type.Array(Finding),
    explanation: Explanation,
    /** The version of the regulation that spoke; null where none is in force. */
    version: Nullable(closed({ version_id: Id, name: Type.String() })),
    /** Every value that held, with its row and the rows that lost it. */
    values: Type.Array(EffectiveValue),
    /** What must change, all of it, for the answer to be yes; empty when it is. */
    changes: Type.Array(
      closed({ code: Code, kind: Type.String(), n: Type.Integer(), says: Nullable(Type.String()) }),
    ),
    /** The same in plain words for the patron, one reason each. */
    for_patron: Type.Array(Type.String()),
  }),
})
export const receipt = operation({
  id: 'receipt',
  method: 'GET',
  path: '/patrons/:patron_id/receipt',
  leave: 'circulation.lend',
  purpose: 'functional',
  summary: 'What a receipt of today prints: titles and due dates, no name',
  params: closed({ patron_id: Id }),
  query: closed({ since: Type.Optional(Instant) }),
  ok: closed({
    library: Type.String(),
    branch: Type.String(),
    at: Instant,
    card_tail: Type.String(),
    hours: Type.Array(Type.String()),
    lent: Type.Array(
      closed({
        title: Type.String(),
        language: Nullable(Type.String()),
        due_on: Day,
        due_at: Type.Optional(Nullable(Instant)),
      }),
    ),
    returned: Type.Array(
      closed({ title: Type.String(), language: Nullable(Type.String()), fine_cents: Cents }),
    ),
    /** What was settled, charge by charge: with money, and with credit. What was booked back since is not among them. */
    settled: Type.Array(
      closed({
        charge_kind: Nullable(ChargeKind),
        item_title: Nullable(Type.String()),
        reason: Nullable(Type.String()),
        amount_cents: Cents,
      }),
    ),
    paid_cents: Cents,
    /** What rounding to five cents added to a payment in cash, or, negative, took off. */
    rounding_cents: Cents,
    /** How much of it was settled with credit of the patron. */
    credit_used_cents: Cents,
    /** What left the till: a deposit or credit that was given back. */
    paid_out_cents: Cents,
    /** Still to pay; what is owed to the patron is negative. */
    balance_cents: Cents,
  }),
})
