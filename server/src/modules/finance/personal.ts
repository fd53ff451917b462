import type { Personal } from '../../base/personal.ts'
import { eraseFinance } from './forget/erase.store.ts'

/** What finance holds of people, how it lets it go, and how it is erased. */
export const financePersonal: Personal = {
  lets_go: [
    { table: 'finance.account', retention: 'P54', job: 'retention' },
    { table: 'finance.charge_about', retention: 'D90', job: 'forget_charge_abouts' },
    { table: 'finance.entry', retention: 'Y10', job: 'forget_owners' },
  ],
  erase: eraseFinance,
}
