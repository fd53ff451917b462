import { addMonths } from '../../base/dates.ts'
import { type Job, nightlyForget } from '../../base/job.ts'
import { forgetPurchases } from './forget/forget-purchases.store.ts'

export const FORGET_PURCHASES_JOB = 'forget_purchase_suggestions'
/** What is over stays so long, to be looked back at. */
const OVER_MONTHS = 24

export const acquisitionsJobs: readonly Job[] = [
  nightlyForget({
    name: FORGET_PURCHASES_JOB,
    timetable: '38 2 * * *',
    remove: (library_id, { today }) => forgetPurchases(library_id, addMonths(today, -OVER_MONTHS)),
  }),
]
