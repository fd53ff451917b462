import type { Personal } from '../../base/personal.ts'
import { FORGET_ASKERS_JOB, FORGET_PURCHASES_JOB } from './jobs.ts'
import { eraseAskers } from './forget/forget-askers.store.ts'

/** Which readers asked for what is suggested to buy, until a day; and who of the staff proposed and decided it, while they work here. */
export const acquisitionsPersonal: Personal = {
  lets_go: [
    { table: 'acquisitions.suggestion_asker', retention: 'until', job: FORGET_ASKERS_JOB },
    { table: 'acquisitions.purchase_suggestion', retention: 'employment', job: FORGET_PURCHASES_JOB },
  ],
  erase: eraseAskers,
}
