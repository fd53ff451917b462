import { randomInt } from 'node:crypto'
import { type Keys, peppered } from '../../../base/keys.ts'

/** Letters and digits that nobody confuses on paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const CODES = 10
/** Some 59 bits each: too many to try, few enough to type. */
const LENGTH = 12

const oneCode = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)])
    .join('')
    .replaceAll(/(.{4})(?=.)/g, '$1-')

export const newCodes = (): string[] => Array.from({ length: CODES }, oneCode)

const folded = (code: string): string => code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Under every pepper of the ring, current first: codes outlive a rotation. */
export const codeHashes = (keys: Keys, code: string): Buffer[] =>
  keys.ring
    .filter(k => k.use === 'pepper')
    .toReversed()
    .map(k => peppered(keys, `recovery ${folded(code)}`, k.name))
