import type { TitleFacts } from '@kaft/marc'
import type { Consortium, DemoBranch, DemoItem, DemoLibrary } from './data.ts'
import { type Chance, chanceOf } from './random.ts'
import { callNumberOf, itemTypeOf, priceRange, shelfOf } from './shelves.ts'

/** Authors whom every library has, most wanted first. */
const FAVOURITES: readonly string[] = [
  'Multatuli',
  'Conscience, Hendrik',
  'Kieviet, Cornelis Johannes',
  'Abkoude, Christiaan van',
  'Verne, Jules',
  'Couperus, Louis',
  'Buysse, Cyriel',
  'Timmermans, Felix',
  'Ostaijen, Paul van',
  'Gezelle, Guido',
  'Nescio',
  'Hildebrand',
  'Dickens, Charles',
  'Wilde, Oscar',
  'Alcott, Louisa May',
  'Doyle, Arthur Conan',
  'Austen, Jane',
  'Carroll, Lewis',
  'Lagerlöf, Selma',
  'Zola, Émile',
  'Hugo, Victor',
  'Kafka, Franz',
  'Mozart, Wolfgang Amadeus',
]

/** Old codes of these libraries' own, which repeat between them; a cooperation has each code only once. */
const OLD_CODES: Readonly<Record<string, number>> = { I200: 60, I230: 25, I290: 60 }
const FIRST_OLD_CODE = 10_403

const NOTES: Readonly<Record<string, string>> = {
  cd: 'Met boekje.',
  dvd: 'Twee schijven.',
  kit: 'Zes stuks in de doos.',
  game: 'Volledig: nagekeken.',
}

type Wanted = { title: TitleFacts; rank: number }

/** Titles by how wanted they are: favourites first, the rest in an order that only chance gave. */
function ranked(titles: TitleFacts[]): Wanted[] {
  const chance = chanceOf('popularity')
  const place = new Map(titles.map(title => [title, chance.next()]))
  const favourite = (title: TitleFacts) => {
    const at = FAVOURITES.indexOf(title.contributors.find(maker => maker.is_main)?.name ?? '')
    return at < 0 ? 1000 : at * 6
  }
  const score = (title: TitleFacts) => favourite(title) + (place.get(title) ?? 0) * 120
  return titles.toSorted((a, b) => score(a) - score(b)).map((title, rank) => ({ title, rank }))
}

/** Draws titles for a branch, wanted ones likelier; the most wanted may come twice or three times. */
function drawTitles(wanted: Wanted[], count: number, chance: Chance): TitleFacts[] {
  const drawn = wanted
    .map(({ title, rank }) => ({ title, key: Math.log(chance.next() || 1e-9) * (rank + 60) }))
    .toSorted((a, b) => b.key - a.key)
    .slice(0, count)
    .map(({ title }) => title)
  const twice = wanted.slice(0, Math.ceil(count / 25)).map(({ title }) => title)
  return [...drawn.slice(0, Math.max(0, count - twice.length)), ...twice]
}

type Count = { old: number; next: number }

/** The Flemish range has 14 digits and begins with 3000; then come the library and a number of its own. */
function barcodeOf(library: DemoLibrary, count: Count): string {
  const old = OLD_CODES[library.code] ?? 0
  if (count.old < old) {
    count.old += 1
    return String(FIRST_OLD_CODE + count.old * 7)
  }
  count.next += 1
  return `3000${library.code.slice(1)}${String(count.next).padStart(7, '0')}`
}

function stateOf(chance: Chance): DemoItem['state'] {
  const roll = chance.next()
  return roll < 0.008 ? 'missing' : roll < 0.012 ? 'withdrawn' : 'in_use'
}

type Place = { library: DemoLibrary; branch: DemoBranch; count: Count; chance: Chance }

function makeItem({ library, branch, count, chance }: Place, title: TitleFacts): DemoItem {
  const acquired = chance.between(15, 4200)
  const isNew = acquired < 120 && title.material === 'book' && chance.often(0.4)
  const type = isNew ? 'sprinter' : itemTypeOf(title)
  const shelf = isNew ? 'Sprinters' : chance.often(0.04) ? 'Magazijn' : shelfOf(title)
  const isReference = shelf === 'Naslag' || chance.often(0.004)
  return {
    library: library.code,
    branch: branch.code,
    barcode: barcodeOf(library, count),
    title: title.control_number ?? '',
    item_type: type,
    shelf,
    call_number: callNumberOf(title),
    price_cents: Math.round(chance.between(...priceRange(type)) / 50) * 50 - 5,
    loanable: !isReference,
    state: stateOf(chance),
    note: isReference ? 'Alleen ter plaatse in te zien.' : chance.often(0.03) ? (NOTES[type] ?? null) : null,
    acquired_days_ago: acquired,
  }
}

/** The items of all branches. */
export function makeItems({ libraries }: Consortium, titles: TitleFacts[]): DemoItem[] {
  const wanted = ranked(titles)
  return libraries.flatMap(library => {
    const count: Count = { old: 0, next: 0 }
    return library.branches.flatMap(branch => {
      const chance = chanceOf(`items ${branch.code}`)
      return drawTitles(wanted, branch.items, chance).map(title =>
        makeItem({ library, branch, count, chance }, title),
      )
    })
  })
}
