import type { SavedAsk } from '@kaft/contract'

interface Kept {
  readonly own: boolean
  /** Shared, and of nobody any more. */
  readonly orphan: boolean
  readonly version: number
  readonly ended: boolean
}
type Fault =
  | 'not_found'
  | 'changed_meanwhile'
  | 'saved_search_empty'
  | 'saved_searches_full'
  | 'saved_search_not_yours'

/** What narrows a search by itself, beside its words. */
const NARROWS = [
  'material',
  'language',
  'audience',
  'genre',
  'author',
  'subject',
  'series',
  'decade',
  'available',
] as const

/** Whether a search asks anything: where it looks, and in which order, is no question. */
export const asksSomething = (asks: SavedAsk): boolean =>
  (asks.q ?? '').trim() !== '' || NARROWS.some(field => (asks[field] ?? '') !== '')

/** A search stays what it was when it was kept: "my branch" is the one where it was asked. */
export const fixed = (asks: SavedAsk, branch_id: string): SavedAsk =>
  asks.where === 'branch' && asks.branch === undefined ? { ...asks, branch: branch_id } : asks

/** Whether somebody may change it: it is theirs, or it stayed with the library when whoever shared it left. */
export const isMine = (
  row: Pick<Kept, 'own' | 'orphan'>,
  { mayCatalogue }: { mayCatalogue: boolean },
): boolean => row.own || (row.orphan && mayCatalogue)

export interface Keeping {
  /** The search that is changed; null where it is new, undefined where it is not there. */
  readonly before: Kept | null | undefined
  readonly version: number
  readonly asks: SavedAsk
  readonly ended: boolean
  readonly kept: number
  readonly most: number
  readonly mayCatalogue: boolean
}
export function keepFault(of: Keeping): Fault | null {
  const { before } = of
  if (before === undefined) return 'not_found'
  if (before !== null && !isMine(before, of)) return 'saved_search_not_yours'
  if (before !== null && before.version !== of.version) return 'changed_meanwhile'
  if (!of.ended && !asksSomething(of.asks)) return 'saved_search_empty'
  const comes = before === null || (before.ended && !of.ended)
  return comes && of.kept >= of.most ? 'saved_searches_full' : null
}
