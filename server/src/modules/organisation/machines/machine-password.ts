import { type Keys, peppered } from '../../../base/keys.ts'

/** Letters and digits that nobody confuses on the keypad of a machine. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const LENGTH = 20

/**
 * A password of a machine, some 99 bits, derived from the command and the server's pepper, so that a repeat after a
 * lost answer shows the same one; the database keeps only its hash.
 */
export const machinePassword = (keys: Keys, library_id: string, command_id: string): string =>
  [...peppered(keys, `machine ${library_id} ${command_id}`).subarray(0, LENGTH)]
    .map(byte => LETTERS[byte % LETTERS.length])
    .join('')
