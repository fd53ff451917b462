import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { Row } from '../../../base/db.ts'
import { shaped } from '../../../base/row.ts'

/** On whose account which line was booked. */
export interface BookedLine {
  readonly patron_id: string
  readonly entry_id: string
}
const Line = Type.Object({ entry_id: Id })
/** The line that a booking gave back. */
export const bookedIn = (rows: readonly Row[] = []): string => shaped(Line, rows[0]).entry_id
