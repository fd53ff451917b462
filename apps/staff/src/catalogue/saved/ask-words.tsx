import type { SavedAsk } from '@kaft/contract/saved-searches'
import { useLanguage, useTexts } from '../../base/language.ts'
import { useSession } from '../../base/session.ts'
import { wordOf } from '../facets.tsx'
import { facetFields } from '../filters.model.ts'
import { catalogueTexts } from '../texts/index.ts'
import { searchTexts } from '../texts/search.ts'
import { savedTexts } from './texts.ts'

/** What a kept search asks, in words: "kaas · Soort: boek · je bib". */
export const useAskWords = (): ((asks: SavedAsk) => string) => {
  const t = useTexts(savedTexts)
  const c = useTexts(catalogueTexts)
  const s = useTexts(searchTexts)
  const lang = useLanguage()
  const session = useSession()
  return asks => {
    const q = (asks.q ?? '').trim()
    const branch = session.branches.find(b => b.branch_id === asks.branch)?.name
    const chosen = facetFields.flatMap(field => {
      const value = asks[field]
      return value === undefined ? [] : [`${c.facets[field]}: ${wordOf(field, value, c, lang)}`]
    })
    const where = asks.where === 'branch' && branch !== undefined ? branch : t.where[asks.where ?? 'all']
    return [
      ...(q === '' ? (chosen.length === 0 ? [t.everything] : []) : [q]),
      ...chosen,
      ...(asks.available === '1' ? [t.available] : []),
      where,
      ...(asks.sort === undefined ? [] : [s.sorts[asks.sort]]),
    ].join(' · ')
  }
}
