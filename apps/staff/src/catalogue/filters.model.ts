import { type SearchSort, type searchTitles, searchSorts } from '@kaft/contract/cataloguing'
import type { OkOf, QueryOf } from '@kaft/contract/operation'

/** Fields by which a search is narrowed, in the order of the screen. */
export const facetFields = [
  'material',
  'audience',
  'language',
  'genre',
  'subject',
  'series',
  'decade',
  'author',
] as const
export type FacetField = (typeof facetFields)[number]
export type Where = 'all' | 'library' | 'branch'

/** What is asked of the catalogue. It stands in the address, so that a search can be bookmarked and gone back to. */
export interface Filters {
  readonly q: string
  readonly where: Where
  /** Another branch of the own library; null for the one where one stands. */
  readonly branch: string | null
  readonly available: boolean
  readonly sort: SearchSort
  /** Only the names that were typed, and not those that authority records know besides. */
  readonly typed: boolean
  /** Each edition of a work by itself: as the account likes it, and no part of the address. */
  readonly apart: boolean
  readonly facets: Readonly<Partial<Record<FacetField, string>>>
}

/** Dutch names in the address; it is read by people. */
const names: Readonly<Record<FacetField, string>> = {
  material: 'soort',
  audience: 'doelgroep',
  language: 'taal',
  genre: 'genre',
  subject: 'onderwerp',
  series: 'reeks',
  decade: 'jaar',
  author: 'auteur',
}
const places: Readonly<Record<Where, string>> = { all: 'alle', library: 'bib', branch: 'vestiging' }

const sorts: Readonly<Record<SearchSort, string>> = {
  relevance: 'beste',
  lent: 'meest-geleend',
  added: 'aanwinst',
  newest: 'nieuwste',
  oldest: 'oudste',
  title: 'titel',
  author: 'auteur',
}

/** Reads an address. Where nothing is said, the own library is searched. */
export const filtersOf = (asked: URLSearchParams, apart = false): Filters => {
  const where = (Object.keys(places) as Where[]).find(one => places[one] === asked.get('waar'))
  const facets = facetFields.flatMap(field => {
    const value = asked.get(names[field])
    return value === null || value === '' ? [] : [[field, value] as const]
  })
  return {
    q: asked.get('q') ?? '',
    where: where ?? 'library',
    branch: where === 'branch' ? asked.get('van') : null,
    sort: searchSorts.find(one => sorts[one] === asked.get('volgorde')) ?? 'relevance',
    available: asked.get('aanwezig') === '1',
    typed: asked.get('namen') === 'getypt',
    apart,
    facets: Object.fromEntries(facets),
  }
}

/** What to change in an address; null takes a part away. */
export const addressOfFilters = (changes: Partial<Filters>): Readonly<Record<string, string | null>> => ({
  ...(changes.q === undefined ? {} : { q: changes.q || null }),
  ...(changes.where === undefined
    ? {}
    : { waar: changes.where === 'library' ? null : places[changes.where], van: changes.branch ?? null }),
  ...(changes.sort === undefined
    ? {}
    : { volgorde: changes.sort === 'relevance' ? null : sorts[changes.sort] }),
  ...(changes.available === undefined ? {} : { aanwezig: changes.available ? '1' : null }),
  ...(changes.typed === undefined ? {} : { namen: changes.typed ? 'getypt' : null }),
  ...Object.fromEntries(
    facetFields
      .filter(field => changes.facets !== undefined && field in changes.facets)
      .map(field => [names[field], changes.facets?.[field] || null]),
  ),
})

/** The question to the server; `after` names where the page before ended. */
export const questionOf = (filters: Filters): QueryOf<typeof searchTitles> => ({
  ...(filters.q.trim() === '' ? {} : { q: filters.q.trim() }),
  where: filters.where,
  ...(filters.branch === null ? {} : { branch: filters.branch }),
  ...(filters.sort === 'relevance' ? {} : { sort: filters.sort }),
  ...(filters.available ? { available: '1' as const } : {}),
  ...(filters.typed ? { names: 'typed' as const } : {}),
  ...(filters.apart ? { each_edition: '1' as const } : {}),
  ...filters.facets,
})

/** The same search as the doors that anyone may use ask it, from the library or branch of who asks: for files and feeds. */
export const publicQueryOf = (
  filters: Filters,
  at: { readonly library_id: string; readonly branch_id: string },
): string => {
  const { waar: _, van: __, ...asked } = addressOfFilters(filters)
  const place = {
    ...(filters.where === 'all' ? {} : { library_id: at.library_id }),
    ...(filters.where === 'branch' ? { branch_id: filters.branch ?? at.branch_id } : {}),
  }
  const parts = Object.entries({ ...asked, ...place }).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  return new URLSearchParams(parts).toString()
}

/** Whether anything is asked at all; the whole catalogue is not listed unasked. */
export const asksSomething = (filters: Filters): boolean =>
  filters.q.trim() !== '' || filters.available || Object.keys(filters.facets).length > 0

type Facets = OkOf<typeof searchTitles>['facets']

/** The values of each field, in the order of the screen; a chosen value stays even where nothing has it any more. */
export const facetsShown = (
  found: Facets,
  chosen: Filters['facets'],
): readonly { field: FacetField; values: Facets[number]['values'] }[] =>
  facetFields
    .map(field => {
      const values = found.find(one => one.field === field)?.values ?? []
      const value = chosen[field]
      const missing = value !== undefined && !values.some(one => one.value === value)
      return { field, values: missing ? [{ value, count: 0, name: null }, ...values] : values }
    })
    .filter(one => one.values.length > 0)

/** "9789000000100" and "90-00-00010-0" alike: thirteen digits of a book, or ten with their check. */
export const isIsbn = (code: string): boolean => {
  const digits = code.replace(/[\s-]/g, '').toUpperCase()
  if (/^97[89]\d{10}$/.test(digits)) {
    const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
    return sum % 10 === 0
  }
  if (!/^\d{9}[\dX]$/.test(digits)) return false
  const sum = [...digits].reduce(
    (total, digit, at) => total + (10 - at) * (digit === 'X' ? 10 : Number(digit)),
    0,
  )
  return sum % 11 === 0
}
