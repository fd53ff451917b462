import { timingSafeEqual } from 'node:crypto'
import { currentKey, type Keys, peppered } from '../../../base/keys.ts'

const keyUnder = (keys: Keys, reference: string, pepper: string): string =>
  peppered(keys, `reader link ${reference}`, pepper).toString('base64url')

/** What stands in the link of the mail: the reference, and what the server makes of it with a key of its own. */
export const linkKeyOf = (keys: Keys, reference: string): string =>
  `${reference}.${keyUnder(keys, reference, currentKey(keys, 'pepper').name)}`

/** The reference in a key that this server made; null for any other. */
export function referenceIn(keys: Keys, key: string): string | null {
  const [reference = '', said = ''] = key.split('.')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(reference)) return null
  const fits = keys.ring
    .filter(one => one.use === 'pepper')
    .map(one => keyUnder(keys, reference, one.name))
    .some(made => made.length === said.length && timingSafeEqual(Buffer.from(made), Buffer.from(said)))
  return fits ? reference : null
}
