/** One difference between what was and what is: where, and both values as text. */
export interface Difference {
  readonly at: string
  readonly before: string | null
  readonly after: string | null
}

/** How a change is put into words. */
export interface ChangeWords {
  readonly yes: string
  readonly no: string
  /** What a field is called. */
  readonly name: (field: string) => string
  /** A value that people would not read as it is stored: a day, an id, a whole row. Null: write it plainly. */
  readonly value: (field: string, value: unknown) => string | null
  /** Fields that mean nothing to people. */
  readonly hidden: ReadonlySet<string>
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const written = (field: string, value: unknown, words: ChangeWords): string | null => {
  if (value === null || value === undefined || value === '') return null
  const own = words.value(field, value)
  if (own !== null) return own
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (isObject(value))
    return Object.entries(value)
      .map(([key, part]) => [key, words.hidden.has(key) ? null : written(key, part, words)] as const)
      .filter(([, part]) => part !== null)
      .map(([key, part]) => `${words.name(key)} ${part}`)
      .join(', ')
  if (Array.isArray(value)) return value.map(part => written(field, part, words) ?? '').join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

interface Place {
  /** The key as it is stored, and the way to it in words. */
  readonly field: string
  readonly at: string
}

/** Of two lists only what left and what came, so that one new opening hour does not repeat the whole week. */
const listDifference = (
  before: readonly unknown[],
  after: readonly unknown[],
  { field, at }: Place,
  words: ChangeWords,
): readonly Difference[] => {
  const gone = before.filter(one => !after.some(other => same(one, other)))
  const come = after.filter(one => !before.some(other => same(one, other)))
  return [
    ...gone.map(one => ({ at, before: written(field, one, words), after: null })),
    ...come.map(one => ({ at, before: null, after: written(field, one, words) })),
  ]
}

const within = (before: unknown, after: unknown, place: Place, words: ChangeWords): readonly Difference[] => {
  if (same(before, after)) return []
  if (isObject(before) || isObject(after)) {
    const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(key => !words.hidden.has(key))
    const below = (key: string): Place => ({
      field: key,
      at: place.at === '' ? words.name(key) : `${place.at} · ${words.name(key)}`,
    })
    return keys.flatMap(key => within(was[key], is[key], below(key), words))
  }
  if (Array.isArray(before) || Array.isArray(after))
    return listDifference(
      Array.isArray(before) ? before : [],
      Array.isArray(after) ? after : [],
      place,
      words,
    )
  const { field, at } = place
  return [{ at, before: written(field, before, words), after: written(field, after, words) }]
}

/** Every difference, field by field, in the order of the fields. */
export const differencesOf = (before: unknown, after: unknown, words: ChangeWords): readonly Difference[] =>
  within(before, after, { field: '', at: '' }, words)
