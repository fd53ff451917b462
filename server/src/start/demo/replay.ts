import {
  addCharge,
  checkin,
  checkout,
  type Code,
  overrides,
  placeHold,
  receivePayment,
  renew,
} from '@kaft/contract'
import type { Demo } from '../../../../demo/read-demo.ts'
import { momentOn } from '../../base/dates.ts'
import type { Desks } from './desk.ts'
import { requestRights } from './requests.ts'

/** Where the codes of the files stand in the database. */
export interface Places {
  readonly patrons: ReadonlyMap<string, string>
  readonly items: ReadonlyMap<string, { readonly item_id: string; readonly branch: string }>
  readonly titles: ReadonlyMap<string, string>
  readonly branches: ReadonlyMap<string, string>
}
export interface Played {
  loans: number
  renewals: number
  holds: number
  set_aside: number
  charges: number
  payments: number
  /** What the rules of the library would not have; it is left out. */
  refused: number
}

export interface Play {
  readonly demo: Demo
  readonly places: Places
  readonly desks: Desks
  /** Nothing happens after this moment. */
  readonly until: Temporal.Instant
  readonly played: Played
}

/** The head of the desk accepts whatever may be accepted. */
const accept = Object.keys(overrides) as Code[]

const momentOf = (play: Play, day: string, time: string): Temporal.Instant => {
  const at = momentOn(day, time)
  return Temporal.Instant.compare(at, play.until) < 0 ? at : play.until
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key)
  if (found === undefined) throw new Error(`the demonstration names ${key}, which is not there`)
  return found
}
const itemOf = (play: Play, key: { library: string; barcode: string }) =>
  known(play.places.items, `${key.library} ${key.barcode}`)

/** Lets the libraries of a cooperation live through their last months: loans, renewals, holds, money, each in order. */
export async function replay(play: Play, libraries: ReadonlySet<string>): Promise<void> {
  const libraryOf = (patron: string) => patron.slice(0, patron.indexOf('-'))
  const ours = <T extends { patron: string }>(rows: readonly T[]) =>
    rows.filter(r => libraries.has(libraryOf(r.patron)))
  for (const loan of ours(play.demo.loans)) await lend(play, loan)
  for (const hold of ours(play.demo.holds)) await reserve(play, hold)
  for (const [i, charge] of ours(play.demo.charges).entries()) await bill(play, charge, i)
  if (libraries.has('I200')) await requestRights(play)
}

async function lend(play: Play, loan: Demo['loans'][number]): Promise<void> {
  const { item_id } = itemOf(play, loan.item)
  const desk = play.desks.at(loan.branch)
  const name = `loan ${loan.item.library} ${loan.item.barcode}`
  const lent = await desk.call(checkout, {
    name,
    at: momentOf(play, loan.lent_on, loan.at),
    body: { item_id, patron_id: known(play.places.patrons, loan.patron), accept },
  })
  if (!lent?.loan) return void play.played.refused++
  play.played.loans++
  if (loan.renewed_on === null) return
  const renewed = await desk.call(renew, {
    name: `renewal ${name}`,
    at: momentOf(play, loan.renewed_on, loan.at),
    body: { loan_id: lent.loan.loan_id, accept },
  })
  if (renewed) play.played.renewals++
  else play.played.refused++
}

async function reserve(play: Play, hold: Demo['holds'][number]): Promise<void> {
  const name = `hold ${hold.patron} ${hold.title}`
  const placed = await play.desks.at(hold.pickup_branch).call(placeHold, {
    name,
    at: momentOf(play, hold.placed_on, '11:00'),
    body: {
      patron_id: known(play.places.patrons, hold.patron),
      title_id: known(play.places.titles, hold.title),
      pickup_branch_id: known(play.places.branches, hold.pickup_branch),
      accept,
    },
  })
  if (!placed) return void play.played.refused++
  play.played.holds++
  if (hold.item === null) return
  // A scan at the branch where the item stands sets it aside: on the hold shelf there, or on its way to it.
  const item = itemOf(play, hold.item)
  const scanned = await play.desks.at(item.branch).call(checkin, {
    name: `set aside ${name}`,
    at: momentOf(play, hold.ready_on ?? hold.placed_on, '16:00'),
    body: { item_id: item.item_id },
  })
  if (scanned?.destination && scanned.destination.to !== 'shelf') play.played.set_aside++
  else play.played.refused++
}

const REASONS: Readonly<Record<Demo['charges'][number]['kind'], string>> = {
  membership: 'Lidgeld',
  fine: 'Te laat teruggebracht',
  lending_fee: 'Leengeld',
  hold: 'Reservering',
  card: 'Nieuwe pas',
  replacement: 'Exemplaar verloren',
  other: 'Andere',
}

async function bill(play: Play, charge: Demo['charges'][number], place: number): Promise<void> {
  const patron_id = known(play.places.patrons, charge.patron)
  const branch = play.demo.libraries.find(l => l.code === charge.library)?.branches[0]?.code ?? ''
  const desk = play.desks.at(branch)
  const name = `charge ${charge.patron} ${place}`
  const account = await desk.call(addCharge, {
    name,
    at: momentOf(play, charge.made_on, '10:30'),
    params: { patron_id },
    body: {
      charge_kind: charge.kind,
      amount_cents: charge.amount_cents,
      reason: charge.note ?? REASONS[charge.kind],
    },
  })
  if (!account) return void play.played.refused++
  play.played.charges++
  const entry = account.open.findLast(
    e => e.charge_kind === charge.kind && e.amount_cents === charge.amount_cents,
  )
  if (!charge.paid || !entry) return
  const paid = await desk.call(receivePayment, {
    name: `payment ${name}`,
    at: momentOf(play, charge.paid.on, '12:15'),
    params: { patron_id },
    body: { method: charge.paid.method, entry_ids: [entry.entry_id], amount_cents: charge.paid.amount_cents },
  })
  if (paid) play.played.payments++
  else play.played.refused++
}
