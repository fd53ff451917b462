import fc from 'fast-check'
import type { TSchema } from 'typebox'

interface Json {
  readonly type?: string
  readonly properties?: Record<string, TSchema>
  readonly required?: string[]
  readonly anyOf?: readonly TSchema[]
  readonly items?: TSchema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly patternProperties?: Record<string, TSchema>
}

/** Texts at the edges of what the contract's patterns let in, and such as have made programs stumble. */
const texts: readonly string[] = [
  '1',
  '0',
  '7',
  '2147483648',
  '9223372036854775807',
  '9223372036854775808',
  '9999999999999999999',
  '1000-01-01',
  '9899-12-31',
  '2024-02-29',
  '2026-10-25',
  '1000-01-01T00:00:00Z',
  '9899-12-31T23:59:59.999999999Z',
  '2026-10-25T01:30:00.000000001Z',
  '2026-11-25T13:05:00Z',
  '019ab000-0000-7000-8000-000000000000',
  'ffffffff-ffff-7fff-bfff-ffffffffffff',
  '00000000-0000-4000-8000-000000000000',
  '00:00',
  '23:59',
  '1984',
  '1984-05',
  '80.63.10-001.74',
  'a',
  'abc',
  'patrons.membership_types',
  'x@y.zz',
  ' ',
  '   x   ',
  "'; drop table patrons.patron; --",
  '%_\\',
  '(((a|b))*)+$',
  '\ud800',
  'a\udc00b',
  '\u202eabc\u202c',
  'e\u0301'.repeat(20),
  '🧨🧨🧨',
  'ﬃ ŉ ĳ İ ı',
  '__proto__',
  'constructor',
  'NaN',
  'infinity',
]

/** The last years of the calendar leave no room to reckon with: a due day after them is none. */
const LAST_YEARS = /^99[0-9]{2}-/

/** A schema counts characters, not their halves. */
const fits = (s: Json) => (text: string) =>
  [...text].length >= (s.minLength ?? 0) &&
  [...text].length <= (s.maxLength ?? Infinity) &&
  !LAST_YEARS.test(text) &&
  (s.pattern === undefined || new RegExp(s.pattern, 'u').test(text))

function textOf(s: Json, known: readonly string[]): fc.Arbitrary<string> {
  const long = (s.maxLength ?? 0) > 0 ? ['W'.repeat(s.maxLength ?? 0), '漢'.repeat(s.maxLength ?? 0)] : []
  const edges = [...texts, ...long].filter(fits(s))
  const real = known.filter(fits(s))
  const parts: fc.Arbitrary<string>[] = edges.length > 0 ? [fc.constantFrom(...edges)] : []
  // What is there is asked for as often as what is strange, so that a use case gets beyond its first look.
  if (real.length > 0) parts.push(fc.constantFrom(...real), fc.constantFrom(...real))
  if (s.pattern !== undefined) parts.push(fc.stringMatching(new RegExp(s.pattern)).filter(fits(s)))
  else {
    const { minLength = 0, maxLength = minLength + 40 } = s
    parts.push(fc.string({ unit: 'binary', minLength, maxLength: Math.min(minLength + 40, maxLength) }))
  }
  return fc.oneof(...parts)
}

function objectOf(s: Json, known: (name: string) => readonly string[]): fc.Arbitrary<unknown> {
  const entries = Object.entries(s.properties ?? {})
  const [[, member] = []] = Object.entries(s.patternProperties ?? {})
  if (entries.length === 0 && member !== undefined)
    return fc.dictionary(fc.constantFrom('a', 'b', '1', '__proto__'), hostile(member, known), { maxKeys: 3 })
  return fc.record(Object.fromEntries(entries.map(([key, value]) => [key, hostile(value, known, key)])), {
    requiredKeys: s.required ?? [],
    noNullPrototype: true,
  })
}

/**
 * Values that fit a schema of the contract and are as strange as it allows, so that they pass the door and reach the
 * use case. `known` gives texts by the name of a property that name something real.
 */
export function hostile(
  schema: TSchema,
  known: (name: string) => readonly string[],
  name = '',
): fc.Arbitrary<unknown> {
  const s = schema as unknown as Json
  if (s.const !== undefined) return fc.constant(s.const)
  if (s.enum) return fc.constantFrom(...s.enum)
  if (s.anyOf) return fc.oneof(...s.anyOf.map(part => hostile(part, known, name)))
  if (s.type === 'object') return objectOf(s, known)
  if (s.type === 'array') {
    const of = {
      minLength: s.minItems ?? 0,
      maxLength: Math.max(s.minItems ?? 0, Math.min(s.maxItems ?? 4, 4)),
    }
    const item = hostile(s.items ?? {}, known, name.replace(/s$/, ''))
    return s.uniqueItems
      ? fc.uniqueArray(item, { ...of, selector: v => JSON.stringify(v) })
      : fc.array(item, of)
  }
  if (s.type === 'integer' || s.type === 'number') {
    const [min, max] = [s.minimum ?? -2_147_483_648, s.maximum ?? 2_147_483_647]
    return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }))
  }
  if (s.type === 'boolean') return fc.boolean()
  if (s.type === 'null') return fc.constant(null)
  if (s.type === 'string') return textOf(s, known(name))
  return fc.jsonValue({ maxDepth: 3 })
}
