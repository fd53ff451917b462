import { createHash, type Hash } from 'node:crypto'
import { encrypt, type Keys } from '../../../../base/keys.ts'
import type { Query } from '../../../../base/sql.ts'
import type { At } from '../departure.store.ts'
import { endFile, insertFile, insertPart } from '../files.store.ts'

/** Characters of one part before it is encrypted: what a browser fetches at once. */
const PART = 512 * 1024

/** What a part is, so that none can be put in the place of another. */
export const partIs = (at: Pick<At, 'departure_id'>, file_no: number, part_no: number): string =>
  `departure ${at.departure_id} file ${file_no} part ${part_no}`

/** A file that is being written: what was added and is not yet stored, and the figures of the whole. */
export interface FileWriter {
  readonly file_no: number
  readonly name: string
  add(text: string, records: number): void
  /** Statements that store what is ready; with `ends`, all of it. */
  stored(ends: boolean): Query[]
}

export function fileWriter(
  at: At,
  keys: Keys,
  of: { readonly file_no: number; readonly name: string },
): FileWriter {
  const { file_no, name } = of
  const hash: Hash = createHash('sha256')
  let held = ''
  let begun = false
  let records = 0
  let bytes = 0
  let parts = 0
  const part = (text: string): Query => {
    hash.update(text, 'utf8')
    bytes += Buffer.byteLength(text, 'utf8')
    parts++
    return insertPart(at, {
      file_no,
      part_no: parts,
      cipher: encrypt(keys, text, partIs(at, file_no, parts)),
    })
  }
  return {
    file_no,
    name,
    add: (text, count) => {
      held += text
      records += count
    },
    stored: ends => {
      const queries: Query[] = begun ? [] : [insertFile(at, of)]
      begun = true
      if (held !== '' && (ends || held.length >= PART)) {
        queries.push(part(held))
        held = ''
      }
      if (ends) queries.push(endFile(at, { file_no, records, bytes, parts, sha256: hash.digest('hex') }))
      return queries
    },
  }
}
