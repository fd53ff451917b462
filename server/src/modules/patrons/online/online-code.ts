import { timingSafeEqual } from 'node:crypto'
import { currentKey, type Keys, peppered } from '../../../base/keys.ts'

/** Capitals and digits that nobody confuses; eight of them are some forty bits, and five may be tried. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LENGTH = 8

const codeUnder = (keys: Keys, reference: string, pepper: string): string =>
  [...peppered(keys, `online code ${reference}`, pepper).subarray(0, LENGTH)]
    .map(byte => LETTERS[byte % LETTERS.length])
    .join('')

/** The code that goes by mail: made of the reference with a key of the server, so that the database does not hold it. */
export const codeOf = (keys: Keys, reference: string): string =>
  codeUnder(keys, reference, currentKey(keys, 'pepper').name)

/** Whether this is the code of that reference, also as people type it: small letters, a space or a dash in the middle. */
export function isCodeOf(keys: Keys, reference: string, typed: string): boolean {
  const said = Buffer.from(typed.replace(/[ -]/g, '').toUpperCase().padEnd(LENGTH).slice(0, 12))
  return keys.ring
    .filter(one => one.use === 'pepper')
    .map(one => Buffer.from(codeUnder(keys, reference, one.name)))
    .some(code => code.length === said.length && timingSafeEqual(code, said))
}
