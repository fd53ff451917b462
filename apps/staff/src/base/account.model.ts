import type { Entry } from '@kaft/contract/finance'

/**
 * One line as people see it. The ledger books a payment charge by charge; at the desk it was one payment, and so
 * was its reversal.
 */
export interface PastRow {
  readonly key: string
  readonly on_day: string
  readonly what: 'charge' | 'payment' | 'waiver' | 'reversal' | 'rounding' | 'credit' | 'payout'
  /** Signed as the ledger has it: what the patron owes more (+) or less (−). */
  readonly amount_cents: number
  readonly rounding_cents: number
  /** The lines it stands for, each with its charge. */
  readonly lines: readonly Entry[]
  readonly method: Entry['method']
  readonly by: string
  readonly reason: string | null
  /** Names the payment where this row is one that can still be booked back. */
  readonly payment_id: string | null
  readonly reversed: boolean
  /** Credit that was paid out, or that being booked back: it is of no charge. */
  readonly of_credit: boolean
}

/** Money out for no charge; where a payment is booked back money goes out too, so there the sign tells them apart. */
const isOfCredit = ({ kind, charge_kind, amount_cents, payment_id }: Entry): boolean =>
  charge_kind === 'other' &&
  (kind === 'payout' || (kind === 'reversal' && payment_id !== null && amount_cents < 0))

const usesCredit = ({ reason }: Entry): boolean => reason === 'credit_used'
/** Of credit that was used: what it settled, not the line that takes it from the credit. */
const settled = ({ kind, amount_cents }: Entry): boolean => amount_cents > 0 === (kind === 'reversal')

/** Lines of one payment stand together, and those of one use of credit; so do the lines that book it back. */
const groupOf = (line: Entry): string => {
  if (usesCredit(line)) return `${line.kind} ${line.at}`
  if (line.payment_id === null) return line.entry_id
  return `${line.kind === 'reversal' ? 'back' : 'paid'} ${line.payment_id}`
}

const rowOf = (key: string, group: readonly Entry[]): PastRow | null => {
  const lines = group.filter(line => !usesCredit(line) || settled(line))
  const out = lines.find(line => line.kind === 'payout')
  const main = out ?? lines.find(line => line.kind !== 'rounding' && line.charge_kind !== null) ?? lines[0]
  if (main === undefined) return null
  const sum = (of: readonly Entry[]): number => of.reduce((total, line) => total + line.amount_cents, 0)
  // What goes over the counter is what people remember: of a payout the line that ends the deposit is not told apart.
  const back = main.kind === 'reversal' && main.payment_id !== null && out === undefined
  const paid = main.kind === 'payment' || out !== undefined
  const rounds = (line: Entry): boolean => (back ? line.charge_kind === null : line.kind === 'rounding')
  return {
    key,
    on_day: main.on_day,
    what: main.kind,
    amount_cents: sum(lines.filter(line => (paid ? line.kind === main.kind : !back || !rounds(line)))),
    rounding_cents: paid || back ? sum(lines.filter(rounds)) : 0,
    lines: lines.filter(line => (out ? line === out : !rounds(line))),
    of_credit: isOfCredit(out ?? main),
    method: main.method,
    by: main.by,
    reason: main.reason,
    payment_id: paid && !main.reversed ? main.payment_id : null,
    reversed: main.reversed,
  }
}

/** The past of an account as rows, in the order in which its lines come (newest first). */
export const pastRows = (past: readonly Entry[]): readonly PastRow[] => {
  const groups = new Map<string, Entry[]>()
  for (const line of past) {
    const key = groupOf(line)
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return [...groups].map(([key, lines]) => rowOf(key, lines)).filter(row => row !== null)
}
