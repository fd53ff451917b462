import { addDays, addMonths, dayOf } from '../../base/dates.ts'
import { eachAwakeLibrary, eachLibrary, type Job, nightlyForget } from '../../base/job.ts'
import { transact } from '../../base/tx.ts'
import { OPEN_LOANS_JOB } from './regulation/manage/activate-regulation.ts'
import { applyOpenLoans } from './regulation/open-loans/apply-open-loans.ts'
import { forgetLoanChildren } from './class-list/loan-child.store.ts'
import { forgetHistory } from './forget/forget-history.ts'
import { forgetMarks } from './forget/marks.store.ts'
import { forgetBags } from './home-delivery/bag.store.ts'
import { gatherLoanFacts } from './simulate/gather-facts.ts'
import { runSimulations } from './simulate/run-simulations.ts'
import { SIMULATE_JOB } from './simulate/simulate.ts'
import { bulkJobs } from './bulk/bulk-jobs.ts'
import { nightlyJobs } from './nightly/nightly.ts'
import { expireHolds } from './holds/expire/expire-holds.ts'
import { bringHoldsHome } from './holds/home/bring-holds-home.ts'
import { countStays } from './holds/stays/count-stays.ts'
import { ageToLost } from './lost/age-to-lost.ts'
import { makePartitions } from './events/make-partitions.store.ts'

export const circulationJobs: readonly Job[] = [
  ...bulkJobs,
  ...nightlyJobs,
  {
    name: 'make_partitions',
    timetable: '0 1 * * *',
    limit_ms: 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      await transact(ctx, async tx => {
        await tx.first([])
        await tx.last([makePartitions(dayOf(ctx.now))])
      })
    },
  },
  {
    name: 'gather_loan_facts',
    timetable: '30 2 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: gatherLoanFacts,
  },
  { name: OPEN_LOANS_JOB, timetable: '*/5 * * * *', limit_ms: 2 * 3_600_000, handler: applyOpenLoans },
  nightlyForget({
    name: 'forget_loan_children',
    timetable: '40 1 * * *',
    remove: (library_id, { today, most }) => forgetLoanChildren(library_id, today, most),
  }),
  nightlyForget({
    name: 'forget_home_bags',
    timetable: '50 1 * * *',
    remove: (library_id, { today, most }) => forgetBags(library_id, today, most),
  }),
  {
    // Before the retention of patrons, which asks whether anything of theirs was open lately.
    name: 'forget_history',
    timetable: '20 3 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: forgetHistory,
  },
  nightlyForget({
    name: 'forget_marks',
    timetable: '15 2 * * *',
    remove: (library_id, { today }) =>
      forgetMarks(library_id, {
        years10: addMonths(today, -120),
        years2: addMonths(today, -24),
        month: addDays(today, -31),
      }),
  }),
  { name: SIMULATE_JOB, timetable: '* * * * *', limit_ms: 3_600_000, handler: runSimulations },
  {
    name: 'expire_holds',
    timetable: '10 1 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: ctx => eachAwakeLibrary(ctx, async library_id => void (await expireHolds(ctx, library_id))),
  },
  {
    // Asked for at once when a cooperation ends in the course of a day; else the night after its last day.
    name: 'bring_holds_home',
    timetable: '15 0 * * *',
    limit_ms: 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: ctx => eachAwakeLibrary(ctx, async library_id => void (await bringHoldsHome(ctx, library_id))),
  },
  {
    name: 'count_stays',
    timetable: '40 1 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: ctx => eachLibrary(ctx, library_id => countStays(ctx, library_id)),
  },
  {
    name: 'age_to_lost',
    timetable: '30 3 * * *',
    limit_ms: 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => void (await ageToLost(ctx)),
  },
]
