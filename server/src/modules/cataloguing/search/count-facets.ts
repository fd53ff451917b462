import type { Facet } from '@kaft/contract'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Row } from '../../../base/db.ts'
import type { Answered, Asked } from './asked.ts'
import { type CountedValue, FACETS, shownFacets, valuesIn } from './facets.rules.ts'
import {
  branchNames,
  chosenIn,
  CountedBranch,
  NamedValue,
  namesOfValues,
  OwnBranch,
  standingAt,
} from './facets.store.ts'
import type { Place, Search } from './search.store.ts'

/** The fields that are counted in the matches themselves: in the others something was chosen. */
export const fieldsIn = (s: Search): string[] => FACETS.filter(field => !chosenIn(s).includes(field))

/** Counts the values of the matches: of a field in which something was chosen, those of the matches without that choice. */
export const countedValues = (s: Search, { found, siblings, chosen }: Asked): CountedValue[] => [
  ...valuesIn(found, fieldsIn(s), chosen),
  ...[...siblings].flatMap(([field, set]) => valuesIn(set, [field], chosen)),
]

/**
 * What values are called, by their marks. A mark is made of what it is called, so it never changes: what was asked once need not be asked again,
 * and searches tell the same values again and again.
 */
const names = new Map<string, string>()
const MOST_NAMES = 50_000

/** What has to be asked to name values, and branches. */
export interface Naming {
  readonly asked: readonly CountedValue[]
  readonly queries: readonly [names: Query, branches: Query, standing: Query]
}
export function namesFor(s: Search, at: Place, values: readonly CountedValue[]): Naming {
  const asked = values.filter(v => !names.has(v.mark))
  const titles = { title_ids: asked.map(v => v.title_id), popularities: asked.map(v => v.popularity) }
  const named = namesOfValues(
    titles,
    asked.map(v => v.place),
  )
  return { asked, queries: [named, branchNames(s, at), standingAt(s, at)] }
}
function learn(asked: readonly CountedValue[], rows: readonly Row[]): void {
  if (names.size > MOST_NAMES) names.clear()
  for (const { nth, tag } of allOf(NamedValue, rows)) if (tag !== null) names.set(asked[nth]?.mark ?? '', tag)
}

/** The facets, once what was asked is answered. */
export function facetsOf(
  { values, branches: lines }: Pick<Answered, 'values' | 'branches'>,
  { tags, naming }: { readonly tags: readonly string[]; readonly naming: Naming },
  [named = [], branches = [], standing = []]: readonly Row[][],
): Facet[] {
  learn(naming.asked, named)
  const counts = lines ?? new Map(allOf(CountedBranch, standing).map(b => [b.branch_id, b.lines]))
  const held = allOf(OwnBranch, branches).flatMap(({ branch_id, name }) => {
    const count = counts.get(branch_id) ?? 0
    return count === 0 ? [] : [{ value: branch_id, count, name }]
  })
  return [
    ...(held.length === 0 ? [] : [{ field: 'branch', values: held }]),
    ...shownFacets(values, names, tags),
  ]
}
