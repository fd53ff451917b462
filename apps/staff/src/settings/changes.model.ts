/** One difference between what was and what is: where, and both values as text. */
export interface Difference {
  readonly at: string
  readonly before: string | null
  readonly after: string | null
}

/** How values that are no text are written. */
export interface ValueWords {
  readonly yes: string
  readonly no: string
  /** What a field is called. */
  readonly name: (field: string) => string
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const written = (value: unknown, words: ValueWords): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') return value
  if (isObject(value))
    return Object.entries(value)
      .map(([key, part]) => [key, written(part, words)] as const)
      .filter(([, part]) => part !== null)
      .map(([key, part]) => `${words.name(key)} ${part}`)
      .join(', ')
  if (Array.isArray(value)) return value.map(part => written(part, words) ?? '').join(', ')
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Of two lists only what left and what came, so that one new opening hour does not repeat the whole week. */
const listDifference = (
  at: string,
  before: readonly unknown[],
  after: readonly unknown[],
  words: ValueWords,
): readonly Difference[] => {
  const gone = before.filter(one => !after.some(other => same(one, other)))
  const come = after.filter(one => !before.some(other => same(one, other)))
  return [
    ...gone.map(one => ({ at, before: written(one, words), after: null })),
    ...come.map(one => ({ at, before: null, after: written(one, words) })),
  ]
}

/** Every difference, field by field, in the order of the fields. */
export const differencesOf = (
  before: unknown,
  after: unknown,
  words: ValueWords,
  at = '',
): readonly Difference[] => {
  if (same(before, after)) return []
  if (isObject(before) || isObject(after)) {
    const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    return keys.flatMap(key =>
      differencesOf(was[key], is[key], words, at === '' ? words.name(key) : `${at} · ${words.name(key)}`),
    )
  }
  if (Array.isArray(before) || Array.isArray(after))
    return listDifference(at, Array.isArray(before) ? before : [], Array.isArray(after) ? after : [], words)
  return [{ at, before: written(before, words), after: written(after, words) }]
}
