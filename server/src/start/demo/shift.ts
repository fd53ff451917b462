import {
  addChildren,
  addCrate,
  applyClosure,
  changeItem,
  checkin,
  checkout,
  closeCrate,
  type Code,
  escalateHold,
  openCrate,
  overrides,
  placeHold,
  scan,
} from '@kaft/contract'
import { addDays, dayOf } from '../../base/dates.ts'
import type { NamedAsk } from './desk.ts'
import type { Play } from './replay.ts'
import { firstOf, type Pick, pickFor } from './shift-picks.ts'

const LIBRARY = 'I200'
/** The branch whose lists are filled. */
export const SHIFT_AT = '2001'
const DESK = SHIFT_AT
const OTHER_DESK = '2002'
/** Who asks Testgem for a book between libraries. */
const STRANGER = { library: 'I300', desk: '3001', group: ['I300', 'I310'] } as const
const OURS = ['I200', 'I210', 'I220']
const accept = Object.keys(overrides) as Code[]

/** Codes of the holds of which the last days are set by hand: how many days after today each ends. */
export const SHELF_DAYS: readonly (readonly [name: string, days: number])[] = [
  ['clear', -2],
  ['ends', 0],
]

/**
 * What the lists of a desk and of the start of a shift are for: something on each at one branch, made as a desk would have made it. The
 * books and readers are the last of their files, so that whoever takes the first finds them free.
 * @returns the ids of holds, by what they are to show
 */
export async function fillShift(play: Play): Promise<ReadonlyMap<string, string>> {
  const pick = pickFor(play.demo, LIBRARY)
  const shown = new Map<string, string>()
  await lieReady(play, pick, shown)
  await waitInVain(play, pick)
  await waitInLine(play, pick)
  await travel(play, pick)
  await borrowBetween(play, pick)
  await ofTheHouse(play)
  return shown
}

const ago = (play: Play, days: number): Temporal.Instant =>
  play.until.subtract({ minutes: Math.round(24 * 60 * days) })

const patronOf = (play: Play, key: string): string => play.places.patrons.get(key) ?? ''
const itemOf = (play: Play, item: Pick): string =>
  play.places.items.get(`${item.library} ${item.barcode}`)?.item_id ?? ''
const branchOf = (play: Play, code: string): string => play.places.branches.get(code) ?? ''

/** Reserves the title of a book for a reader. @returns the hold, or null where the rules would not have it */
async function reserve(
  play: Play,
  at: { readonly desk: string; readonly days: number },
  of: { readonly patron: string; readonly item: Pick },
): Promise<string | null> {
  const said = await play.desks.at(at.desk).call(placeHold, {
    name: `shift hold ${of.patron} ${of.item.title}`,
    at: ago(play, at.days),
    body: {
      patron_id: patronOf(play, of.patron),
      title_id: play.places.titles.get(of.item.title) ?? '',
      pickup_branch_id: branchOf(play, at.desk),
      accept,
    },
  })
  if (said) play.played.holds++
  else play.played.refused++
  return said?.hold.hold_id ?? null
}

async function takeIn(play: Play, desk: string, of: { item: Pick; days: number }): Promise<void> {
  await play.desks.at(desk).call(checkin, {
    name: `shift in ${of.item.barcode}`,
    at: ago(play, of.days),
    body: { item_id: itemOf(play, of.item) },
  })
}

async function goesMissing(play: Play, desk: string, item: Pick): Promise<void> {
  const { item_type, shelf, call_number, price_cents, loanable, note } = item
  const body: NamedAsk<typeof changeItem>['body'] = {
    branch_id: branchOf(play, item.branch),
    item_type,
    shelf,
    call_number,
    price_cents,
    loanable,
    note,
    state: 'missing',
  }
  await play.desks.at(desk).call(changeItem, {
    name: `shift missing ${item.barcode}`,
    at: ago(play, 3),
    params: { item_id: itemOf(play, item) },
    body,
  })
}

/** On the hold shelf: for two who have to be called, one whose last day it is, and one that nobody came for. */
async function lieReady(play: Play, pick: ReturnType<typeof pickFor>, shown: Map<string, string>) {
  const called = pick.readers.filter(one => one.email === null).slice(0, 2)
  const others = pick.readers.filter(one => one.email !== null).slice(0, SHELF_DAYS.length)
  const wanted = [
    ...called.map(one => ['call', one.key] as const),
    ...SHELF_DAYS.map(([name], index) => [name, others[index]?.key ?? ''] as const),
  ]
  for (const [name, patron] of wanted) {
    const item = pick.book()
    const hold_id = await reserve(play, { desk: DESK, days: 9 }, { patron, item })
    await takeIn(play, DESK, { item, days: name === 'call' ? 1 : 8 })
    if (hold_id !== null) shown.set(name, hold_id)
  }
}

