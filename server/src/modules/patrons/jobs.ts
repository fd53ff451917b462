import { addMonths, dayOf } from '../../base/dates.ts'
import { forgetEverywhere, type Job, nightlyForget, overAll } from '../../base/job.ts'
import { forgetAddresses } from './contact/contact.store.ts'
import { forgetChildren } from './class-list/class-list.store.ts'
import type { Magda } from '../../base/magda/magda.ts'
import { OF_AGE } from './family/family.rules.ts'
import { forgetConsents, forgetTies } from './family/family.store.ts'
import { forgetLists } from './lists/lists.store.ts'
import { finishMerges } from './merge/merge.store.ts'
import { consolidate } from './magda/consolidate.ts'
import { forgetConsultations } from './magda/notices.store.ts'
import { changeByAge } from './memberships/age-changes.ts'
import { forgetQuestions } from './known-elsewhere/questions.store.ts'
import { forgetOnline, type EraseRecords } from './online/forget-online.ts'
import { forgetDoors, forgetRests } from './reader/reader.store.ts'
import { nameAllAnew } from './names/rename-all.ts'
import { forgetNotes } from './notes/forget-notes.store.ts'
import { forgetConflicts, forgetMarks } from './forget/forget-marks.store.ts'

export const patronJobs: readonly Job[] = [
  {
    name: 'forget_number_questions',
    timetable: '50 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = addMonths(dayOf(ctx.now), -24)
      await forgetEverywhere(ctx, (library_id, most) => forgetQuestions(library_id, before, most))
    },
  },
  nightlyForget({
    name: 'forget_notes',
    timetable: '30 1 * * *',
    remove: (library_id, { today, most }) => forgetNotes(library_id, today, most),
  }),
  {
    name: 'membership_ages',
    timetable: '10 2 * * *',
    limit_ms: 60 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => void (await changeByAge(ctx)),
  },
  {
    name: 'names_anew',
    timetable: '40 2 * * *',
    limit_ms: 2 * 60 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => void (await nameAllAnew(ctx)),
  },
  nightlyForget({
    name: 'forget_person_lists',
    timetable: '55 1 * * *',
    most: 100,
    remove: (library_id, { today, most }) => forgetLists(library_id, today, most),
  }),
  {
    name: 'finish_merges',
    timetable: '50 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const at = { today: dayOf(ctx.now), now: ctx.now.toString() }
      await forgetEverywhere(ctx, (library_id, most) => finishMerges(library_id, at, most), 200)
    },
  },
  nightlyForget({
    name: 'forget_addresses',
    timetable: '40 1 * * *',
    remove: (library_id, { today, most }) => forgetAddresses(library_id, today, most),
  }),
  {
    name: 'forget_family',
    timetable: '45 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const today = dayOf(ctx.now)
      const born = addMonths(today, -12 * OF_AGE)
      await forgetEverywhere(ctx, (library_id, most) => forgetTies(library_id, { today, born }, most))
      await forgetEverywhere(ctx, (library_id, most) => forgetConsents(library_id, born, most))
    },
  },
  {
    name: 'forget_identity_marks',
    timetable: '27 2 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const today = dayOf(ctx.now)
      await forgetEverywhere(ctx, library_id => forgetMarks(library_id, addMonths(today, -120)))
      await overAll(ctx, forgetConflicts(addMonths(today, -24)))
    },
  },
  {
    name: 'forget_reader_doors',
    timetable: '38 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = ctx.now.subtract({ hours: 7 * 24 }).toString()
      await forgetEverywhere(ctx, (library_id, most) => forgetDoors(library_id, before, most))
      await overAll(ctx, forgetRests(ctx.now.subtract({ hours: 1 }).toString()))
    },
  },
  nightlyForget({
    name: 'forget_class_children',
    timetable: '35 1 * * *',
    remove: (library_id, { today, most }) => forgetChildren(library_id, today, most),
  }),
]

/** How long every question to the national register can be told. */
const CONSULTATION_YEARS = 10

/** Addresses of the national register. Without a door to MAGDA the round asks nobody. */
export const magdaJobs = (magda: Magda | null): readonly Job[] => [
  {
    name: 'magda_addresses',
    timetable: '5 3 * * *',
    limit_ms: 4 * 3_600_000,
    handler: async ctx => void (magda && (await consolidate(ctx, magda))),
  },
  {
    name: 'forget_consultations',
    timetable: '55 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = addMonths(dayOf(ctx.now), -12 * CONSULTATION_YEARS)
      await forgetEverywhere(ctx, (library_id, most) => forgetConsultations(library_id, before, most))
    },
  },
]

/** Registrations on the internet. */
export const onlineJobs = (erase: EraseRecords): readonly Job[] => [
  {
    name: 'forget_online',
    timetable: '20 2 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => void (await forgetOnline(ctx, erase)),
  },
]
