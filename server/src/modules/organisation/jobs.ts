import { addMonths, dayOf } from '../../base/dates.ts'
import { forgetEverywhere, type Job, nightlyForget, overAll } from '../../base/job.ts'
import { forgetChanges, forgetConsortiumMarks, forgetLeavers } from './forget/forget-marks.store.ts'
import { forgetHelp } from './help/help.store.ts'
import { closeLeavers } from './staff/certify.store.ts'
import { forgetSessions } from './forget/forget-sessions.store.ts'

export const organisationJobs: readonly Job[] = [
  // Five past midnight in Brussels, in summer and in winter.
  nightlyForget({ name: 'end_leavers', timetable: '5 22,23 * * *', most: 100, remove: closeLeavers }),
  {
    name: 'forget_sessions',
    timetable: '20 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = ctx.now.subtract({ hours: 30 * 24 }).toString()
      await forgetEverywhere(ctx, (library_id, most) => forgetSessions(library_id, before, most))
    },
  },
  {
    name: 'forget_changes',
    timetable: '20 2 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = addMonths(dayOf(ctx.now), -120)
      await forgetEverywhere(ctx, library_id => forgetChanges(library_id, before))
      await overAll(ctx, forgetConsortiumMarks(before))
    },
  },
  nightlyForget({
    name: 'forget_help',
    timetable: '24 2 * * *',
    remove: (library_id, { today }) => forgetHelp(library_id, addMonths(today, -24)),
  }),
  nightlyForget({
    name: 'forget_leavers',
    timetable: '22 2 * * *',
    remove: (library_id, { today }) => forgetLeavers(library_id, addMonths(today, -24)),
  }),
]
