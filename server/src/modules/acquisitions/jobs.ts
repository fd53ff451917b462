import { addMonths } from '../../base/dates.ts'
import { type Job, nightlyForget } from '../../base/job.ts'
import { forgetAskers } from './ask/askers.store.ts'
import { forgetPurchases } from './forget/forget-purchases.store.ts'

export const FORGET_PURCHASES_JOB = 'forget_purchase_suggestions'
export const FORGET_ASKERS_JOB = 'forget_purchase_askers'
/** What is over stays so long, to be looked back at. */
const OVER_MONTHS = 24

export const acquisitionsJobs: readonly Job[] = [
  nightlyForget({
    name: FORGET_PURCHASES_JOB,
    timetable: '38 2 * * *',
    remove: (library_id, { today }) => forgetPurchases(library_id, addMonths(today, -OVER_MONTHS)),
  }),
  nightlyForget({
    name: FORGET_ASKERS_JOB,
    timetable: '42 2 * * *',
    remove: (library_id, { today, most }) => forgetAskers(library_id, today, most),
  }),
]
