import type { SavedAsk } from '@kaft/contract'
import { allOf } from '../../../base/row.ts'
import { asksNothing, searchOf } from '../search/ask.ts'
import { typedOf } from '../search/fields.rules.ts'
import { namesOf } from '../search/see.ts'
import { namesAsSynonyms, seenIn, spansOf } from '../search/see.rules.ts'
import { KnownRow, knownNames } from '../search/see.store.ts'
import type { Search } from '../search/search.store.ts'
import type { AskDb } from '../search/spelling.ts'
import { SynonymKeys, synonymsFor } from '../search/synonyms.store.ts'
import { synonymKeys, synonymsOf } from '../search/words-query.rules.ts'

/**
 * A kept search as search understands it today: with the words that mean the same and the other names that are known by now.
 * Each edition counts, since each is a title that came.
 * @returns null where it finds nothing, whatever there is: a text of signs alone, or a field that is none any more
 */
export async function understood(ask: AskDb, asks: SavedAsk): Promise<Search | null> {
  const typed = typedOf(asks.q ?? '')
  if (typed.fault !== null) return null
  const keys = synonymKeys(typed.free)
  const spans = asks.names === 'typed' ? [] : spansOf(typed.free)
  const [groups = [], known = []] =
    keys.length === 0 ? [] : await ask([synonymsFor(keys), knownNames(namesOf(spans))])
  const seen = seenIn(spans, allOf(KnownRow, known))
  const others = [...synonymsOf(allOf(SynonymKeys, groups)), ...namesAsSynonyms(typed.free, seen)]
  const search = searchOf({ ...asks, each_edition: '1' }, new Map(others))
  return search === null || asksNothing(asks, search) ? null : search
}
