import { type Day, isDay } from '../dates.ts'
import { services, type Service, SOAP } from './messages.ts'
import { all, at, type Element, readXml, sizeOf, textAt, XmlFault } from './xml.ts'

/** What an authorisation can allow to be read about a person. Nothing else of an answer ever leaves this file. */
export type RegisterField = 'address' | 'death'

export type RegisterAddress =
  | {
      readonly is: 'known'
      readonly street: string
      readonly postcode: string
      readonly municipality: string
    }
  /** `NietMededeelbaarAdres`: it may be told to nobody, so it is not even read. */
  | { readonly is: 'protected' }
  | { readonly is: 'none' }

export interface RegisterPerson {
  readonly address?: RegisterAddress
  readonly died_on?: Day | null
}

/** Where something went wrong: on the way, in the envelope, for the whole answer, or for the one question. */
export type Level = 'transport' | 'fault' | 'reply' | 'answer'

export type MagdaSaid =
  | {
      readonly is: 'person'
      readonly person: RegisterPerson
      /** The number that came in the place of the one that was asked about. */
      readonly replaced_by: string | null
      readonly warnings: readonly string[]
      /** How many elements about the person were dropped unread. */
      readonly dropped: number
    }
  | { readonly is: 'registered' }
  /** Nobody or nothing under this number (30001). */
  | { readonly is: 'unknown'; readonly codes: readonly string[] }
  /** An error that a repeat does not mend. */
  | { readonly is: 'refused'; readonly level: Level; readonly codes: readonly string[] }
  /** Nothing was answered that can be used; later it may be. */
  | { readonly is: 'away'; readonly level: Level; readonly codes: readonly string[] }

const NOT_FOUND = '30001'
const REPLACED = '30004'
/** Errors of the source or of too many questions: they pass (99994, 99995, 99996). */
const passing = new Set(['99994', '99995', '99996'])
/** How many exceptions are looked at, and how long their codes may be: a log has to stay readable. */
const MOST = 10
const codeShape = /^[0-9A-Za-z._-]{1,20}$/

interface Exception {
  readonly code: string
  readonly error: boolean
  readonly element: Element
}

const exceptionsOf = (parent: Element | undefined): Exception[] =>
  all(at(parent, 'Uitzonderingen'), 'Uitzondering')
    .slice(0, MOST)
    .map(element => {
      const code = textAt(element, 'Identificatie') ?? ''
      // What names no type that we know is an error: data beside it cannot be relied on.
      const error = !['WAARSCHUWING', 'INFORMATIE'].includes(textAt(element, 'Type') ?? '')
      return { code: codeShape.test(code) ? code : 'unnamed', error, element }
    })

const newNumber = (exceptions: readonly Exception[]): string | null => {
  const replaced = exceptions.find(e => e.code === REPLACED)
  const notes = all(at(replaced?.element, 'Annotaties'), 'Annotatie')
  const said = notes.find(note => textAt(note, 'Naam') === 'Nieuw INSZ')
  const digits = textAt(said, 'Waarde')?.replaceAll(/[. -]/g, '') ?? ''
  return /^\d{11}$/.test(digits) ? digits : null
}

function failed(level: Level, exceptions: readonly Exception[]): MagdaSaid | null {
  const errors = exceptions.filter(e => e.error).map(e => e.code)
  if (errors.length === 0) return null
  if (errors.includes(NOT_FOUND)) return { is: 'unknown', codes: errors }
  return { is: errors.some(code => passing.has(code)) ? 'away' : 'refused', level, codes: errors }
}

/** One line that fits a label; null for what is empty or too long to be a street. */
const line = (text: string | null, most: number): string | null => {
  const one = text?.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim() ?? ''
  return one === '' || one.length > most ? null : one
}

