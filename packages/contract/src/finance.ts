import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Cents, closed, CommandId, Day, Id, Instant, Line, Nullable } from './values.ts'

/** What a charge is for. The four-digit booking code of each stands in `docs/words.md`. */
export const ChargeKind = Type.Union([
  Type.Literal('membership'),
  Type.Literal('deposit'),
  Type.Literal('fine'),
  Type.Literal('lending_fee'),
  Type.Literal('hold'),
  Type.Literal('card'),
  Type.Literal('replacement'),
  Type.Literal('processing'),
  Type.Literal('damage'),
  Type.Literal('other'),
])
export const PaymentMethod = Type.Union([
  Type.Literal('cash'),
  Type.Literal('card'),
  Type.Literal('loose_terminal'),
])

/** Names a payment: a uuid, since one payment is several lines of the ledger. */
export const PaymentId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'Identity of a payment, uuid',
})

/** One line of the ledger. Lines are never changed: a correction is a line that points at what it corrects. */
export const Entry = closed({
  entry_id: Id,
  at: Instant,
  kind: Type.Union([
    Type.Literal('charge'),
    Type.Literal('payment'),
    Type.Literal('waiver'),
    Type.Literal('reversal'),
    Type.Literal('rounding'),
    Type.Literal('credit'),
    Type.Literal('payout'),
  ]),
  charge_kind: Nullable(ChargeKind),
  amount_cents: Cents,
  open_cents: Cents,
  item_title: Nullable(Type.String()),
  on_day: Day,
  reverses: Nullable(Id),
  reversed: Type.Boolean(),
  payment_id: Nullable(PaymentId),
  by: Type.String(),
  method: Nullable(PaymentMethod),
  /** The loan whose lateness was charged, where the amount can be explained. */
  loan_id: Nullable(Id),
  reason: Nullable(Type.String()),
})
export type Entry = Static<typeof Entry>
export const Account = closed({
  balance_cents: Cents,
  open: Type.Array(Entry),
  past: Type.Array(Entry),
  /** What the loans that are late now would cost if they came back today. */
  running_cents: Cents,
  /** What the patron may still use or get back: paid for something that fell away. Not negative. */
  credit_cents: Cents,
  /** Deposits that were paid and not given back. */
  deposits: Type.Array(
    closed({
      entry_id: Id,
      on_day: Day,
      held_cents: Cents,
      /** Whether the own library holds it: only that one gives it back. */
      own: Type.Boolean(),
    }),
  ),
})
/** The account after a line was booked, and which line that is. */
const Booked = closed({ ...Account.properties, entry_id: Id })
const patron = closed({ patron_id: Id })
export const readAccount = operation({
  id: 'readAccount',
  method: 'GET',
  path: '/patrons/:patron_id/account',
  leave: 'finance.read',
  purpose: 'functional',
  summary: 'Open charges, past lines and balance of a patron',
  params: patron,
  ok: Account,
})
export const addCharge = operation({
  id: 'addCharge',
  method: 'POST',
  path: '/patrons/:patron_id/charges',
  leave: 'finance.receive',
  purpose: 'functional',
  status: 201,
  summary: 'Charge something by hand',
  params: patron,
  body: closed({
    command_id: CommandId,
    charge_kind: ChargeKind,
    amount_cents: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    reason: Line(200),
  }),
  ok: Booked,
})
export const receivePayment = operation({
  id: 'receivePayment',
  method: 'POST',
  path: '/patrons/:patron_id/payments',
  leave: 'finance.receive',
  purpose: 'functional',
  status: 201,
  summary: 'Receive money for open charges; cash is rounded on the total to five cents',
  params: patron,
  body: closed({
    command_id: CommandId,
    method: PaymentMethod,
    entry_ids: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
    /** Less than the sum pays the oldest first; absent pays all. */
    amount_cents: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
  }),
  ok: closed({ payment_id: PaymentId, paid_cents: Cents, rounding_cents: Cents, account: Account }),
  codes: ['charge_unknown', 'amount_too_high', 'nothing_to_pay'],
})
export const reversePayment = operation({
  id: 'reversePayment',
  method: 'POST',
  path: '/payments/:payment_id/reversal',
  leave: 'finance.reverse',
  purpose: 'functional',
  status: 201,
  summary: 'Book a payment back; both stay visible',
  params: closed({ payment_id: PaymentId }),
  body: closed({ command_id: CommandId, reason: Line(200) }),
  ok: Account,
  codes: ['payment_unknown', 'already_reversed'],
})
export const waiveCharge = operation({
  id: 'waiveCharge',
  method: 'POST',
  path: '/charges/:entry_id/waiver',
  leave: 'finance.waive',
  purpose: 'functional',
  status: 201,
  summary: 'Waive what is open of a charge, with a reason',
  params: closed({ entry_id: Id }),
  body: closed({ command_id: CommandId, reason: Line(200) }),
  ok: Booked,
  codes: ['charge_unknown', 'nothing_to_pay', 'patron_not_own'],
})
export const takeBackEntry = operation({
  id: 'takeBackEntry',
  method: 'POST',
  path: '/charges/:entry_id/reversal',
  leave: 'finance.receive',
  purpose: 'functional',
  status: 201,
  summary:
    'Take back a charge that was made by hand, a waiver, or a use of credit; both lines stay visible. Who made the charge or used the credit today may, else who may waive',
  params: closed({ entry_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: Account,
  codes: ['charge_unknown', 'already_reversed', 'charge_paid', 'charge_not_by_hand', 'patron_not_own'],
})
export const applyCredit = operation({
  id: 'applyCredit',
  method: 'POST',
  path: '/patrons/:patron_id/credit',
  leave: 'finance.receive',
  purpose: 'functional',
  status: 201,
  summary: 'Settle open charges with the credit of the patron, the oldest first',
  params: patron,
  body: closed({ command_id: CommandId }),
  ok: Booked,
  codes: ['nothing_to_pay'],
})
export const returnDeposit = operation({
  id: 'returnDeposit',
  method: 'POST',
  path: '/charges/:entry_id/deposit-return',
  leave: 'finance.receive',
  purpose: 'functional',
  status: 201,
  summary: 'Give a deposit back: the charge ends, and what was paid goes out; cash is rounded to five cents',
  params: closed({ entry_id: Id }),
  body: closed({ command_id: CommandId, method: PaymentMethod }),
  ok: closed({ payment_id: PaymentId, paid_cents: Cents, rounding_cents: Cents, account: Account }),
  codes: ['charge_unknown', 'nothing_to_pay', 'patron_not_own'],
})
export const payOutCredit = operation({
  id: 'payOutCredit',
  method: 'POST',
  path: '/patrons/:patron_id/credit/payout',
  leave: 'finance.reverse',
  purpose: 'functional',
  status: 201,
  summary:
    'Pay the credit of a patron out; cash is rounded to five cents, and the payment is booked back like any other',
  params: patron,
  body: closed({
    command_id: CommandId,
    method: PaymentMethod,
    /** Less than the credit leaves the rest; absent pays all of it out. */
    amount_cents: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
    reason: Line(200),
  }),
  ok: closed({ payment_id: PaymentId, paid_cents: Cents, rounding_cents: Cents, account: Account }),
  codes: ['nothing_to_pay', 'amount_too_high', 'credit_settles_first', 'patron_not_own'],
})
