import { createHash } from 'node:crypto'

/** A statement ready to send: text with `$n`, its values, and a name by which the server keeps it prepared. */
export interface Query {
  readonly text: string
  readonly values: readonly unknown[]
  readonly name: string
}

/**
 * The last id that there can be: from where a list that is read backwards begins. Given as a value and not as the default of one, since behind the
 * walls `coalesce` is never the condition of an index.
 */
export const LAST_ID = '9223372036854775807'

interface Built {
  readonly text: string
  readonly name: string
}

/** Text and name of a template are the same at each call, so they are made once a template. */
const plain = new WeakMap<TemplateStringsArray, Built>()
const nested = new WeakMap<TemplateStringsArray, Map<string, Built>>()
const joined = new Map<string, Built>()
const spliced = new Map<string, string>()
const isQuery = (v: unknown): v is Query =>
  typeof v === 'object' && v !== null && 'text' in v && 'values' in v && 'name' in v

const nameOf = (text: string): string => {
  const known = spliced.get(text)
  if (known) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  spliced.set(text, name)
  return name
}

/** What a template with nested statements is made of, but for its values: the same names give the same text. */
const shapeOf = (parts: readonly unknown[]): string =>
  parts.map(p => (isQuery(p) ? `${p.name}/${p.values.length}` : '')).join()

/** The text of a template around nested statements, whose `$n` count on from what stands before them. */
function splice(strings: readonly string[], parts: readonly unknown[]): Built {
  let before = 0
  let text = strings[0] ?? ''
  parts.forEach((part, i) => {
    if (isQuery(part)) {
      const shift = before
      text += part.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + shift}`)
      before += part.values.length
    } else {
      before += 1
      text += `$${before}`
    }
    text += strings[i + 1] ?? ''
  })
  return { text, name: nameOf(text) }
}

function builtOf(strings: TemplateStringsArray, parts: readonly unknown[]): Built {
  let shapes = nested.get(strings)
  if (!shapes) nested.set(strings, (shapes = new Map()))
  const shape = shapeOf(parts)
  let built = shapes.get(shape)
  if (!built) shapes.set(shape, (built = splice(strings, parts)))
  return built
}

/**
 * The only way in which a statement is written: values become `$n`, a nested statement becomes part of the text.
 * There is no raw text from outside, so nothing that a person typed can become SQL.
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Query {
  if (!parts.some(isQuery)) {
    let built = plain.get(strings)
    if (!built) {
      const text = strings.reduce((all, s, i) => all + (i === 0 ? s : `$${i}${s}`), '')
      built = { text, name: nameOf(text) }
      plain.set(strings, built)
    }
    return { text: built.text, values: parts, name: built.name }
  }
  const { text, name } = builtOf(strings, parts)
  return { text, values: parts.flatMap(p => (isQuery(p) ? p.values : [p])), name }
}

/** Joins statements' parts, such as conditions with ` and `; nothing gives an empty text. */
export function join(parts: readonly Query[], between: Query): Query {
  return parts.reduce((all, part, i) => (i === 0 ? part : sql`${all}${between}${part}`), sql``)
}

/** Stands in a flight where there is nothing to ask: it is not sent, and its answer has no rows. */
export const nothing: Query = { text: '', values: [], name: '' }

/** A statement that changes one table, and the word by which those beside it may read what it returns. */
export interface Write {
  readonly as: string
  readonly query: Query
}
/** Writes that travel as one statement; its rows are those of the last of them. */
export interface Together {
  readonly together: readonly Write[]
}

export const isWrite = ({ text }: Query): boolean => /^\s*(insert|update|delete)\s/.test(text)

/**
 * Several writes as one statement, which is sent and made ready once. Each must be of a table of its own: none sees
 * what the others do. Foreign keys among them hold, since they are asked at the end of it. Only the last may be
 * something else than a write.
 */
export function atOnce(writes: readonly Write[]): Query {
  const [last] = writes.slice(-1)
  if (!last) return nothing
  if (writes.length === 1) return last.query
  const key = writes.map(({ as, query }) => `${as} ${query.name}`).join()
  let built = joined.get(key)
  if (!built) joined.set(key, (built = withAll(writes)))
  return { text: built.text, values: writes.flatMap(w => w.query.values), name: built.name }
}

function withAll(writes: readonly Write[]): Built {
  const words = writes.map(({ as, query }, i) => {
    if (i === writes.length - 1) return ''
    // PostgreSQL leaves out what only reads and is read by nobody, a function that writes among it.
    if (!isWrite(query) || !/^[a-z]+$/.test(as))
      throw new Error(`not a write that can stand beside others: ${as}`)
    return `${i === 0 ? 'with ' : ', '}${as} as (`
  })
  const around = words.map((word, i) => (i === 0 ? word : `)${word === '' ? ' ' : word}`))
  return splice(
    [...around, ''],
    writes.map(w => w.query),
  )
}