function addressOf(person: Element): RegisterAddress {
  const addresses = at(person, 'Adressen')
  if (at(addresses, 'NietMededeelbaarAdres')) return { is: 'protected' }
  const home = at(addresses, 'Hoofdverblijfplaats')
  const name = line(textAt(home, 'Straatnaam', 'String'), 90)
  const postcode = line(textAt(home, 'Postcode'), 10)
  const municipality = line(textAt(home, 'Gemeentenaam', 'String'), 80)
  if (name === null || postcode === null || municipality === null) return { is: 'none' }
  const house = line(textAt(home, 'Huisnummer'), 12)
  const box = line(textAt(home, 'Busnummer'), 8)
  const street = [name, house, box === null ? null : `bus ${box}`].filter(Boolean).join(' ')
  return { is: 'known', street, postcode, municipality }
}

/** The allow-list: of all that is said about a person, only what the authorisation names. */
function allowed(person: Element, fields: readonly RegisterField[]): RegisterPerson {
  const died = textAt(person, 'Overlijden', 'Datum')
  return {
    ...(fields.includes('address') ? { address: addressOf(person) } : {}),
    ...(fields.includes('death') ? { died_on: died !== null && isDay(died) ? died : null } : {}),
  }
}

const sizeAt = (element: Element | undefined): number => (element ? sizeOf(element) : 0)
/** The elements that an allow-list reads, for counting what it did not. */
const readOf = (person: Element, fields: readonly RegisterField[]): number =>
  sizeAt(fields.includes('address') ? at(person, 'Adressen') : undefined) +
  sizeAt(fields.includes('death') ? at(person, 'Overlijden') : undefined)

/** The reply inside its envelope, or what came in its place. Names and namespaces are asked for, not guessed. */
function replyOf(text: string, service: Service): Element | MagdaSaid {
  const root = readXml(text)
  const body = root.children.find(c => c.name === 'Body' && c.space === SOAP)
  if (root.name !== 'Envelope' || root.space !== SOAP || !body) throw new XmlFault('no envelope')
  const fault = body.children.find(c => c.name === 'Fault' && c.space === SOAP)
  if (fault) return { is: 'away', level: 'fault', codes: [faultCode(fault)] }
  const outer = body.children.find(
    c => c.name === `${service}Response` && c.space === services[service].space,
  )
  const reply = at(outer, 'Repliek')
  if (!reply || textAt(reply, 'Context', 'Naam') !== service) throw new XmlFault('no reply')
  return reply
}

/** SOAP 1.1 §4.4.1: a name with a prefix, of which the part behind the colon tells. */
const faultCode = (fault: Element): string => {
  const code = textAt(fault, 'faultcode')?.split(':').at(-1) ?? ''
  return codeShape.test(code) ? code : 'unnamed'
}

interface Question {
  readonly service: Service
  readonly reference: string
  readonly fields: readonly RegisterField[]
}

/**
 * Reads an answer. Errors are told apart by where they stand: a fault of the envelope, exceptions of the whole reply,
 * exceptions of our one question. A warning comes with data, an error without. Never throws, whatever it is given.
 */
export function readAnswer(text: string, ask: Question): MagdaSaid {
  try {
    const reply = replyOf(text, ask.service)
    return 'is' in reply ? reply : contentOf(reply, ask)
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error
    return { is: 'away', level: 'transport', codes: ['unreadable'] }
  }
}

function contentOf(reply: Element, { service, reference, fields }: Question): MagdaSaid {
  const whole = exceptionsOf(reply)
  const wrong = failed('reply', whole)
  if (wrong) return wrong
  // The answer to another question is no answer, whatever stands in it.
  const answer = all(at(reply, 'Antwoorden'), 'Antwoord').find(a => textAt(a, 'Referte') === reference)
  const own = exceptionsOf(answer)
  const mine = failed('answer', own)
  if (mine) return mine
  const warnings = [...whole, ...own].map(e => e.code)
  const content = at(answer, 'Inhoud')
  if (service === 'RegistreerInschrijving') {
    if (textAt(content, 'Resultaat') === '1') return { is: 'registered' }
    return { is: 'refused', level: 'answer', codes: ['not_registered'] }
  }
  const person = at(content, 'Persoon')
  if (!person) return { is: 'refused', level: 'answer', codes: ['no_person'] }
  return {
    is: 'person',
    person: allowed(person, fields),
    replaced_by: newNumber([...whole, ...own]),
    warnings,
    dropped: Math.max(0, sizeOf(person) - readOf(person, fields)),
  }
}
