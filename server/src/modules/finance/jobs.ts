import { addDays, addMonths } from '../../base/dates.ts'
import { type Job, nightlyForget } from '../../base/job.ts'
import { forgetAbouts, forgetBookers, forgetOwners } from './forget/forget.store.ts'

/** As long as a loan: it can be seen for ninety days, and is gone in the run after them. */
const ABOUT_DAYS = 91
const LEDGER_MONTHS = 10 * 12

export const financeJobs: readonly Job[] = [
  nightlyForget({
    name: 'forget_charge_abouts',
    timetable: '30 3 * * *',
    remove: (library_id, { today, most }) => forgetAbouts(library_id, addDays(today, -ABOUT_DAYS), most),
  }),
  nightlyForget({
    name: 'forget_bookers',
    timetable: '32 3 * * *',
    remove: (library_id, { today, most }) =>
      forgetBookers(library_id, addMonths(today, -LEDGER_MONTHS), most),
  }),
  nightlyForget({
    name: 'forget_owners',
    timetable: '34 3 * * *',
    most: 500,
    remove: (library_id, { today, most }) => forgetOwners(library_id, addMonths(today, -LEDGER_MONTHS), most),
  }),
]
