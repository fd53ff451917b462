import { hash } from 'node:crypto'
import type { MarcRecord } from '@kaft/marc'
import { workName } from './work-key.rules.ts'

/**
 * The number of the work that a description is an edition of: 63 bits of a hash of its name. Among three million works
 * two share one once in two million catalogues; nothing has to be looked up or made for it.
 */
export function workOf(record: MarcRecord): string | null {
  const name = workName(record)
  if (name === null) return null
  const said = hash('sha256', `${name.by}\n${name.title}`, 'buffer')
  return String(said.readBigUInt64BE() >> 1n)
}
