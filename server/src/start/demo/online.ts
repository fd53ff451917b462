import type { Query } from '../../base/sql.ts'
import { nameTokens } from '../../modules/patrons/names.rules.ts'
import { STATEMENT } from '../../modules/patrons/statement.ts'
import { insertOnline } from './online.store.ts'

/** Invented people who registered on the website: an adult whose card the simulator has, a child, and somebody who is a patron already. */
const people = [
  {
    family_name: 'Testelmans',
    given_name: 'Noor',
    birth_on: '1999-02-11',
    street: 'Azalealaan 12',
    email: 'noor.testelmans@example.org',
    days_ago: 3,
    guardian: null,
  },
  {
    family_name: 'Proefman',
    given_name: 'Mats',
    birth_on: '2016-06-19',
    street: 'Heidestraat 8',
    email: 'jan.proefman@example.org',
    days_ago: 12,
    guardian: 'Jan Proefman',
  },
  {
    family_name: 'De Meyer',
    given_name: 'Sarah',
    birth_on: '1994-05-23',
    street: 'Lindestraat 54 bus 5',
    email: 'sarah.de.meyer@example.org',
    days_ago: 80,
    guardian: null,
  },
] as const

/** Who has still to come to the desk of a library of the demonstration. */
export const onlinePatrons = (library: string, now: string): Query =>
  insertOnline(
    library,
    people.map(one => ({ ...one, tokens: nameTokens(one) })),
    { now, statement: STATEMENT },
  )
