import type { Harvest } from './oai.store.ts'

/** What a resumption token holds: the whole question and where it goes on. Nothing is kept for it, so it never expires. */
export interface Token extends Omit<Harvest, 'rows' | 'small'> {
  readonly prefix: string
  /** How many were given before. */
  readonly given: number
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
const isMoment = (text: unknown): text is string => typeof text === 'string' && MOMENT.test(text)

export const printToken = ({ prefix, from, until, library, behind, given }: Token): string =>
  Buffer.from(JSON.stringify([prefix, from, until, library, behind?.at, behind?.title_id, given])).toString(
    'base64url',
  )

/** The question that a token holds, or null where it was not made here. */
export function readToken(text: string): Token | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(said) || said.length !== 7) return null
    const [prefix, from, until, library, at, title_id, given] = said as unknown[]
    const sound =
      typeof prefix === 'string' &&
      (from === null || isMoment(from)) &&
      isMoment(until) &&
      (library === null || (typeof library === 'string' && library.length <= 100)) &&
      isMoment(at) &&
      typeof title_id === 'string' &&
      /^[1-9]\d{0,17}$/.test(title_id) &&
      Number.isSafeInteger(given)
    if (!sound) return null
    return { prefix, from, until, library, behind: { at, title_id }, given: given as number }
  } catch {
    return null
  }
}
