import { readFileSync } from 'node:fs'
import { type ExceptionalDay, exceptionalDays } from './calendar.ts'
import type {
  Activity,
  Consortium,
  DemoAgreement,
  DemoBranch,
  DemoCard,
  DemoCharge,
  DemoHold,
  DemoItem,
  DemoLibrary,
  DemoLoan,
  DemoPatron,
  SheetRow,
} from './data.ts'

/** The demo consortium as of one day: every offset of the files has become a calendar day (`YYYY-MM-DD`). */
export type Demo = {
  password: string
  libraries: (Omit<DemoLibrary, 'branches'> & {
    branches: (Omit<DemoBranch, 'exceptional_days'> & { exceptional_days: ExceptionalDay[] })[]
  })[]
  agreements: (Omit<DemoAgreement, 'starts_days_ago'> & { starts_on: string })[]
  patrons: (Omit<
    DemoPatron,
    'cards' | 'member_since_days_ago' | 'member_until_in_days' | 'note' | 'block'
  > & {
    cards: (Omit<DemoCard, 'since_days_ago'> & { since: string })[]
    member_since: string
    member_until: string
    note: { text: string; until: string } | null
    block: { reason: string; since: string } | null
  })[]
  items: (Omit<DemoItem, 'acquired_days_ago'> & { acquired_on: string })[]
  /** In the order in which they were made. `at` is the time of day in Brussels. */
  loans: (Omit<DemoLoan, 'lent_days_ago' | 'renewed_days_ago'> & {
    lent_on: string
    renewed_on: string | null
  })[]
  holds: (Omit<DemoHold, 'placed_days_ago' | 'ready_days_ago'> & {
    placed_on: string
    ready_on: string | null
  })[]
  charges: (Omit<DemoCharge, 'made_days_ago' | 'paid'> & {
    made_on: string
    paid: { amount_cents: number; method: 'cash' | 'card'; on: string } | null
  })[]
  sheet: SheetRow[]
}

const folder = new URL('data/', import.meta.url)

/** The catalogue of the demo: MARC 21 in ISO 2709, UTF-8. */
export const titlesFile: URL = new URL('titles.mrc', folder)

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T
}

type Ago = (days: number) => string

function resolvePatron(patron: DemoPatron, ago: Ago): Demo['patrons'][number] {
  const { cards, member_since_days_ago, member_until_in_days, note, block, ...rest } = patron
  return {
    ...rest,
    cards: cards.map(({ since_days_ago, ...card }) => ({ ...card, since: ago(since_days_ago) })),
    member_since: ago(member_since_days_ago),
    member_until: ago(-member_until_in_days),
    note: note === null ? null : { text: note.text, until: ago(-note.until_in_days) },
    block: block === null ? null : { reason: block.reason, since: ago(block.since_days_ago) },
  }
}

function resolveActivity(
  { loans, holds, charges, sheet }: Activity,
  ago: Ago,
): Pick<Demo, 'loans' | 'holds' | 'charges' | 'sheet'> {
  const orNull = (days: number | null) => (days === null ? null : ago(days))
  return {
    loans: loans
      .toSorted((a, b) => b.lent_days_ago - a.lent_days_ago)
      .map(({ lent_days_ago, renewed_days_ago, ...loan }) => ({
        ...loan,
        lent_on: ago(lent_days_ago),
        renewed_on: orNull(renewed_days_ago),
      })),
    holds: holds
      .toSorted((a, b) => b.placed_days_ago - a.placed_days_ago)
      .map(({ placed_days_ago, ready_days_ago, ...hold }) => ({
        ...hold,
        placed_on: ago(placed_days_ago),
        ready_on: orNull(ready_days_ago),
      })),
    charges: charges.map(({ made_days_ago, paid, ...charge }) => ({
      ...charge,
      made_on: ago(made_days_ago),
      paid:
        paid === null
          ? null
          : { amount_cents: paid.amount_cents, method: paid.method, on: ago(paid.days_ago) },
    })),
    sheet,
  }
}

/**
 * Reads the demo consortium as it stands on the day of loading, in Brussels.
 * @param today `YYYY-MM-DD`; another text throws a RangeError
 */
export function readDemo(today: string): Demo {
  const day = Temporal.PlainDate.from(today)
  const ago: Ago = days => day.subtract({ days }).toString()
  const { password, closes_on_holidays, libraries, agreements } = read<Consortium>('consortium.json')
  return {
    password,
    libraries: libraries.map(library => ({
      ...library,
      branches: library.branches.map(branch => ({
        ...branch,
        exceptional_days: exceptionalDays(branch.exceptional_days, closes_on_holidays, day),
      })),
    })),
    agreements: agreements.map(({ starts_days_ago, ...agreement }) => ({
      ...agreement,
      starts_on: ago(starts_days_ago),
    })),
    patrons: read<DemoPatron[]>('patrons.json').map(patron => resolvePatron(patron, ago)),
    items: read<DemoItem[]>('items.json').map(({ acquired_days_ago, ...item }) => ({
      ...item,
      acquired_on: ago(acquired_days_ago),
    })),
    ...resolveActivity(read<Activity>('activity.json'), ago),
  }
}
