import { addMonths } from '../../base/dates.ts'
import { type Job, nightlyForget } from '../../base/job.ts'
import type { Personal } from '../../base/personal.ts'
import { levelLedger } from './erase/ledger.ts'
import { forgetAskers, forgetErased, forgetOldLooks } from './erase/own-rows.store.ts'
import { cleanPages } from './erase/clean-pages.ts'
import { ERASE_JOB, workOnErasures } from './erase/work-erasures.ts'
import { RUNS_AT, runRetention } from './retention/run-retention.ts'
import { forgetBreachMarks, forgetReached } from './breaches/breach.store.ts'
import { TELL_JOB, tellForOthers } from './breaches/tell-reached.ts'
import { doTasks } from './cases/do-tasks.ts'
import { forgetCases, forgetFiles } from './cases/files.store.ts'
import { TASKS } from './cases/tasks.store.ts'
import { announceStatements } from './statements/inform.ts'
import { ANNOUNCE } from './statements/statement.store.ts'
import { noteChains, noteReviews } from './registers/witness.ts'
import { checkAccessLog, seal } from './seal/seal.ts'

const MINUTE = 60_000

/** A case is kept for two years after it was closed, as proof of what was done. */
const CASE_HOURS = 2 * 365 * 24

const forgetting: readonly Job[] = [
  nightlyForget({
    name: 'forget_access_log',
    timetable: '10 3 * * *',
    remove: (library_id, { today, most }) => forgetOldLooks(library_id, today, most),
  }),
  nightlyForget({
    name: 'forget_erased',
    timetable: '12 3 * * *',
    remove: (library_id, { today, most }) => forgetErased(library_id, addMonths(today, -24), most),
  }),
  nightlyForget({
    name: 'forget_askers',
    timetable: '14 3 * * *',
    remove: (library_id, { today }) => forgetAskers(library_id, addMonths(today, -120)),
  }),
]

const cleaning: Job = {
  name: 'clean_pages',
  // After all that lets go at night; the few large tables have their turn in the night to Sunday.
  timetable: '30 4 * * *',
  limit_ms: 60 * MINUTE,
  catch_up_ms: 20 * 60 * MINUTE,
  handler: cleanPages,
}

const ofRequests: readonly Job[] = [
  { name: TASKS, timetable: '* * * * *', limit_ms: 10 * MINUTE, handler: doTasks },
  { name: ANNOUNCE, timetable: '*/10 * * * *', limit_ms: 60 * MINUTE, handler: announceStatements },
  nightlyForget({
    name: 'forget_case_files',
    timetable: '5 1 * * *',
    most: 200,
    remove: (library_id, { today, most }) => forgetFiles(library_id, today, most),
  }),
  nightlyForget({
    name: 'forget_cases',
    timetable: '10 1 * * *',
    most: 200,
    remove: (library_id, { now, most }) =>
      forgetCases(library_id, Temporal.Instant.from(now).subtract({ hours: CASE_HOURS }).toString(), most),
  }),
]

const ofBreaches: readonly Job[] = [
  { name: TELL_JOB, timetable: '*/5 * * * *', limit_ms: 10 * MINUTE, handler: tellForOthers },
  nightlyForget({
    name: 'forget_breaches',
    timetable: '16 3 * * *',
    remove: (library_id, { today, most }) => forgetReached(library_id, addMonths(today, -24), most),
  }),
  nightlyForget({
    name: 'forget_breach_marks',
    timetable: '18 3 * * *',
    remove: (library_id, { today }) => forgetBreachMarks(library_id, addMonths(today, -120)),
  }),
]

/** What keeps the log and the measures trustworthy: seals, the walk over them, and evidence of what was found. */
const ofTrust: readonly Job[] = [
  {
    name: 'seal_access_log',
    timetable: '* * * * *',
    limit_ms: MINUTE,
    handler: async ctx => {
      for (let made = await seal(ctx); made && !ctx.signal.aborted; made = await seal(ctx))
        // The root stands in the log of the process too: whoever changes the database cannot change that.
        ctx.log('info', 'sealed the access log', { ...made })
    },
  },
  {
    name: 'check_access_log',
    timetable: '40 2 * * *',
    limit_ms: 60 * MINUTE,
    catch_up_ms: 20 * 60 * MINUTE,
    handler: async ctx => {
      const found = await checkAccessLog(ctx.db)
      await noteChains(ctx, found)
      const { broken_seal, broken_row, broken_certificate } = found
      if (broken_certificate !== null) {
        ctx.log('error', 'the certificates of erasure are not as they were written', { broken_certificate })
        throw new Error('the certificates of erasure are not as they were written')
      }
      if (broken_seal === null && broken_row === null) return
      ctx.log('error', 'the access log is not as it was written', { broken_seal, broken_row })
      throw new Error('the access log is not as it was written')
    },
  },
  {
    name: 'note_reviews',
    timetable: '50 2 * * *',
    limit_ms: 30 * MINUTE,
    catch_up_ms: 20 * 60 * MINUTE,
    handler: noteReviews,
  },
]

/**
 * @param erasedFile where the ledger of erasures stands, outside of the database and its backups
 * @param above what the modules that stand on this one hold of people
 */
export const privacyJobs = (erasedFile: string, above: readonly Personal[]): readonly Job[] => [
  ...ofRequests,
  ...ofBreaches,
  ...ofTrust,
  {
    name: 'retention',
    timetable: `${Number(RUNS_AT.slice(3))} ${Number(RUNS_AT.slice(0, 2))} * * *`,
    limit_ms: 4 * 60 * MINUTE,
    catch_up_ms: 20 * 60 * MINUTE,
    handler: async ctx => {
      // A database that came from a backup first learns who was erased since.
      await levelLedger(ctx, erasedFile, above)
      await runRetention(ctx, above)
      await levelLedger(ctx, erasedFile, above)
    },
  },
  {
    name: ERASE_JOB,
    timetable: '*/5 * * * *',
    limit_ms: 30 * MINUTE,
    handler: async ctx => {
      if ((await workOnErasures(ctx, above)) > 0) await levelLedger(ctx, erasedFile, above)
    },
  },
  ...forgetting,
  cleaning,
]
