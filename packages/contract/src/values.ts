import { type Static, type TSchema, Type } from 'typebox'

/** A row's identity: a bigint in SQL, a decimal string everywhere else, so that no digit is lost in JSON. */
export const Id = Type.String({ pattern: '^[1-9][0-9]{0,18}$', description: 'Row identity, decimal digits' })
export type Id = Static<typeof Id>

/** Days that the Gregorian calendar has in the years 1000 to 9999: 31, 30 and 28 days, and the leap day where it is one. */
const day = [
  '[1-9][0-9]{3}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])',
  '[1-9][0-9]{3}-(0[469]|11)-(0[1-9]|[12][0-9]|30)',
  '[1-9][0-9]{3}-02-(0[1-9]|1[0-9]|2[0-8])',
  '([1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)-02-29',
].join('|')

/**
 * A calendar day, `YYYY-MM-DD`; never an instant, so that no day is lost between time zones. One that does not exist,
 * such as 2026-02-30, is refused at the door, so that neither a rule nor the database ever meets it.
 */
export const Day = Type.String({ pattern: `^(${day})$`, description: 'Calendar day' })
export type Day = Static<typeof Day>

/** An instant, ISO 8601 in UTC. */
export const Instant = Type.String({
  pattern: `^(${day})T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\\.[0-9]{1,9})?Z$`,
  description: 'Instant in UTC',
})
export type Instant = Static<typeof Instant>

/** Identity of a command, made by whoever acts first (RFC 9562 §5.7, uuid version 7). */
export const CommandId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'uuid version 7; a repeat with the same id returns the first answer',
})
export type CommandId = Static<typeof CommandId>

/** Money in whole cents of a euro. */
export const Cents = Type.Integer({ minimum: -100_000_000, maximum: 100_000_000 })

/** One line of text as people type it: no control characters, a length that fits a label. */
export const Line = (maxLength = 200) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })

/** Several lines of text. The null byte is refused because PostgreSQL cannot hold it. */
export const Prose = (maxLength = 2000) =>
  Type.String({ maxLength, pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$' })

/** A code of a card, an item, a badge or a crate, as a scanner gives it. */
export const Barcode = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  description: 'As scanned; spaces at the ends are dropped',
})

/** A short machine word such as an item type: `language_course`. */
export const Word = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' })

/** The value, or null where the thing is unknown or absent. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** One page of a list that is walked by key, never by offset. `next` is opaque; null on the last page. */
export const Page = <T extends TSchema>(row: T) =>
  closed({ rows: Type.Array(row), next: Nullable(Type.String()) })

/** An object that refuses undeclared keys on the way in and drops them on the way out. */
export const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

/** One of a list of words that stands elsewhere as data. */
export const OneOf = <const T extends string>(values: readonly T[]) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values] })
