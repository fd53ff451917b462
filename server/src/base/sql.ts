import { createHash } from 'node:crypto'

/** A statement ready to send: text with `$n`, its values, and a name by which the server keeps it prepared. */
export interface Query {
  readonly text: string
  readonly values: readonly unknown[]
  readonly name: string
}

interface Built {
  readonly text: string
  readonly name: string
}

/** Text and name of a template are the same at each call, so they are made once a template. */
const plain = new WeakMap<TemplateStringsArray, Built>()
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
    return { ...built, values: parts }
  }
  const values: unknown[] = []
  let text = strings[0] ?? ''
  parts.forEach((part, i) => {
    if (isQuery(part)) {
      const shift = values.length
      text += part.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + shift}`)
      values.push(...part.values)
    } else {
      values.push(part)
      text += `$${values.length}`
    }
    text += strings[i + 1] ?? ''
  })
  return { text, values, name: nameOf(text) }
}

/** Joins statements' parts, such as conditions with ` and `; nothing gives an empty text. */
export function join(parts: readonly Query[], between: Query): Query {
  return parts.reduce((all, part, i) => (i === 0 ? part : sql`${all}${between}${part}`), sql``)
}

/** Stands in a flight where there is nothing to ask: it is not sent, and its answer has no rows. */
export const nothing: Query = { text: '', values: [], name: '' }
