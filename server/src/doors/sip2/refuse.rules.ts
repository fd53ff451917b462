import { sipTime } from './codec/dates.rules.ts'
import type { Request } from './codec/parse.rules.ts'
import type { Message } from './codec/print.rules.ts'
import { type Language, numberOf, say, type TextKey } from './texts.rules.ts'

interface Why {
  readonly now: Temporal.Instant
  readonly institution: string
  readonly language: Language
  readonly text: TextKey
  /** What answers call the patron: nothing where AA may be a national number that nobody here has. */
  readonly patron?: string
  /** Whether such a patron is known; the profile does not let a stranger learn more. */
  readonly known?: boolean
}

/** All that may be denied, denied: charging, renewing, recalling, reserving. */
const DENIED = 'YYYY          '

/**
 * "No" in the shape that belongs to a request, with nothing personal in it: every message has an answer, also before
 * the sign-in, for what the profile does not allow, and when the database is away.
 */
export function refusal(request: Pick<Request, 'code' | 'fields'>, why: Why): Message {
  const at = sipTime(why.now)
  const ao = ['AO', why.institution] as const
  const aa = ['AA', why.patron ?? ''] as const
  const ab = ['AB', request.fields.get('AB') ?? ''] as const
  const af = ['AF', say(why.text, why.language)] as const
  const valid = ['BL', why.known ? 'Y' : 'N'] as const
  const said = (code: string, fixed: string, ...fields: Message['fields']): Message => ({
    code,
    fixed,
    fields: [ao, ...fields, af],
  })
  const language = numberOf(why.language)
  switch (request.code) {
    case '93':
      return { code: '94', fixed: '0', fields: [] }
    case '23':
    case '01':
      return said('24', `${DENIED}${language}${at}`, aa, ['AE', ''], valid, ['CQ', 'N'])
    case '25':
      return said('26', `${DENIED}${language}${at}`, aa, ['AE', ''], valid, ['CQ', 'N'])
    case '63':
      return said('64', `${DENIED}${language}${at}${'0000'.repeat(6)}`, aa, ['AE', ''], valid, ['CQ', 'N'])
    case '11':
      return said('12', `0NNN${at}`, aa, ab, ['AJ', ''], ['AH', ''])
    case '29':
      return said('30', `0NNN${at}`, aa, ab, ['AJ', ''], ['AH', ''])
    case '09':
      return said('10', `0NNY${at}`, ab, ['AQ', ''], ['CV', '99'])
    case '15':
      return said('16', `0N${at}`, aa, ab)
    case '17':
      return said('18', `010101${at}`, ab, ['AJ', ''])
    case '19':
      // The answer to 19 has no institution (SIP2 2.00, Item Status Update Response).
      return { code: '20', fixed: `0${at}`, fields: [ab, af] }
    case '35':
      return said('36', `Y${at}`, aa)
    case '37':
      return said('38', `N${at}`, aa)
    default:
      return said('66', `000000000${at}`)
  }
}
