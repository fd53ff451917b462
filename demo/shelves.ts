import type { TitleFacts } from '@kaft/marc'

const BY_MATERIAL: Readonly<Partial<Record<TitleFacts['material'], string>>> = {
  comic: 'Strips',
  cd: 'Muziek',
  dvd: 'Film',
  audiobook: 'Luisterboeken',
  score: 'Bladmuziek',
  game: 'Spellen',
  map: 'Naslag',
  kit: 'Naslag',
}
const BY_GENRE: readonly [genre: string, shelf: string][] = [
  ['Gedichten', 'Poëzie'],
  ['Toneel', 'Toneel'],
  ['Detectives', 'Spanning'],
  ['Reisverhalen', 'Reizen'],
]

/** Where a title stands in an ordinary public library. */
export function shelfOf(title: TitleFacts): string {
  const byMaterial = BY_MATERIAL[title.material]
  if (byMaterial !== undefined) return byMaterial
  if (title.audience === 'youth') return 'Jeugd'
  if (title.languages[0] !== 'dut') return 'Anderstalig'
  const byGenre = BY_GENRE.find(([genre]) => title.genres.includes(genre))?.[1]
  return byGenre ?? (title.fiction === true ? 'Romans' : 'Non-fictie')
}

/** The first four letters of the author, or of the title where there is none. */
export function callNumberOf(title: TitleFacts): string {
  const name = title.contributors.find(maker => maker.is_main)?.name ?? title.title_sort
  const letters = name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .slice(0, 4)
    .toUpperCase()
  return letters === '' ? 'ZZZZ' : letters
}

/** The item types that regulations know; scores and maps are lent like the rest. */
export function itemTypeOf(title: TitleFacts): string {
  if (title.material === 'score' || title.material === 'map' || title.material === 'ebook') return 'other'
  return title.material
}

const PRICES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  book: [1295, 2995],
  comic: [895, 1695],
  cd: [1095, 1995],
  dvd: [995, 2495],
  audiobook: [1495, 2995],
  game: [1995, 4995],
}

/** Least and most that an item of the type costs, in cents. */
export function priceRange(itemType: string): readonly [least: number, most: number] {
  return PRICES[itemType] ?? [995, 2495]
}
