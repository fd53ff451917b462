import type { Code } from '@kaft/contract'

/** Length is what makes a password hard to guess; what it is made of is the reader's business (NIST SP 800-63B §3.1.1.2). */
const LEAST = 8

/** What the reader is known by: the first things that anybody tries. */
export interface KnownBy {
  readonly cards: readonly string[]
  readonly birth_on: string | null
}

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** A birth date as people type it, in each order. */
function datesOf(birth_on: string | null): string[] {
  const [year = '', month = '', day = ''] = birth_on?.split('-') ?? []
  if (day === '') return year === '' ? [] : [year]
  return [`${day}${month}${year}`, `${year}${month}${day}`, `${month}${day}${year}`, `${day}${month}`]
}

const isRun = (text: string): boolean =>
  '01234567890123456789'.includes(text) || '98765432109876543210'.includes(text)

/** Why this password will not do; null where it will. */
export function passwordFault(password: string, of: KnownBy): Code | null {
  const typed = password.normalize('NFC')
  if ([...typed].length < LEAST) return 'reader_password_short'
  const said = bare(typed)
  const known = [...of.cards.map(bare), ...datesOf(of.birth_on)]
  // What is left when the best-known facts are taken out must still be something.
  const rest = known.filter(fact => fact.length >= 4).reduce((left, fact) => left.replaceAll(fact, ''), said)
  const common = ['wachtwoord', 'password', 'bibliotheek', 'azertyuiop', 'qwertyuiop'].includes(said)
  return rest.length < 4 || new Set(rest).size < 3 || isRun(said) || common ? 'reader_password_weak' : null
}
