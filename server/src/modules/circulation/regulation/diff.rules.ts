import type { RegulationRow, RegulationSelectors, RegulationValueKey } from '@kaft/contract/regulation'
import { valueKeys } from './defaults.rules.ts'
import { type Language, wordsOf } from './texts/language.rules.ts'
import type { Context } from './texts/words.rules.ts'

/** One difference between two versions. A row is the same row when it names the same things, whatever its number. */
export type Difference =
  | { readonly kind: 'added' | 'removed'; readonly row: RegulationRow }
  | {
      readonly kind: 'changed'
      readonly key: RegulationValueKey
      readonly before: RegulationRow
      readonly after: RegulationRow
    }

/** The same text for the same value, whatever the order of its keys. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? ''
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${key}:${canonical(inner)}`)
    .join()}}`
}

const identity = (selectors: RegulationSelectors): string => canonical(selectors)

const differences = (before: RegulationRow, after: RegulationRow): Difference[] =>
  valueKeys
    .filter(key => canonical(before.values[key]) !== canonical(after.values[key]))
    .map(key => ({ kind: 'changed', key, before, after }))

/**
 * What differs between two versions, in the order of the new rows, then what is gone. Numbers and notes of rows
 * are no difference: they change nothing for anyone.
 */
export const diffRegulations = (
  before: readonly RegulationRow[],
  after: readonly RegulationRow[],
): Difference[] => {
  const old = Map.groupBy(before, row => identity(row.selectors))
  const found = after.flatMap((row): Difference[] => {
    const twin = old.get(identity(row.selectors))?.shift()
    return twin ? differences(twin, row) : [{ kind: 'added', row }]
  })
  const gone = [...old.values()].flat().map((row): Difference => ({ kind: 'removed', row }))
  return [...found, ...gone]
}

/** The differences in plain sentences, one each, and a last one that says that this is all. */
export const sayDiff = (found: readonly Difference[], language: Language, context: Context): string[] => {
  const words = wordsOf(language)
  if (found.length === 0) return [words.diff.nothing]
  const say = (row: RegulationRow, key: RegulationValueKey) =>
    words.value(key, row.values[key] as never, context)
  const all = (row: RegulationRow) =>
    valueKeys.filter(key => row.values[key] !== undefined).map(key => say(row, key))
  const sentences = found.map(difference => {
    if (difference.kind !== 'changed')
      return words.diff[difference.kind](
        words.selectors(difference.row.selectors, context),
        all(difference.row),
      )
    const { key, before, after } = difference
    const where = words.selectors(after.selectors, context)
    if (after.values[key] === undefined)
      return words.diff.opened(where, words.valueName[key], say(before, key))
    if (before.values[key] === undefined) return words.diff.filled(where, say(after, key))
    return words.diff.changed(where, words.valueName[key], say(before, key), say(after, key))
  })
  return [...sentences, words.diff.nothingElse]
}
