import type { DeskAnswer, Destination } from '@kaft/contract/circulation'
import type { Code } from '@kaft/contract/codes'
import type { ItemHead } from '@kaft/contract/inventory'
import type { PatronHead } from '@kaft/contract/patrons'
import type { Finding } from '@kaft/contract/problem'

/** Answers as the server gives them, for the tests of the desk. All names are invented. */
export const aFinding = (code: Code, weight: Finding['weight'], more: Partial<Finding> = {}): Finding => ({
  code,
  weight,
  about: {},
  ...more,
})

export const anItem = (more: Partial<ItemHead> = {}): ItemHead => ({
  item_id: '11',
  barcode: '3000000000011',
  library_id: '1',
  title_id: '21',
  title: 'De kleine Johannes',
  author: 'Van Eeden',
  language: 'dut',
  item_type: 'book',
  branch_id: '1',
  branch_name: 'Centrum',
  shelf: 'Romans',
  call_number: 'EEDE',
  note: null,
  ...more,
})

export const aPatron = (more: Partial<PatronHead> = {}): PatronHead => ({
  patron_id: '31',
  library_id: '1',
  library_name: 'Bib Testgem',
  name: 'Liesbeth Vandenhoute',
  age_group: 'adult',
  membership_type: 'volwassene',
  membership_name: 'Volwassene',
  member_until: '2027-03-01',
  card_tail: '4567',
  loans: 3,
  holds_ready: 0,
  balance_cents: 0,
  findings: [],
  notes: [],
  ...more,
})

export const aDestination = (to: Destination['to'], more: Partial<Destination> = {}): Destination => ({
  to,
  branch_id: '1',
  branch_name: to === 'transit' ? 'Noord' : 'Centrum',
  shelf: 'Romans',
  call_number: 'EEDE',
  hold_code: to === 'hold_shelf' ? 'V-17' : null,
  until: null,
  because: to === 'hold_shelf' ? 'hold' : to === 'transit' ? 'home_elsewhere' : 'home',
  ...more,
})

export const anAnswer = (more: Partial<DeskAnswer> = {}): DeskAnswer => ({
  did: 'lent',
  patron: null,
  item: null,
  loan: null,
  destination: null,
  fine: null,
  findings: [],
  choices: [],
  crate: null,
  shelf: null,
  event_id: null,
  ...more,
})
