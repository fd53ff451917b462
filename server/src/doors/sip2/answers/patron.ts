import { patronLoans as loansOp, setBlock as blockOp } from '@kaft/contract'
import type { Finding } from '../../../base/decision.ts'
import { isRefusal } from '../../../base/ctx.ts'
import { type Identified, type SelfPatron, selfPatron } from '../../../modules/circulation/index.ts'
import { liftOwnBlocks, setBlock } from '../../../modules/patrons/index.ts'
import { sipTime } from '../codec/dates.rules.ts'
import { amount, four, type Message, type Value, yes } from '../codec/print.rules.ts'
import { refusal } from '../refuse.rules.ts'
import { commandId, ctxOf, field, mayDo, screenLanguage, type Talk, whoIs } from '../talk.ts'
import { asLanguage, type Language, numberOf, say, type TextKey, textOf, worstOf } from '../texts.rules.ts'

const has = (findings: readonly Finding[], ...codes: Finding['code'][]): boolean =>
  findings.some(f => codes.includes(f.code))

/**
 * The fourteen flags of a patron's status. Charging, renewing and reserving are denied whenever anything stands in the
 * way; which it is, is told only where the profile shows reasons.
 */
export function statusOf(findings: readonly Finding[], showReasons: boolean): string {
  const denied = findings.some(f => f.weight !== 'info')
  const told = (...codes: Finding['code'][]) => showReasons && has(findings, ...codes)
  const flags: boolean[] = Array.from({ length: 14 }, () => false)
  flags[0] = denied
  flags[1] = denied
  flags[3] = denied
  flags[4] = told('card_lost', 'card_ended', 'card_expired')
  flags[6] = told('overdue_block')
  flags[10] = told('debt_block')
  flags[11] = told('debt_block')
  return flags.map(flag => (flag ? 'Y' : ' ')).join('')
}

type Fields = [string, Value][]

/** Name, address, e-mail and telephone, as far as the profile sends personal data. */
function personal(talk: Talk, { person }: SelfPatron): { name: string; contact: Fields } {
  const { personal } = talk.machine.profile
  if (personal === 'none') return { name: '', contact: [] }
  if (personal === 'first_name') return { name: person.given_name, contact: [] }
  const place = [person.postcode, person.municipality].filter(Boolean).join(' ')
  const address = [person.street, place].filter(Boolean).join(', ')
  const contact: Fields = [
    ['BD', address || null],
    ['BE', person.email],
    ['BF', person.phone],
  ]
  return { name: `${person.given_name} ${person.family_name}`, contact }
}

const owedOf = (patron: SelfPatron): number =>
  patron.balance_cents + patron.loans.reduce((sum, l) => sum + l.fine_cents, 0)

const money = (talk: Talk, patron: SelfPatron): Fields =>
  talk.machine.profile.show_amounts
    ? [
        ['BH', 'EUR'],
        ['BV', amount(owedOf(patron))],
      ]
    : []

/** Which list of items the tenth of a second summary asks for: the first Y of ten (SIP2, message 63). */
function listed(talk: Talk, patron: SelfPatron): Fields {
  const { request, machine } = talk
  const ready = patron.holds.filter(h => h.state === 'ready')
  const waiting = patron.holds.filter(h => h.state !== 'ready')
  const late = patron.loans.filter(l => l.overdue_days > 0)
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['AS', ready.map(h => h.title)],
    ['AT', late.map(l => l.item.barcode)],
    ['AU', patron.loans.map(l => l.item.barcode)],
    ['AV', machine.profile.show_amounts ? late.filter(l => l.fine_cents > 0).map(l => l.item.barcode) : []],
    ['BU', []],
    ['CD', waiting.map(h => h.title)],
  ]
  const asked = (request.fixed['summary'] ?? '').indexOf('Y')
  const list = lists[asked]
  if (!list) return []
  const from = Math.max(1, Number(field(talk, 'BP')) || 1)
  const until = Number(field(talk, 'BQ')) || from + 199
  return list[1].slice(from - 1, Math.min(until, from + 199)).map(value => [list[0], value])
}

const why = (talk: Talk, patron: SelfPatron, language: Language): string | null => {
  const worst = worstOf(patron.findings)
  return worst ? say(textOf(worst.code, talk.machine.profile.show_reasons), language) : null
}

interface Refused {
  readonly text: TextKey
  readonly known: boolean
  readonly patron?: string
}
export const refuseWho = (talk: Talk, said: Refused): Message =>
  refusal(talk.request, {
    now: talk.now,
    institution: talk.machine.profile.institution,
    language: screenLanguage(talk),
    ...said,
  })

/**
 * What is told where a code came along that the profile does not ask: whether the card may be used, for the machine to go on
 * by it, and nothing of whose it is or what they have.
 */
function impersonal(talk: Talk, patron: SelfPatron, who: Identified): Message {
  const { code } = talk.request
  const language = screenLanguage(talk)
  const status = statusOf(patron.findings, false)
  const counts = code === '63' ? '0000'.repeat(6) : ''
  const card = field(talk, 'AA')
  return {
    code: code === '23' ? '24' : code === '63' ? '64' : '26',
    fixed: `${status}${numberOf(language)}${sipTime(talk.now)}${counts}`,
    fields: [
      ['AO', talk.machine.profile.institution],
      // A national number is not repeated, and whose card it is would be told by the code of the card.
      ['AA', card === who.card ? card : ''],
      ['AE', ''],
      ['BL', 'Y'],
      ['CQ', 'N'],
      ['AF', status.includes('Y') ? say('desk', language) : null],
    ],
  }
}

