/** The dates in a comparison form: what tells two of one name apart. */
const datesOf = (norm: string): string | null => /\$d([^$]+)/.exec(norm)?.[1] ?? null

interface Named {
  readonly authority_id: string
  readonly norm: string
}
const pair = (a: Named, b: Named): string =>
  BigInt(a.authority_id) < BigInt(b.authority_id)
    ? `${a.authority_id} ${b.authority_id}`
    : `${b.authority_id} ${a.authority_id}`

/** Two may be one unless somebody said that they are not, or both have dates and those differ. */
const mayBeOne = (a: Named, b: Named, apart: ReadonlySet<string>): boolean => {
  const [x, y] = [datesOf(a.norm), datesOf(b.norm)]
  return !apart.has(pair(a, b)) && (x === null || y === null || x === y)
}

/** Of records that share a name, those that may be the same as another of them. */
export function perhapsOne<T extends Named>(records: readonly T[], apart: readonly string[]): T[] {
  const said = new Set(apart)
  return records.filter(a => records.some(b => a !== b && mayBeOne(a, b, said)))
}
