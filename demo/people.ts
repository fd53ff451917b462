import { type Chance, chanceOf } from './random.ts'
import type { Consortium, DemoLibrary, DemoPatron } from './data.ts'
import { CLASSES, FAMILY, GIVEN, INSTITUTIONS, NOTES, SCHOOLS, STREETS } from './names.ts'

type Sex = 'm' | 'f'
type Home = { street: string; postcode: string; municipality: string }
type Maker = {
  chance: Chance
  library: DemoLibrary
  numbers: Set<string>
  emails: Set<string>
  made: DemoPatron[]
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/**
 * A number of the MAGDA test register: like a national number, but with 60 added to the month, so that it is
 * no citizen's. Check digits: 97 less the rest of the first nine digits, with a 2 before them from 2000 on.
 */
export function testNumber(birthOn: string, serial: number): string {
  const year = Number(birthOn.slice(0, 4))
  const nine = `${birthOn.slice(2, 4)}${two(Number(birthOn.slice(5, 7)) + 60)}${birthOn.slice(8, 10)}${String(serial).padStart(3, '0')}`
  const counted = Number(year >= 2000 ? `2${nine}` : nine)
  return nine + two(97 - (counted % 97))
}

function birthDay(chance: Chance, from: number, to: number): string {
  return `${chance.between(from, to)}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`
}

function givenName(chance: Chance, sex: Sex, birthOn: string): string {
  const year = Number(birthOn.slice(0, 4))
  const cohort = GIVEN.find(({ before }) => year < before)
  return chance.pick(cohort?.names[sex] ?? [])
}

function numberFor({ chance, numbers }: Maker, sex: Sex, birthOn: string): string | null {
  if (chance.often(0.12)) return null
  for (;;) {
    const serial = chance.between(1, 499) * 2 - (sex === 'm' ? 1 : 0)
    const number = testNumber(birthOn, serial)
    if (!numbers.has(number)) {
      numbers.add(number)
      return number
    }
  }
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^a-zA-Z]+/g, '')
    .toLowerCase()
}

function emailFor({ chance, emails }: Maker, given: string, family: string): string {
  const name = `${folded(given)}.${folded(family)}`
  const domain = chance.often(0.1) ? 'post.invalid' : 'example.org'
  let email = `${name}@${domain}`
  for (let number = 2; emails.has(email); number += 1) email = `${name}${number}@${domain}`
  emails.add(email)
  return email
}

function phoneFor(chance: Chance): string {
  // No Belgian number starts with 000.
  return `0000 ${two(chance.between(0, 99))} ${two(chance.between(0, 99))} ${two(chance.between(0, 99))}`
}

/** Memberships run a year: most have months to go, some end within two weeks, some have ended. */
function membershipDays(chance: Chance): Pick<DemoPatron, 'member_since_days_ago' | 'member_until_in_days'> {
  const roll = chance.next()
  const until =
    roll < 0.08 ? -chance.between(3, 200) : roll < 0.14 ? chance.between(1, 13) : chance.between(20, 360)
  return { member_since_days_ago: chance.between(0, 8) * 365 + 365 - until, member_until_in_days: until }
}

function cardsFor({ chance, library, made }: Maker): DemoPatron['cards'] {
  const branch = chance.often(0.7) ? library.branches[0] : chance.pick(library.branches)
  const code = (extra: number) => `${branch?.code ?? ''}0000${String(10_000 + made.length * 37 + extra)}`
  const active = { code: code(17), state: 'active' as const, since_days_ago: chance.between(20, 900) }
  if (!chance.often(0.05)) return [active]
  return [{ code: code(5), state: 'lost', since_days_ago: active.since_days_ago + 400 }, active]
}

type Asked = Pick<
  DemoPatron,
  'family_name' | 'given_name' | 'birth_on' | 'gender' | 'national_number' | 'email' | 'membership_type'
>

function register(maker: Maker, home: Home, asked: Asked): DemoPatron {
  const { chance, library, made } = maker
  const patron: DemoPatron = {
    key: `${library.code}-${String(made.length + 1).padStart(3, '0')}`,
    library: library.code,
    cards: cardsFor(maker),
    ...asked,
    ...home,
    phone: chance.often(0.5) ? phoneFor(chance) : null,
    language: chance.often(0.93) ? 'nl' : chance.pick(['fr', 'en', 'de'] as const),
    message_channel: asked.email === null ? 'letter' : 'email',
    keep_history: asked.membership_type === 'volwassene' && chance.often(0.15),
    news: asked.email !== null && chance.often(0.3),
    fee_cents: asked.membership_type === 'volwassene' ? 500 : 0,
    ...membershipDays(chance),
    note: chance.often(0.06) ? { text: chance.pick(NOTES), until_in_days: chance.between(10, 120) } : null,
    block: chance.often(0.015)
      ? { reason: 'Adres onbekend: post kwam terug.', since_days_ago: chance.between(5, 60) }
      : null,
  }
  made.push(patron)
  return patron
}

