import type { RegulationRow } from '@kaft/contract/regulation'
import type { CompiledRegulation, Places } from './compile.rules.ts'
import {
  type CompiledRow,
  comparePrecision,
  compileRow,
  type ExactDimension,
  exactDimensions,
  type Range,
} from './precedence.rules.ts'
import { fillFrom, type Resolved } from './resolve.rules.ts'

/** What a row names, or what follows from it: a branch lies in its group, a membership type has its kind of card. */
const namedBy = (
  { selectors }: RegulationRow,
  dimension: ExactDimension,
  places: Places,
): string | undefined => {
  if (selectors[dimension] !== undefined) return selectors[dimension]
  if (dimension === 'branch_group' && selectors.branch_id !== undefined)
    return places.groups.get(selectors.branch_id)
  if (dimension === 'card_type' && selectors.membership_type !== undefined)
    return places.cards.get(selectors.membership_type) ?? 'person'
  return undefined
}

const contains = <T extends number | string>(wide: Range<T> | null, narrow: Range<T> | null): boolean =>
  wide === null || (narrow !== null && wide.from <= narrow.from && narrow.to <= wide.to)

const sameSeason = (wide: CompiledRow, narrow: CompiledRow): boolean =>
  wide.season === null || (narrow.season?.from === wide.season.from && narrow.season.to === wide.season.to)

/** Whether a row holds wherever another holds, so that it surely fills what the other leaves open. */
const isWider = (wide: CompiledRow, narrow: CompiledRow, places: Places): boolean =>
  exactDimensions.every(dimension => {
    const named = wide.row.selectors[dimension]
    return named === undefined || named === namedBy(narrow.row, dimension, places)
  }) &&
  contains(wide.age, narrow.age) &&
  contains(wide.item_age, narrow.item_age) &&
  contains(wide.dates, narrow.dates) &&
  sameSeason(wide, narrow)

/**
 * What holds where a row leaves a value open: the wider rows of its version in order of precedence, and the default
 * where none of them says anything. In a case where still other rows hold, one of those may come first.
 */
export function inheritedBy(
  { rows, places }: Pick<CompiledRegulation, 'rows' | 'places'>,
  row: RegulationRow,
): Resolved {
  const narrow = compileRow(row)
  const wider = [...rows.values()].filter(
    other => other.row_no !== row.row_no && isWider(other, narrow, places),
  )
  return fillFrom(wider.sort((a, b) => comparePrecision(a, b) || a.row_no - b.row_no))
}
