import type { LetsGo, Personal } from '../../base/personal.ts'
import { eraseCirculation } from './forget/erase.store.ts'

const by = (job: string, retention: string, ...tables: readonly string[]): LetsGo[] =>
  tables.map(table => ({ table: `circulation.${table}`, retention, job }))

/** What circulation holds of people, how it lets it go, and how it is erased. */
export const circulationPersonal: Personal = {
  lets_go: [
    ...by('forget_history', 'D90', 'loan', 'event', 'event_patron', 'hold', 'hold_title', 'ibl_request'),
    ...by('forget_history', 'D90', 'claim', 'pull_claim'),
    ...by('forget_nights', 'D90', 'auto_renewal', 'shelf_search', 'hold_call'),
    ...by('forget_bulk_lines', 'D90', 'bulk_line', 'bulk_run'),
    ...by('forget_loan_children', 'until', 'loan_child'),
    ...by('forget_home_bags', 'until', 'home_bag', 'home_departure'),
    ...by('forget_marks', 'until', 'home_route'),
    ...by('forget_marks', 'Y10', 'bulk_run', 'closure', 'regulation', 'regulation_withdrawal'),
    ...by('forget_marks', 'Y2', 'simulation'),
    ...by('retention', 'P54', 'home_stop', 'last_closed'),
  ],
  erase: eraseCirculation,
}
