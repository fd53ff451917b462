import type { Day } from '../../../base/dates.ts'
import { envelope, longDay } from '../../../base/document/letter.rules.ts'
import type { Paper } from '../../../base/document/paper.ts'
import type { Addressee } from './code.store.ts'

/** Signs that nobody reads as another one when they stand on paper; no vowels, so that they make no word. */
const SIGNS = 'BCDFGHJKLMNPQRSTVWXZ23456789'
const LENGTH = 8
/** The largest multiple of the signs that fits in a byte: what lies above would make the first ones likelier. */
const FAIR = 256 - (256 % SIGNS.length)

/**
 * A code of the bytes that chance gives, in two groups: 38 bits, of which five tries are one in seventy thousand million.
 * @returns null where too few of the bytes can be used
 */
export function codeOf(bytes: Uint8Array): string | null {
  const signs = [...bytes].filter(byte => byte < FAIR).map(byte => SIGNS[byte % SIGNS.length] ?? '')
  const code = signs.slice(0, LENGTH).join('')
  return code.length < LENGTH ? null : `${code.slice(0, 4)}-${code.slice(4)}`
}

/** What was typed, as it was made: capitals, without the line and the spaces between. */
export const codeTyped = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** The letter: where to go, the code, until when. Without the number of the card, so that the paper alone opens nothing. */
export const codeLetter = (
  to: Addressee,
  of: { readonly code: string; readonly today: Day; readonly until: Day; readonly page: string },
): Paper => ({
  lang: 'nl-BE',
  title: `Uw code voor Mijn bibliotheek`,
  address: envelope(to),
  day: longDay(of.today),
  opening: [
    {
      kind: 'text',
      text: `Dag ${to.given_name} ${to.family_name},\n\nMet deze code kiest u een wachtwoord voor uw eigen pagina's bij ${to.library_name}. U ziet er wat u thuis hebt, verlengt en reserveert. Een e-mailadres hebt u niet nodig.`,
    },
    {
      kind: 'facts',
      facts: [
        { name: 'Ga naar', value: of.page },
        { name: 'Kaartnummer', value: 'het nummer op uw bibliotheekkaart' },
        { name: 'Code', value: of.code },
        { name: 'Geldig tot en met', value: longDay(of.until) },
      ],
    },
    {
      kind: 'text',
      text: `De code werkt één keer. Daarna meldt u zich aan met uw kaartnummer en uw wachtwoord.\n\nGeef de code aan niemand. Wij vragen er nooit naar. Hebt u deze brief niet gevraagd, of lukt het niet? Kom langs of bel ons.\n\nMet vriendelijke groeten,\n${to.library_name}`,
    },
  ],
  parts: [],
})
