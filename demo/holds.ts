import { type Desk, keyOf, partnersOf } from './desk.ts'
import type { DemoHold, DemoItem, DemoPatron } from './data.ts'

type Holds = { desk: Desk; readers: DemoPatron[]; asked: Set<string>; atHome: Map<string, Set<string>> }

/** Titles that each patron has at home already: nobody reserves those. */
function titlesAtHome({ items, activity }: Desk): Map<string, Set<string>> {
  const titleOf = new Map(items.map(item => [`${item.library} ${item.barcode}`, item.title]))
  const found = new Map<string, Set<string>>()
  for (const { patron, item } of activity.loans) {
    const titles = found.get(patron) ?? new Set()
    found.set(patron, titles.add(titleOf.get(`${item.library} ${item.barcode}`) ?? ''))
  }
  return found
}

type Wish = { item: DemoItem; state: DemoHold['state']; branch: string }

/** Places one hold for someone who may. A title is asked for once, so that no queue contradicts the shelf. */
function place({ desk, readers, asked, atHome }: Holds, { item, state, branch }: Wish): void {
  const { chance, activity } = desk
  const patron = chance.pick(readers)
  if (asked.has(item.title) || atHome.get(patron.key)?.has(item.title) === true) return
  asked.add(item.title)
  const placed = chance.between(2, 12)
  activity.holds.push({
    patron: patron.key,
    title: item.title,
    pickup_branch: branch,
    placed_days_ago: placed,
    state,
    item: state === 'waiting' ? null : keyOf(item),
    ready_days_ago: state === 'ready' ? chance.between(0, Math.min(4, placed - 1)) : null,
  })
  if (state !== 'waiting') desk.free.splice(desk.free.indexOf(item), 1)
}

function mayReserve(patron: DemoPatron, library: string): boolean {
  const isPerson = patron.membership_type === 'volwassene' || patron.membership_type === 'jeugd'
  return patron.library === library && isPerson && patron.member_until_in_days > 14 && patron.block === null
}

/** Holds on what is lent, on what stands on the shelf (for the pull list), on the hold shelf and on the way. */
export function placeHolds(desk: Desk): void {
  const { chance, consortium, library, activity } = desk
  const reach = partnersOf(consortium, library.code, true)
  const holds: Holds = {
    desk,
    readers: desk.patrons.filter(patron => mayReserve(patron, library.code)),
    asked: new Set(activity.holds.map(hold => hold.title)),
    atHome: titlesAtHome(desk),
  }
  const isWithin = (item: DemoItem) => reach.includes(item.library) && item.item_type !== 'sprinter'
  const lentKeys = new Set(activity.loans.map(({ item }) => `${item.library} ${item.barcode}`))
  const lent = desk.items.filter(item => isWithin(item) && lentKeys.has(`${item.library} ${item.barcode}`))
  const shelf = chance.shuffle(desk.free.filter(isWithin))
  const isOwn = (item: DemoItem) => item.library === library.code
  const ownBranch = () => chance.pick(library.branches).code
  for (const item of chance.shuffle(lent).slice(0, 6))
    place(holds, { item, state: 'waiting', branch: ownBranch() })
  for (const item of shelf.slice(0, 3)) place(holds, { item, state: 'waiting', branch: ownBranch() })
  for (const item of shelf.filter(isOwn).slice(3, 6))
    place(holds, { item, state: 'ready', branch: item.branch })
  const elsewhere = shelf.slice(6).find(item => !holds.asked.has(item.title) && !isOwn(item))
  if (elsewhere !== undefined) place(holds, { item: elsewhere, state: 'in_transit', branch: ownBranch() })
}
