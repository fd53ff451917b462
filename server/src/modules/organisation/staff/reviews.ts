import type { Row } from '../../../base/db.ts'
import { shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { Counted, countSigners } from '../briefing/briefing.store.ts'
import { lackingOn } from '../briefing/read-undertakings.ts'
import { lookedAt } from './certify.ts'
import { RolesSeen, rolesSeen } from './certify.store.ts'

/** How a library stands with what it has to look at again: its roles each half year, promises of confidentiality each year. */
export interface Reviews {
  /** Nobody comes into one that is closed, and nobody can look there. */
  readonly open: boolean
  readonly roles: number
  readonly roles_due: number
  readonly accounts: number
  readonly lacking: number
}

export const reviewsOf = (library_id: string, now: Temporal.Instant): readonly Query[] => [
  rolesSeen(lookedAt(library_id, now)),
  countSigners(lackingOn(library_id, now)),
]
export const readReviews = ([roles = [], signers = []]: readonly Row[][]): Reviews => ({
  ...shaped(RolesSeen, roles[0]),
  ...shaped(Counted, signers[0]),
})
