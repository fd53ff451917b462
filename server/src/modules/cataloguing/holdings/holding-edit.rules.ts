import type { MarcRecord } from '@kaft/marc'

/** Who may change a holdings record: the library whose it is, the consortium, or the only library here. */
export const mayEditHolding = (
  of: { readonly library_id: string; readonly only: boolean },
  by: { readonly library_id: string; readonly consortium: boolean },
): boolean => by.consortium || of.only || of.library_id === by.library_id

/**
 * 004 names the title (Holdings, 004): a record stays on its title whatever an editor wrote there, since items and words of the one
 * would stand on the other. It comes behind 001 and 003.
 */
export function ofTitle(record: MarcRecord, title_number: string): MarcRecord {
  const rest = record.fields.filter(f => f.tag !== '004')
  const before = rest.filter(f => f.tag < '004')
  const behind = rest.filter(f => f.tag >= '004')
  return { leader: record.leader, fields: [...before, { tag: '004', value: title_number }, ...behind] }
}

/** By what words 852 named a branch when the record came in, to that branch: an editor need not know the words of a file. */
export function wordsOfPlaces(
  places: readonly { readonly branch: string | null; readonly institution: string | null }[],
  branch_ids: readonly string[],
): ReadonlyMap<string, string> {
  // Where a place had no branch here, places and branches do not fit together one by one.
  if (places.length !== branch_ids.length) return new Map()
  return new Map(
    places.flatMap((place, i) => {
      const word = place.branch ?? place.institution
      const branch_id = branch_ids[i]
      return word === null || branch_id === undefined ? [] : [[word.trim().toLowerCase(), branch_id]]
    }),
  )
}
