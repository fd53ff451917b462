import type { Demo } from '../../../../demo/read-demo.ts'
import { addMonths } from '../../base/dates.ts'
import { blindIndex, encrypt, type Keys } from '../../base/keys.ts'
import type { Query } from '../../base/sql.ts'
import { eidCode } from '../../modules/patrons/cards/card-code.ts'
import { fieldNames, type PatronFields } from '../../modules/patrons/fields.rules.ts'
import { nameTokens } from '../../modules/patrons/names.rules.ts'
import { acceptNumber } from '../../modules/patrons/numbers.rules.ts'
import { NUMBER } from '../../modules/patrons/read/read-patron.ts'
import {
  enrichPatrons,
  insertBlocks,
  insertCards,
  insertEids,
  insertMemberships,
  insertNotes,
  insertPatrons,
  insertPersons,
  insertTokens,
  type PatronRow,
} from './fill.store.ts'

/** The privacy statement that these patrons were shown, of 20 March 2020. */
const STATEMENT = '2020-03-20'
const MONTHS = 12

/** Whose identity card is a library card; the simulator of the helper has this card (`els`). */
const EID = { key: 'I200-004', card_number: '592000040194' }

type DemoPatron = Demo['patrons'][number]
type Numbered = DemoPatron & { readonly patron_id: string; readonly number_index: string | null }

/** The fields that the registration form has, and nothing else. */
const fieldsOf = (p: DemoPatron): PatronFields => ({
  family_name: p.family_name,
  given_name: p.given_name,
  birth_on: p.birth_on,
  gender: p.gender,
  street: p.street,
  postcode: p.postcode,
  municipality: p.municipality,
  email: p.email,
  phone: p.phone,
  language: p.language,
  message_channel: p.message_channel,
  keep_history: p.keep_history,
  news: p.news,
})

const rowOf = (p: Numbered): PatronRow => {
  const fields = fieldsOf(p)
  return {
    ...fields,
    patron_id: p.patron_id,
    library: p.library,
    membership_type: p.membership_type,
    member_since: p.member_since,
    member_until: p.member_until,
    number_index: p.number_index,
    filled: fieldNames.filter(name => fields[name] !== null),
  }
}

/** Only numbers of the test register are ever written here: no citizen has one. @throws Error on any other */
function digitsOf(number: string): string {
  const known = acceptNumber(number, true)
  if (typeof known === 'string')
    throw new Error('the demonstration holds a number that is none of the test register')
  return known.digits
}

/** Everything about the patrons, sealed and indexed as registering them would have done it, as statements in order. */
export function fillPatrons(demo: Demo, keys: Keys, made: { ids: readonly string[]; at: string }): Query[] {
  const persons: { number_index: string; number_cipher: string }[] = []
  const patrons = demo.patrons.map((p, i): Numbered => {
    const patron_id = made.ids[i]
    if (patron_id === undefined) throw new Error('there are fewer ids than patrons')
    if (p.national_number === null) return { ...p, patron_id, number_index: null }
    const digits = digitsOf(p.national_number)
    const number_index = blindIndex(keys, digits)
    persons.push({ number_index, number_cipher: encrypt(keys, digits, NUMBER) })
    return { ...p, patron_id, number_index }
  })
  return [
    insertPersons(persons, made.at),
    insertPatrons(patrons.map(rowOf), STATEMENT),
    insertCards(patrons.flatMap(cardsOf)),
    insertEids(
      patrons
        .filter(p => p.key === EID.key)
        .map(p => ({ patron_id: p.patron_id, code: eidCode(keys, EID.card_number) })),
    ),
    insertMemberships(patrons.map(membershipOf)),
    insertTokens(patrons.map(p => ({ patron_id: p.patron_id, tokens: nameTokens(p) }))),
    insertNotes(
      patrons.flatMap(({ patron_id, note }) => (note ? [{ patron_id, ...note }] : [])),
      made.at,
    ),
    insertBlocks(patrons.flatMap(({ patron_id, block }) => (block ? [{ patron_id, ...block }] : []))),
    ...enrichPatrons(
      patrons.map(({ patron_id }) => patron_id),
      made.at,
    ),
  ]
}

/** A card that was lost ended on the day on which the next one was given. */
const cardsOf = (p: Numbered) =>
  p.cards.map((card, i) => ({
    patron_id: p.patron_id,
    code: card.code,
    state: card.state,
    since: card.since,
    until: card.state === 'active' ? null : (p.cards[i + 1]?.since ?? card.since),
  }))

const membershipOf = (p: Numbered) => ({
  patron_id: p.patron_id,
  type: p.membership_type,
  starts_on: addMonths(p.member_until, -MONTHS),
  ends_on: p.member_until,
  fee_cents: p.fee_cents,
})
