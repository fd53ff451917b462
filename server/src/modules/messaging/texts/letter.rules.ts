import type { Letter, MessageKind } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import { euros, type Language, longDay, moment } from './language.rules.ts'
import { receiptWords, type Told } from './receipt.rules.ts'
import { type About, type Frame, frames, type Words, words } from './words.rules.ts'

/** What an invoice asks for one title. */
export interface Asked {
  readonly price_cents: number
  readonly fine_cents: number
  readonly price_lapses: boolean
}
/** What a message is written from. */
export interface Written {
  readonly kind: MessageKind
  readonly step: number
  readonly about_on: Day | null
  readonly title: string
  readonly title_language: string | null
  readonly author: string | null
  readonly hold_code: string | null
  readonly hold_until: Day | null
  /** What an invoice asks for the title; null for any other message. */
  readonly asks: Asked | null
  /** What a receipt tells, and until when; null for any other message. */
  readonly receipt?: Told | null
  readonly until_at?: string | null
  readonly branch_name: string
  readonly branch_address: string | null
  readonly library_name: string
  /** The other libraries that it is about, and from when. */
  readonly partners: string | null
  readonly begins_on: Day | null
  readonly online?: {
    readonly reference: string
    readonly until: Day
    readonly page: string | null
    readonly child: boolean
  } | null
  readonly visit_until?: Day | null
  /** The one-time link to a reader's own page. */
  readonly reader_link?: { readonly reference: string; readonly until: string } | null
  /** Whether the other libraries see who somebody is. */
  readonly shares: boolean
  /** What a notice tells beside its own words. */
  readonly details: string | null
}
export interface Addressee {
  readonly given_name: string
  readonly family_name: string
  readonly language: Language
  readonly care_of: string | null
  readonly street: string | null
  readonly postcode: string | null
  readonly municipality: string | null
}

const present = (lines: readonly (string | null)[]): string[] =>
  lines.filter((line): line is string => line !== null && line.trim() !== '')

/** What is said of one title; a notice is about none. */
function lineOf(m: Written, w: Words, language: Language): Letter['lines'][number] {
  const day = m.kind === 'hold_ready' ? (m.hold_until ?? m.about_on) : m.about_on
  const says = w.line({
    day: day ? longDay(day, language) : '',
    code: m.hold_code,
    price: euroOf(m.asks?.price_cents ?? 0, language),
  })
  return { title: m.author ? `${m.title} (${m.author})` : m.title, language: m.title_language, says }
}
/** The day that a notice is about. */
const dayIn = (m: Written, language: Language): string => {
  const day = m.online?.until ?? m.visit_until ?? m.begins_on
  return day ? longDay(day, language) : ''
}
/** The code of a form in two halves, which are easier to type, and the link that carries it. */
function codeIn(
  m: Written,
  codeOf: ((reference: string) => string) | undefined,
): {
  code: string
  link: string
  child: string
} {
  if (!m.online || !codeOf) return { code: '', link: '', child: '' }
  const { reference, page, child } = m.online
  const code = codeOf(reference)
  const link = page === null ? '' : `${page}?aanvraag=${reference}&code=${code}`
  return { code: `${code.slice(0, 4)}-${code.slice(4)}`, link, child: child ? 'yes' : '' }
}
/** A one-time link, and until which minute it works. */
const linkIn = (
  { reader_link }: Written,
  language: Language,
  linkOf: At['linkOf'],
): { link?: string; day?: string } =>
  reader_link && linkOf
    ? { link: linkOf(reader_link.reference), day: moment(reader_link.until, language) }
    : {}
const euroOf = (cents: number, language: Language): string => (cents === 0 ? '' : euros(cents, language))

interface At {
  readonly today: Day
  readonly cost_cents: number
  readonly codeOf?: (reference: string) => string
  /** The address of a one-time link. */
  readonly linkOf?: (reference: string) => string
}