function homeIn({ chance, library }: Maker): Home {
  const bus = chance.often(0.12) ? ` bus ${chance.between(1, 9)}` : ''
  return {
    street: `${chance.pick(STREETS)} ${chance.between(1, 140)}${bus}`,
    postcode: library.postcode,
    municipality: library.municipality,
  }
}

type Wanted = {
  home: Home
  family: string
  years: readonly [from: number, to: number]
  parentEmail?: string | null
}

function addPerson(maker: Maker, { home, family, years, parentEmail = null }: Wanted): DemoPatron {
  const { chance } = maker
  const sex: Sex = chance.often(0.57) ? 'f' : 'm'
  const birthOn = birthDay(chance, ...years)
  const given = givenName(chance, sex, birthOn)
  const isYouth = birthOn >= '2008-12-31'
  const email = isYouth ? parentEmail : chance.often(0.88) ? emailFor(maker, given, family) : null
  const isUnsaid = !isYouth && chance.often(0.015)
  return register(maker, home, {
    family_name: family,
    given_name: given,
    birth_on: birthOn,
    gender: isUnsaid ? 'x' : sex,
    national_number: isUnsaid ? null : numberFor(maker, sex, birthOn),
    email,
    membership_type: isYouth ? 'jeugd' : 'volwassene',
  })
}

/** Someone alone, a couple, or parents with children who share address, name and e-mail. */
function addHousehold(maker: Maker): void {
  const { chance } = maker
  const home = homeIn(maker)
  const family = chance.pick(FAMILY)
  const roll = chance.next()
  if (roll < 0.4) addPerson(maker, { home, family, years: [1934, 2007] })
  else if (roll < 0.55) {
    addPerson(maker, { home, family, years: [1940, 1975] })
    addPerson(maker, { home, family: chance.pick(FAMILY), years: [1940, 1975] })
  } else {
    const parent = addPerson(maker, { home, family: chance.pick(FAMILY), years: [1972, 1995] })
    const children = chance.between(1, 3)
    for (let count = 0; count < children; count += 1)
      addPerson(maker, { home, family, years: [2009, 2022], parentEmail: parent.email })
  }
}

function addOrganisation(maker: Maker, type: 'klas' | 'instelling'): void {
  const { chance } = maker
  const name = chance.pick(type === 'klas' ? SCHOOLS : INSTITUTIONS)
  register(maker, homeIn(maker), {
    family_name: name,
    given_name: type === 'klas' ? chance.pick(CLASSES) : 'Onthaal',
    birth_on: null,
    gender: 'unknown',
    national_number: null,
    email: emailFor(maker, type, name),
    membership_type: type,
  })
}

/** The same person at a second library: name, birth and number are one, all else is that library's own. */
function addSecondMembership(maker: Maker, person: DemoPatron): void {
  const { family_name, given_name, birth_on, gender, national_number } = person
  const email = emailFor(maker, given_name, family_name)
  register(maker, homeIn(maker), {
    family_name,
    given_name,
    birth_on,
    gender,
    national_number,
    email,
    membership_type: 'volwassene',
  })
}

/** Two people who are members of two libraries: at the first and the second of each pair. */
const TWICE: readonly [first: string, second: string][] = [
  ['I200', 'I290'],
  ['I270', 'I280'],
]

/** The invented patrons of all libraries. */
export function makePatrons({ libraries }: Consortium): DemoPatron[] {
  const numbers = new Set<string>()
  const emails = new Set<string>()
  const makers = libraries.map(library => ({
    chance: chanceOf(`patrons ${library.code}`),
    library,
    numbers,
    emails,
    made: [] as DemoPatron[],
  }))
  for (const maker of makers) {
    while (maker.made.length < maker.library.patrons - 5) addHousehold(maker)
    for (const type of ['klas', 'klas', 'instelling'] as const) addOrganisation(maker, type)
  }
  for (const [first, second] of TWICE) {
    const person = makers
      .find(maker => maker.library.code === first)
      ?.made.find(patron => patron.membership_type === 'volwassene' && patron.national_number !== null)
    const there = makers.find(maker => maker.library.code === second)
    if (person !== undefined && there !== undefined) addSecondMembership(there, person)
  }
  return makers.flatMap(maker => maker.made)
}