/** 23 → 24 and 63 → 64: whether somebody may borrow, and with 63 what they have and wait for. */
export async function patronStatus(talk: Talk): Promise<Message> {
  const op = loansOp
  const said = await whoIs(talk, op)
  if (!said.ok) return refuseWho(talk, said)
  const patron = await selfPatron(ctxOf(talk, op), { ...said.who, card: said.who.read_card })
  if (!patron) return refuseWho(talk, { text: 'card_unknown', known: false })
  if (said.unchecked) return impersonal(talk, patron, said.who)
  const { profile } = talk.machine
  const language = asLanguage(patron.person.language)
  const { name, contact } = personal(talk, patron)
  const status = statusOf(patron.findings, profile.show_reasons)
  const head = `${status}${numberOf(language)}${sipTime(talk.now)}`
  const person: Fields = [
    ['AO', profile.institution],
    ['AA', said.who.card ?? ''],
    ['AE', name],
  ]
  const sure: Fields = [['BL', 'Y'], ['CQ', 'Y'], ...money(talk, patron)]
  const text: Fields = [['AF', why(talk, patron, language)]]
  if (talk.request.code === '23') return { code: '24', fixed: head, fields: [...person, ...sure, ...text] }
  return {
    code: '64',
    fixed: `${head}${countsOf(patron, profile.show_amounts)}`,
    fields: [...person, ...sure, ...listed(talk, patron), ...contact, ...text],
  }
}

const countsOf = (patron: SelfPatron, showAmounts: boolean): string => {
  const { loans, holds } = patron
  const ready = holds.filter(h => h.state === 'ready').length
  const late = loans.filter(l => l.overdue_days > 0)
  const fines = showAmounts ? late.filter(l => l.fine_cents > 0).length : 0
  return [ready, late.length, loans.length, fines, 0, holds.length - ready].map(four).join('')
}

/** 01 → 24: the machine kept the card; whoever may block is said in the profile. */
export async function blockPatron(talk: Talk): Promise<Message> {
  if (!mayDo(talk, blockOp)) return refuseWho(talk, { text: 'not_here', known: false })
  const { profile } = talk.machine
  // A machine that keeps a card knows no code: the card alone says whose it is.
  const open = { ...talk, machine: { ...talk.machine, profile: { ...profile, patron_pin: 'none' as const } } }
  const said = await whoIs(open, blockOp)
  if (!said.ok) return refuseWho(talk, said)
  const told = field(talk, 'AL').slice(0, 120)
  const body = {
    command_id: await commandId(talk, 'block'),
    reason: told === '' ? 'Zelfuitleenstation' : `Zelfuitleenstation: ${told}`,
    until: null,
  }
  const done = await setBlock(ctxOf(talk, blockOp), said.who.patron_id, body)
  const patron = said.who.card ?? ''
  return refuseWho(talk, { text: isRefusal(done) ? 'not_here' : 'desk', known: true, patron })
}

/**
 * 25 → 26: "to re-enable canceled patrons", for testing and validation (SIP2 2.00, Patron Enable). A machine takes back
 * what it blocked itself by 01; what people or the regulation decided stays, and the status says so.
 */
export async function enablePatron(talk: Talk): Promise<Message> {
  if (!mayDo(talk, blockOp)) return refuseWho(talk, { text: 'not_here', known: false })
  const said = await whoIs(talk, blockOp)
  if (!said.ok) return refuseWho(talk, said)
  const ctx = ctxOf(talk, blockOp)
  const done = await liftOwnBlocks(ctx, said.who.patron_id, { command_id: await commandId(talk, 'enable') })
  const patron = await selfPatron(ctxOf(talk, loansOp), { ...said.who, card: said.who.read_card })
  if (isRefusal(done) || 'findings_refused' in done || !patron)
    return refuseWho(talk, { text: 'desk', known: true, patron: said.who.card ?? '' })
  if (said.unchecked) return impersonal(talk, patron, said.who)
  const language = asLanguage(patron.person.language)
  const { show_reasons, institution } = talk.machine.profile
  return {
    code: '26',
    fixed: `${statusOf(patron.findings, show_reasons)}${numberOf(language)}${sipTime(talk.now)}`,
    fields: [
      ['AO', institution],
      ['AA', said.who.card ?? ''],
      ['AE', personal(talk, patron).name],
      ['BL', 'Y'],
      ['CQ', 'Y'],
      ['AF', why(talk, patron, language)],
    ],
  }
}

/** 35 → 36: nothing of a person is kept between messages, so there is nothing to end. */
export const endSession = (talk: Talk): Message => ({
  code: '36',
  fixed: `${yes(true)}${sipTime(talk.now)}`,
  fields: [
    ['AO', talk.machine.profile.institution],
    ['AA', ''],
  ],
})
