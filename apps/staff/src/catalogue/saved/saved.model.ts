import type { SavedAsk } from '@kaft/contract/saved-searches'
import { paths } from '../../base/paths.ts'
import { addressOfFilters, facetFields, type Filters, questionOf } from '../filters.model.ts'

/** What a search on the screen asks, to be kept. Whether editions stand apart is a choice of the account, and is not kept. */
export const askOf = (filters: Filters): SavedAsk => {
  const { each_edition: _, count_branches: __, after: ___, ...asks } = questionOf(filters)
  return asks
}

/** A kept search, as the screen of the catalogue asks it. */
export const filtersOfAsk = (asks: SavedAsk): Filters => ({
  q: asks.q ?? '',
  where: asks.where ?? 'all',
  branch: asks.branch ?? null,
  available: asks.available === '1',
  sort: asks.sort ?? 'relevance',
  typed: asks.names === 'typed',
  apart: false,
  facets: Object.fromEntries(
    facetFields.flatMap(field => (asks[field] === undefined ? [] : [[field, asks[field]]])),
  ),
})

/** Where a kept search is run. */
export const addressOfAsk = (asks: SavedAsk): string => {
  const parts = Object.entries(addressOfFilters(filtersOfAsk(asks))).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  )
  const query = new URLSearchParams(parts).toString()
  return query === '' ? paths.catalogue : `${paths.catalogue}?${query}`
}

/** A name to begin with: what was typed, or what was chosen. */
export const nameFor = (filters: Filters): string =>
  (filters.q.trim() || Object.values(filters.facets).join(', ')).slice(0, 120)

const MAIL = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,189}$/
/** The address as it was typed: null where it is empty, undefined where it is none. */
export const mailIn = (text: string): string | null | undefined => {
  const said = text.trim()
  if (said === '') return null
  return MAIL.test(said) ? said : undefined
}
