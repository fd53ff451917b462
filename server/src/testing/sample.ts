import type { TSchema } from 'typebox'

interface Json {
  readonly type?: string
  readonly properties?: Record<string, TSchema>
  readonly required?: readonly string[]
  readonly anyOf?: readonly TSchema[]
  readonly items?: TSchema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minItems?: number
  readonly minProperties?: number
  readonly minimum?: number
  readonly minLength?: number
}

/** Texts that satisfy the patterns of the contract, tried in order. */
const texts = [
  '7',
  'abc',
  '2026-12-01',
  '2026-11-25T10:00:00Z',
  '10:00',
  '123456',
  '1984',
  '1980',
  'Sample text',
  '019ab000-0000-7000-8000-000000000000',
  '019ab000-0000-4000-8000-000000000000',
  '123456789012',
  'a'.repeat(64),
  `019ab000-0000-4000-8000-000000000000.${'a'.repeat(43)}`,
  '650',
  '2026-12',
  'bib@testgem.invalid',
]

/**
 * A value that fits a schema of the contract. `known` gives values by the name of a property, so that a test can
 * put the identifiers there which it is about.
 */
export function sample(schema: TSchema, known: (name: string) => unknown, name = ''): unknown {
  const given = known(name)
  if (given !== undefined) return given
  const s = schema as unknown as Json
  if (s.const !== undefined) return s.const
  if (s.enum) return s.enum[0]
  if (s.anyOf) return sample(s.anyOf[0]!, known, name)
  if (s.type === 'object') {
    const all = Object.entries(s.properties ?? {})
    const asked = all.filter(([key]) => s.required?.includes(key) || known(key) !== undefined)
    const entries = asked.length < (s.minProperties ?? 0) ? all.slice(0, s.minProperties) : asked
    return Object.fromEntries(entries.map(([key, value]) => [key, sample(value, known, key)]))
  }
  if (s.type === 'array')
    return Array.from({ length: s.minItems ?? 0 }, () => sample(s.items!, known, name.replace(/s$/, '')))
  if (s.type === 'integer' || s.type === 'number') return s.minimum ?? 1
  if (s.type === 'boolean') return false
  if (s.type === 'null') return null
  const pattern = s.pattern ? new RegExp(s.pattern) : /^/
  return texts.find(t => pattern.test(t) && t.length >= (s.minLength ?? 0)) ?? 'abc'
}

/** Operations that end the session that asks, so that a test which asks all of them leaves these out. */
export const endsSession: ReadonlySet<string> = new Set([
  'signIn',
  'signOut',
  'readerSignOut',
  'changeReaderPassword',
  'switchStaff',
  'chooseBranch',
  // Asks everybody to sign anew, and would close every question that follows.
  'publishBriefing',
])
