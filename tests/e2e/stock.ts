import type { Demo } from '../../demo/read-demo.ts'

type Item = Demo['items'][number]
type Patron = Demo['patrons'][number]

/** Hands out people and items of the demonstration, each once, so that journeys do not stand in each other's way. */
export interface Stock {
  /** An adult in good standing: nothing late, nothing to pay, nothing in the way of a loan. */
  patron(library: string): Patron & { readonly card: string; readonly name: string }
  /** A book that stands on its shelf, for which nobody waits, each of another title. */
  book(branch: string): Item
}

export function stockOf(demo: Demo): Stock {
  const patrons = demo.patrons.filter(one => isPlain(one, demo))
  const books = demo.items.filter(freeBooks(demo))
  return {
    patron: library => {
      const found = take(patrons, one => one.library === library)
      const card = found?.cards.find(one => one.state === 'active')?.code
      if (found === undefined || card === undefined) throw new Error(`no plain patron is left in ${library}`)
      return { ...found, card, name: `${found.given_name} ${found.family_name}` }
    },
    book: branch => {
      const found = take(books, one => one.branch === branch)
      if (found === undefined) throw new Error(`no free book is left in ${branch}`)
      return found
    },
  }
}

function take<T>(from: T[], fits: (one: T) => boolean): T | undefined {
  const at = from.findIndex(fits)
  return at < 0 ? undefined : from.splice(at, 1)[0]
}

const keyOf = ({ library, barcode }: { library: string; barcode: string }): string => `${library} ${barcode}`

function isPlain(patron: Patron, demo: Demo): boolean {
  const { key, cards } = patron
  const soon = Temporal.Now.plainDateISO('Europe/Brussels').add({ days: 15 }).toString()
  const long = Temporal.Now.plainDateISO('Europe/Brussels').subtract({ days: 15 }).toString()
  return (
    patron.membership_type === 'volwassene' &&
    patron.block === null &&
    patron.note === null &&
    patron.member_until > soon &&
    !demo.loans.some(one => one.patron === key && one.lent_on < long) &&
    !demo.charges.some(one => one.patron === key) &&
    !demo.sheet.some(row => cards.some(card => card.code === row.code))
  )
}

function freeBooks(demo: Demo): (item: Item) => boolean {
  const gone = new Set([
    ...demo.loans.map(one => keyOf(one.item)),
    ...demo.holds.flatMap(one => (one.item === null ? [] : [keyOf(one.item)])),
    ...demo.sheet.map(row => keyOf({ library: row.library, barcode: row.code })),
  ])
  const awaited = new Set(demo.holds.map(one => one.title))
  const seen = new Set<string>()
  return item => {
    const fits =
      item.item_type === 'book' &&
      item.loanable &&
      item.state === 'in_use' &&
      item.note === null &&
      item.barcode.length === 14 &&
      !awaited.has(item.title) &&
      !gone.has(keyOf(item)) &&
      !seen.has(item.title)
    if (fits) seen.add(item.title)
    return fits
  }
}
