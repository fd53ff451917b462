import type { Demo } from '../../../../demo/read-demo.ts'

export type Pick = Demo['items'][number]
type Patron = Demo['patrons'][number]

const keyOf = ({ library, barcode }: { library: string; barcode: string }): string => `${library} ${barcode}`

/** Adults who may reserve, the last first. */
const readersOf = (demo: Demo, library: string): Patron[] => {
  const onSheet = new Set(demo.sheet.map(row => row.code))
  const soon = demo.patrons.map(one => one.member_since).reduce((a, b) => (a > b ? a : b))
  return demo.patrons
    .filter(
      one =>
        one.library === library &&
        one.membership_type === 'volwassene' &&
        one.block === null &&
        one.note === null &&
        one.member_until > soon &&
        !demo.charges.some(charge => charge.patron === one.key) &&
        !one.cards.some(card => onSheet.has(card.code)),
    )
    .toReversed()
}
export const firstOf = (demo: Demo, library: string): Patron | undefined => readersOf(demo, library)[0]

/** Items that are lent, set aside, or on the sheet for whoever tries. */
const takenOf = (demo: Demo): ReadonlySet<string> =>
  new Set([
    ...demo.loans.map(one => keyOf(one.item)),
    ...demo.holds.flatMap(one => (one.item === null ? [] : [keyOf(one.item)])),
    ...demo.sheet.map(row => keyOf({ library: row.library, barcode: row.code })),
  ])

/** Books that stand on their shelf and for which nobody waits, each handed out once, the last of the file first. */
export function pickFor(
  demo: Demo,
  library: string,
): {
  readonly readers: readonly Patron[]
  /** A book of the first branch. */
  book(): Pick
  /** The one book that a group of libraries has of its title, where the books of others are as asked. */
  only(group: readonly string[], others: (items: readonly Pick[]) => boolean): Pick | undefined
} {
  const taken = takenOf(demo)
  const asked = new Set(demo.holds.map(one => one.title))
  const fits = (item: Pick): boolean =>
    item.item_type === 'book' &&
    item.loanable &&
    item.state === 'in_use' &&
    item.note === null &&
    item.barcode.length === 14 &&
    !asked.has(item.title) &&
    !taken.has(keyOf(item))
  const byTitle = Map.groupBy(demo.items, item => item.title)
  const own = demo.items.filter(item => item.library === library && fits(item)).toReversed()
  const branch = demo.libraries.find(one => one.code === library)?.branches[0]?.code
  const hand = (item: Pick | undefined): Pick | undefined => {
    if (item) asked.add(item.title)
    return item
  }
  return {
    readers: readersOf(demo, library),
    book: () => {
      // The title has this one book only, so that the book is what a reservation of it waits for.
      const found = hand(
        own.find(item => fits(item) && item.branch === branch && byTitle.get(item.title)?.length === 1),
      )
      if (!found) throw new Error('the demonstration has no free book left')
      return found
    },
    only: (group, others) =>
      hand(
        demo.items.findLast(item => {
          if (!group.includes(item.library) || !fits(item)) return false
          const all = byTitle.get(item.title) ?? []
          const within = all.filter(one => group.includes(one.library))
          const mine = group.includes(library) ? item.branch === branch : true
          const rest = all.filter(one => !group.includes(one.library))
          return mine && within.length === 1 && others(rest.filter(fits))
        }),
      ),
  }
}