/** Reservations that nothing can fill any more: the one book is gone. For one of them other libraries are asked. */
async function waitInVain(play: Play, pick: ReturnType<typeof pickFor>): Promise<void> {
  const [none, some] = [pick.only(OURS, () => true), pick.only(OURS, others => others.length > 0)]
  for (const [index, item] of [none, some].entries()) {
    if (!item) continue
    const patron = pick.readers[10 + index]?.key ?? ''
    const hold_id = await reserve(play, { desk: DESK, days: 12 }, { patron, item })
    await goesMissing(play, DESK, item)
    if (item !== some || hold_id === null) continue
    await play.desks.at(DESK).call(escalateHold, {
      name: 'shift ibl ours',
      at: ago(play, 1),
      params: { hold_id },
      body: { accept },
    })
  }
}

/** More wait for one book than it can serve within a season. */
async function waitInLine(play: Play, pick: ReturnType<typeof pickFor>): Promise<void> {
  const item = pick.only(OURS, () => true)
  if (!item) return
  const [borrower, ...waiting] = pick.readers.slice(12, 18)
  await play.desks.at(DESK).call(checkout, {
    name: `shift loan ${item.barcode}`,
    at: ago(play, 6),
    body: { item_id: itemOf(play, item), patron_id: patronOf(play, borrower?.key ?? ''), accept },
  })
  for (const [index, { key }] of waiting.entries())
    await reserve(play, { desk: DESK, days: 5 - index / 2 }, { patron: key, item })
}

/** Two books that were sent home and did not arrive, and a crate with two more on its way. */
async function travel(play: Play, pick: ReturnType<typeof pickFor>): Promise<void> {
  for (const days of [16, 12]) await takeIn(play, OTHER_DESK, { item: pick.book(), days })
  const desk = play.desks.at(OTHER_DESK)
  const to_branch_id = branchOf(play, DESK)
  const crate = await desk.call(addCrate, {
    name: 'shift crate',
    at: ago(play, 2),
    body: { code: 'BAK-2001-01', to_branch_id },
  })
  if (!crate) return
  const opened = await desk.call(openCrate, {
    name: 'shift crate open',
    at: ago(play, 1),
    params: { crate_id: crate.crate_id },
    body: { to_branch_id },
  })
  const trip_id = opened?.crate?.trip_id
  if (trip_id === undefined) return
  for (const item of [pick.book(), pick.book()])
    await desk.call(scan, {
      name: `shift crate ${item.barcode}`,
      at: ago(play, 0.9),
      body: { code: item.barcode, patron_id: null, accept: [], crate: trip_id },
    })
  await desk.call(closeCrate, {
    name: 'shift crate close',
    at: ago(play, 0.8),
    params: { trip_id },
    body: {},
  })
}

/** A library outside of the cooperation asks for a book that stands here: its own is gone. */
async function borrowBetween(play: Play, pick: ReturnType<typeof pickFor>): Promise<void> {
  const item = pick.only(STRANGER.group, others => others.some(one => one.library === LIBRARY))
  const reader = firstOf(play.demo, STRANGER.library)
  if (!item || !reader) return
  const hold_id = await reserve(play, { desk: STRANGER.desk, days: 6 }, { patron: reader.key, item })
  await goesMissing(play, item.branch, item)
  if (hold_id === null) return
  await play.desks.at(STRANGER.desk).call(escalateHold, {
    name: 'shift ibl theirs',
    at: ago(play, 1),
    params: { hold_id },
    body: { accept },
  })
}

/** The children of a class, and a day on which the house is closed. */
async function ofTheHouse(play: Play): Promise<void> {
  const klas = play.demo.patrons.find(one => one.library === LIBRARY && one.membership_type === 'klas')
  const desk = play.desks.at(DESK)
  if (klas)
    await desk.call(addChildren, {
      name: 'shift class',
      at: ago(play, 4),
      params: { patron_id: patronOf(play, klas.key) },
      body: {
        children: ['Amir', 'Bo', 'Elif', 'Finn', 'Jef', 'Lotte', 'Noor', 'Oscar', 'Roos', 'Yara'].map(
          given_name => ({ given_name }),
        ),
      },
    })
  const day = addDays(dayOf(play.until), 100)
  await desk.call(applyClosure, {
    name: 'shift closure',
    at: ago(play, 0.5),
    body: {
      branch_ids: [branchOf(play, DESK)],
      type: 'gesloten',
      from_on: day,
      until_on: day,
      moves: 'off_closed',
      reason: 'Inventarisdag',
    },
  })
}
