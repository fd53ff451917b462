import * as contract from '@kaft/contract'
import type { TSchema } from 'typebox'

const isSchema = (value: unknown): value is TSchema =>
  typeof value === 'object' && value !== null && !('leave' in value) && ('type' in value || 'anyOf' in value)

/** What the contract exports by name, by what it says: values that say the same share a name, the first by alphabet. */
const nameOf = new Map(
  Object.entries(contract)
    .filter(([, value]) => isSchema(value))
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([name, schema]) => [JSON.stringify(schema), name]),
)

/**
 * Schemas with what the contract names said once: each part that it exports becomes a `$ref` (JSON Schema 2020-12 Core §8.2.3.1).
 *
 * @returns `refer` gives a schema in that form, and `components` what was referred to until then, by name.
 */
export function namedSchemas(): { refer: (schema: unknown) => unknown; components: () => object } {
  const said = new Map<string, unknown>()
  const inside = (value: object): unknown =>
    Array.isArray(value)
      ? value.map(refer)
      : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, refer(part)]))

  function refer(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    const name = nameOf.get(JSON.stringify(value))
    if (name === undefined) return inside(value)
    if (!said.has(name)) {
      // Set before it is filled, so that a schema within itself would end.
      said.set(name, undefined)
      said.set(name, inside(value))
    }
    return { $ref: `#/components/schemas/${name}` }
  }

  return { refer, components: () => Object.fromEntries([...said].sort(([a], [b]) => (a < b ? -1 : 1))) }
}
