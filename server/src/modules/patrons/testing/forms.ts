import type { Ask, registerPatron as op } from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'

type Body = Ask<typeof op>['body']
let count = 0

/** A new command id. */
export const commandId = (): string => uuid7(Temporal.Instant.from('2026-11-25T13:05:00Z'))

/** A number of the test register: month + 60, check digits by the rule, another one for each `n` below 499. */
export function testNumber(n: number, born = '1984-05-17'): string {
  const [year = '', month = '', day = ''] = born.split('-')
  const nine = `${year.slice(2)}${Number(month) + 60}${day}${String(n * 2 + 1).padStart(3, '0')}`
  const check = 97 - (Number(year >= '2000' ? `2${nine}` : nine) % 97)
  return `${nine}${String(check).padStart(2, '0')}`
}

/** A filled-in registration form of an invented person, with a card of its own. */
export const aForm = (wish: Partial<Body> = {}): Body => ({
  command_id: commandId(),
  family_name: 'Vandenhoute',
  given_name: 'Liesbeth',
  birth_on: '1984-05-17',
  gender: 'f',
  street: null,
  postcode: null,
  municipality: null,
  email: null,
  phone: null,
  language: 'nl',
  message_channel: 'letter',
  keep_history: false,
  news: false,
  card: `7${String(++count).padStart(11, '0')}`,
  membership_type: 'volwassene',
  statement: 'screen',
  ...(wish.national_number === undefined ? {} : { proof: 'document' as const }),
  ...wish,
})
