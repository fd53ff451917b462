import type { EffectiveValue, RegulationValueKey } from '@kaft/contract/regulation'
import type { CompiledRegulation } from './compile.rules.ts'
import { valueKeys } from './defaults.rules.ts'
import type { Speech } from './explain.rules.ts'
import { candidates, type RegulationQuery, resolve, sourceOf } from './resolve.rules.ts'
import { wordsOf } from './texts/language.rules.ts'

/**
 * Every value that holds in a case, with the row that gave it and the rows that lost it and why: what a regulation
 * says, whole. The limits name their rows in their words, since several rows may each give one.
 */
export const effectiveValues = (
  compiled: CompiledRegulation,
  query: RegulationQuery,
  { language, ...context }: Speech,
): EffectiveValue[] => {
  const words = wordsOf(language)
  const resolved = resolve(compiled, query)
  const rows = candidates(compiled, query)
  const lostOf = (key: RegulationValueKey): EffectiveValue['lost'] =>
    rows.flatMap(({ row_no, lost }) => {
      const here = lost.find(one => one.key === key)
      const value = compiled.rows.get(row_no)?.row.values[key]
      if (!here || value === undefined) return []
      const because = words.lost({
        winner: here.to,
        by: here.by === null ? null : words.dimension[here.by],
      })
      return [{ row_no, says: words.value(key, value, context), because }]
    })
  return valueKeys.map(key => ({
    key,
    name: words.valueName[key],
    // Where no row gives a period nothing can be lent: that is what there is to say of it.
    says:
      key === 'period' && resolved.values.period === null
        ? words.noRow
        : words.value(key, resolved.values[key] as never, context),
    row_no: sourceOf(resolved, key),
    lost: lostOf(key),
  }))
}