/** What the words are made of. */
function aboutOf(of: readonly [Written, ...Written[]], language: Language, at: At): About {
  const [first] = of
  const asked = of.flatMap(m => m.asks ?? [])
  const price = asked.reduce((sum, one) => sum + one.price_cents, 0)
  const fine = asked.reduce((sum, one) => sum + one.fine_cents, 0)
  const written = (cents: number): string => euroOf(cents, language)
  return {
    count: of.length,
    branch: first.branch_name,
    step: first.step,
    cost: written(at.cost_cents),
    price: written(price),
    fine: written(fine),
    total: written(price + fine + at.cost_cents),
    lapses: asked.some(one => one.price_cents > 0 && one.price_lapses),
    library: first.library_name,
    partners: first.partners ?? '',
    shares: first.shares,
    day: dayIn(first, language),
    ...codeIn(first, at.codeOf),
    ...linkIn(first, language, at.linkOf),
    details: first.details ?? '',
  }
}

/** A form of the website is anybody's: what stands in its name does not go to an address that nobody has proven. */
const dearTo = (kind: MessageKind, to: Addressee, frame: Frame): string =>
  kind === 'online_confirm'
    ? frame.dear('').trim()
    : frame.dear(kind === 'invoice' ? `${to.given_name} ${to.family_name}` : to.given_name)

/** From whom, to whom and when. */
function headOf(
  to: Addressee,
  first: Written,
  at: At,
): Pick<Letter, 'kind' | 'step' | 'language' | 'address' | 'sender' | 'on_day'> {
  return {
    kind: first.kind,
    step: first.step,
    language: to.language,
    address: present([
      `${to.given_name} ${to.family_name}`,
      to.care_of === null ? null : frames[to.language].careOf(to.care_of),
      to.street,
      [to.postcode, to.municipality].filter(Boolean).join(' '),
    ]),
    sender: present([first.library_name, first.branch_name, first.branch_address]),
    on_day: at.today,
  }
}

/** A receipt is a list of what happened, of which every line is its own. */
function receiptLetter(to: Addressee, of: Written, at: At): Omit<Letter, 'message_ids' | 'patron_id'> {
  if (!of.receipt || !of.until_at) throw new Error('a receipt without anything on it')
  const frame = frames[to.language]
  const said = receiptWords(of.receipt, {
    language: to.language,
    until: of.until_at,
    branch: of.branch_name,
    library: of.library_name,
  })
  return {
    ...headOf(to, of, at),
    subject: said.subject,
    paragraphs: [`${dearTo('receipt', to, frame)},`, said.opening],
    lines: said.lines,
    closing: [...said.closing, `${frame.greetings},`, of.library_name, said.why],
  }
}

/**
 * A message as people read it, by mail and on paper alike: one text, several titles. An invoice rests on law, so it
 * says "u"; everything else says "je".
 */
export function letterOf(
  to: Addressee,
  of: readonly [Written, ...Written[]],
  at: At,
): Omit<Letter, 'message_ids' | 'patron_id'> {
  const [first] = of
  const { language } = to
  // What the library wrote to whoever wants news goes by mail, in its own words.
  if (first.kind === 'campaign') throw new Error('news is no letter')
  if (first.kind === 'receipt') return receiptLetter(to, first, at)
  const w = words[language][first.kind]
  const frame = frames[language]
  const about = aboutOf(of, language, at)
  const lines = of.filter(m => m.title !== '').map(m => lineOf(m, w, language))
  return {
    ...headOf(to, first, at),
    subject: w.subject(about),
    paragraphs: [`${dearTo(first.kind, to, frame)},`, ...w.opening(about)],
    lines,
    closing: [
      ...w.closing(about),
      `${frame.greetings},`,
      first.library_name,
      first.kind === 'online_confirm' ? '' : frame.why(first.library_name),
    ].filter(text => text !== ''),
  }
}

/** The same as the text of a mail. */
export function mailText(letter: Pick<Letter, 'paragraphs' | 'lines' | 'closing'>): string {
  const lines = letter.lines.map(l => `- ${l.title}${l.says === '' ? '' : `: ${l.says}`}`)
  return [...letter.paragraphs, lines.join('\n'), ...letter.closing].join('\n\n')
}
