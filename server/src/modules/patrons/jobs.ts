import { addMonths, dayOf } from '../../base/dates.ts'
import { forgetEverywhere, type Job } from '../../base/job.ts'
import { forgetChildren } from './class-list/class-list.store.ts'
import { OF_AGE } from './family/family.rules.ts'
import { forgetTies } from './family/family.store.ts'
import { forgetNotes } from './notes/forget-notes.store.ts'

export const patronJobs: readonly Job[] = [
  {
    name: 'forget_notes',
    timetable: '30 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const today = dayOf(ctx.now)
      await forgetEverywhere(ctx, (library_id, most) => forgetNotes(library_id, today, most))
    },
  },
  {
    name: 'forget_family',
    timetable: '45 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const today = dayOf(ctx.now)
      const born = addMonths(today, -12 * OF_AGE)
      await forgetEverywhere(ctx, (library_id, most) => forgetTies(library_id, { today, born }, most))
    },
  },
  {
    name: 'forget_class_children',
    timetable: '35 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const today = dayOf(ctx.now)
      await forgetEverywhere(ctx, (library_id, most) => forgetChildren(library_id, today, most))
    },
  },
]
