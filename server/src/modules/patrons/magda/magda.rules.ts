import type { MagdaOutcome, MagdaState } from '@kaft/contract'
import type { MagdaSaid, RegisterAddress } from '../../../base/magda/answer.ts'
import { type Day } from '../../../base/dates.ts'

export interface Authorisation {
  readonly from_on: Day
  readonly until_on: Day
}

/** Whether MAGDA may be asked today, and if not, why. The last day of an authorisation counts. */
export function magdaState(door: boolean, authorisation: Authorisation | null, today: Day): MagdaState {
  if (authorisation === null) return 'none'
  if (today < authorisation.from_on) return 'not_yet'
  if (today > authorisation.until_on) return 'expired'
  return door ? 'on' : 'no_door'
}

/** What of an answer is kept. Whatever is absent here changes nothing. */
export interface Kept {
  readonly outcome: MagdaOutcome
  readonly codes: readonly string[]
  readonly dropped: number
  /** The main residence that comes in the place of the one that is kept now. */
  readonly move_to: Extract<RegisterAddress, { is: 'known' }> | null
  /** Null where the answer says nothing of an address. */
  readonly address_protected: boolean | null
  readonly deceased: boolean
  readonly replaced_by: string | null
}

export interface Residence {
  readonly street: string | null
  readonly postcode: string | null
  readonly municipality: string | null
}

/** The register's own doubt about the street (48074), and an address that is none (48181). */
const doubtful = new Set(['48074', '48181'])
const bare = (text: string | null): string =>
  (text ?? '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s,]+/gu, ' ')
    .trim()
const isSame = (a: Residence, b: Residence): boolean =>
  bare(a.street) === bare(b.street) &&
  bare(a.postcode) === bare(b.postcode) &&
  bare(a.municipality) === bare(b.municipality)

const nothing = { dropped: 0, move_to: null, address_protected: null, deceased: false, replaced_by: null }

/** What an answer means for a record. An error changes nothing; a protected address is marked and never written. */
export function decideAnswer(said: MagdaSaid, now: Residence): Kept {
  if (said.is === 'registered') return { ...nothing, outcome: 'registered', codes: [] }
  if (said.is !== 'person') return { ...nothing, outcome: said.is, codes: said.codes }
  const { person, warnings, dropped, replaced_by } = said
  const { address } = person
  const about = {
    codes: warnings,
    dropped,
    replaced_by,
    move_to: null,
    deceased: typeof person.died_on === 'string',
    address_protected: address === undefined ? null : address.is === 'protected',
  }
  if (address === undefined) return { ...about, outcome: 'same' }
  if (address.is === 'protected') return { ...about, outcome: 'protected' }
  if (address.is === 'none' || warnings.some(code => doubtful.has(code)))
    return { ...about, outcome: 'no_address' }
  return isSame(address, now)
    ? { ...about, outcome: 'same' }
    : { ...about, outcome: 'changed', move_to: address }
}
