import { type Keys, peppered } from '../../../base/keys.ts'

const LENGTH = 40
/** Letters and digits that nobody confuses; forty of them are some 198 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** The key of a website, derived from the command and the server's pepper, so that a repeat shows the same one. */
export const websiteKey = (keys: Keys, library_id: string, command_id: string): string => {
  const of = (part: number): Buffer => peppered(keys, `website ${part} ${library_id} ${command_id}`)
  return [...Buffer.concat([of(1), of(2)]).subarray(0, LENGTH)]
    .map(byte => LETTERS[byte % LETTERS.length])
    .join('')
}

/**
 * The secrets of the session that a key may open, under the current pepper first. They never leave the server: who holds
 * the key cannot come in by the door of staff with it.
 */
export const secretsOfKey = (keys: Keys, key: string): string[] =>
  keys.ring
    .filter(one => one.use === 'pepper')
    .toReversed()
    .map(one => peppered(keys, `website session ${key}`, one.name).toString('base64url'))
