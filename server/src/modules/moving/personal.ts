import type { Personal } from '../../base/personal.ts'
import { leaveAgain } from './departure/departure-job.ts'
import { eraseMoved } from './run/erase.store.ts'

/** What a move holds of people, how it lets it go, and how it is erased. */
export const movingPersonal: Personal = {
  lets_go: [
    { table: 'moving.link', retention: 'until', job: 'forget_moves' },
    { table: 'moving.part', retention: 'until', job: 'forget_moves' },
    { table: 'moving.refusal', retention: 'until', job: 'forget_moves' },
    { table: 'moving.fusion_row', retention: 'until', job: 'forget_moves' },
    { table: 'moving.departure_part', retention: 'until', job: 'forget_moves' },
    { table: 'moving.departure', retention: 'Y10', job: 'forget_movers' },
    { table: 'moving.fusion', retention: 'Y10', job: 'forget_movers' },
    { table: 'moving.move', retention: 'Y10', job: 'forget_movers' },
  ],
  erase: eraseMoved,
  leave_again: leaveAgain,
}
