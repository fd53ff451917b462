import { AUTHORITY } from './format-authority.ts'
import { HOLDINGS } from './format-holdings.ts'
import { MARC21, OPEN_VLACC } from './format-marc21.ts'

/** The formats that a record can be laid beside, by the name that the contract has for them. */
export const FORMATS = {
  marc21: MARC21,
  vlacc: OPEN_VLACC,
  authority: AUTHORITY,
  holdings: HOLDINGS,
} as const
