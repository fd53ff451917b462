import type { Facet } from '@kaft/contract'
import type { Static } from 'typebox'
import { allOf } from '../../../base/row.ts'
import { countedIn, FACETS, frequent, partsIn, shownFacets } from './facets.rules.ts'
import { chosenIn, type Countable, NamedMark, namesOfMarks } from './facets.store.ts'
import type { Search } from './search.store.ts'
import type { AskDb } from './spelling.ts'

/** Counts the values of the matches, and asks what the ones that are shown are called. */
export async function countFacets(
  ask: AskDb,
  search: Search,
  { marks, chosen, branches }: Static<typeof Countable>,
): Promise<Facet[]> {
  const [all, ...siblings] = partsIn(marks as Buffer)
  const fields = chosenIn(search)
  const rest = FACETS.filter(f => !fields.includes(f))
  const values = [
    ...(all ? countedIn(all, rest) : []),
    ...siblings.flatMap((part, i) => countedIn(part, fields.slice(i, i + 1))),
  ]
  const shown = frequent(values, new Set(chosen))
  if (shown.length === 0) return branches
  const titles = [...new Set(shown.map(v => v.title_id))]
  const [rows = []] = await ask([
    namesOfMarks(
      titles,
      shown.map(v => v.mark),
    ),
  ])
  const names = new Map(allOf(NamedMark, rows).map(n => [n.mark, n.tag]))
  return [...branches, ...shownFacets(shown, names, search.tags)]
}
