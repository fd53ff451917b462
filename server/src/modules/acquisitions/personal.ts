import type { Personal } from '../../base/personal.ts'
import { FORGET_PURCHASES_JOB } from './jobs.ts'

/** No reader stands in what is suggested to buy: only who of the staff proposed and decided it, while they work here. */
export const acquisitionsPersonal: Personal = {
  lets_go: [
    { table: 'acquisitions.purchase_suggestion', retention: 'employment', job: FORGET_PURCHASES_JOB },
  ],
  erase: () => [],
}
