/** What a request asked: parameters of the address, or of a form (SRU 1.2 §"HTTP POST", OAI-PMH 2.0 §3.1.1.2). */
export type Pairs = readonly (readonly [name: string, value: string])[]

const MOST_PARAMETERS = 50
const MOST_VALUE = 4_000

/** Null where it cannot be read, or is more than any such request holds. */
export function pairsOf(text: string): Pairs | null {
  const pairs = [...new URLSearchParams(text)]
  const sound =
    pairs.length <= MOST_PARAMETERS && pairs.every(([n, v]) => n.length <= 100 && v.length <= MOST_VALUE)
  return sound && !pairs.some(([, v]) => v.includes('\0')) ? pairs : null
}

/** The last value of each name. */
export const record = (pairs: Pairs): Record<string, string | undefined> => Object.fromEntries(pairs)

/** Whether it can be the number of a row; a longer one would not fit the database. */
export const isId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text)
