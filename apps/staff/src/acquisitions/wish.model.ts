import type { Title } from '@kaft/contract/cataloguing'
import type { holdRatios, hopelessHolds } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import { MOST_COPIES, type PurchaseReason } from '@kaft/contract/purchases'
import { NAMED_FIELD, type SearchField, searchFieldOf } from '@kaft/contract/texts/search-fields'
import { type Filters, isIsbn } from '../catalogue/filters.model.ts'

/** What a suggestion begins with: what is known where its button stands. */
export interface Wish {
  /** A title of the catalogue: then its words are not typed. */
  readonly title_id: string | null
  readonly title: string
  readonly author: string
  readonly isbn: string
  readonly because: PurchaseReason
  readonly copies: number
  /** How many wait for it, where that is known. */
  readonly waiting: number | null
}

/** Nothing known yet, as where a reader asks at the desk. */
export const noWish: Wish = {
  title_id: null,
  title: '',
  author: '',
  isbn: '',
  because: 'asked',
  copies: 1,
  waiting: null,
}

/** What a named field is here; none of a series, a subject or an ISSN, which a suggestion does not hold. */
function partOf(field: SearchField, name: string): 'title' | 'author' | 'isbn' | null {
  if (field === 'title' || field === 'author') return field
  return field === 'number' && name.toLowerCase() !== 'issn' ? 'isbn' : null
}
const tidy = (text: string): string =>
  text
    .replace(/["“”„*?]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** From a search that found nothing: an ISBN as an ISBN, named fields as what they are, other words as the title. */
export const wishOfSearch = ({ q, facets }: Pick<Filters, 'q' | 'facets'>): Wish => {
  const said = { title: '', author: facets.author ?? '', isbn: '' }
  const asked = /^\s*cql:/i.test(q) ? '' : q
  const rest = tidy(
    asked.replace(NAMED_FIELD, (...found: string[]) => {
      const [whole = '', name = '', phrase, , word] = found
      const field = searchFieldOf(name)
      if (field === undefined) return whole
      const part = partOf(field, name)
      if (part !== null) said[part] = tidy(`${said[part]} ${phrase ?? word ?? ''}`)
      return ' '
    }),
  )
  const number = isIsbn(rest)
  return {
    title_id: null,
    title: number ? said.title : tidy(`${said.title} ${rest}`),
    author: said.author,
    isbn: number ? rest : said.isbn,
    because: 'asked',
    copies: 1,
    waiting: null,
  }
}

const within = (copies: number): number => Math.min(MOST_COPIES, Math.max(1, copies))
const ofTitle = (row: { title_id: string; title: string; author: string | null; isbn: string | null }) => ({
  title_id: row.title_id,
  title: row.title,
  author: row.author ?? '',
  isbn: row.isbn ?? '',
})

/**
 * From a hold that nothing can fill: as many copies as those who wait need.
 * @param above how many the library lets wait for one item
 */
export const wishOfHopeless = (row: OkOf<typeof hopelessHolds>['rows'][number], above: number): Wish => ({
  ...ofTitle(row),
  because: row.reason === 'all_gone' || row.reason === 'item_gone' ? 'replace' : 'no_items',
  copies: within(Math.ceil(row.waiting / Math.max(1, above))),
  waiting: row.waiting,
})

/** From the page of a title; null where the own library has items of it, and buys more from a queue. */
export const wishOfTitle = (
  title: Pick<Title, 'title_id' | 'title' | 'author' | 'isbns' | 'availability' | 'waiting'>,
  library_id: string,
): Wish | null =>
  title.availability.some(at => at.library_id === library_id)
    ? null
    : {
        ...ofTitle({ ...title, isbn: title.isbns[0] ?? null }),
        because: 'asked',
        copies: 1,
        waiting: title.waiting > 0 ? title.waiting : null,
      }

/** From a queue that is too long: as many copies as bring it to the limit. */
export const wishOfRatio = (row: OkOf<typeof holdRatios>['rows'][number]): Wish => ({
  ...ofTitle(row),
  because: 'queue',
  copies: within(row.more_needed),
  waiting: row.holds,
})
