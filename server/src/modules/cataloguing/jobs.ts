import { addDays, addMonths } from '../../base/dates.ts'
import { eachLibrary, inLibrary, type Job, type JobCtx, nightlyForget } from '../../base/job.ts'
import { allOf } from '../../base/row.ts'
import { CHANGE_JOB } from './changes/changes.ts'
import { workOnChanges } from './changes/work.ts'
import { findDoubles } from './doubles/find-doubles.ts'
import { fillHeadings } from './authorities/fill.ts'
import { fillTitles } from './authorities/fill-titles.ts'
import { RUN_JOB } from './authorities/runs.ts'
import { workOnAuthorities } from './authorities/work.ts'
import type { Feeds } from './imports/feed.rules.ts'
import { takeFeeds } from './imports/feed.ts'
import { type CoverStore, fetchCovers } from './covers/fetch-covers.ts'
import { dropMarked } from './import/drop-marked.ts'
import { IMPORT_JOB } from './imports/steer.ts'
import { workingImports, Working } from './imports/work.store.ts'
import { workOnImport } from './imports/work.ts'
import { MERGE_JOB } from './merge/merge.ts'
import type { TitleMoves } from './merge/moves.ts'
import { workOnMerges } from './merge/work.ts'
import { forgetManyMarks } from './records/forget-many.store.ts'
import { forgetMarks } from './records/forget.store.ts'
import { forgetSaved } from './saved/forget-saved.store.ts'
import { LISTS_JOB } from './lists/lists.ts'
import { forgetSearchChanges } from './memory/forget-changes.ts'
import { refreshLists } from './lists/refresh-lists.ts'
import { workOnReindex } from './reindex/reindex.ts'
import { REINDEX_JOB } from './reindex/steer.ts'
import { refreshPopularity } from './popularity/refresh-popularity.ts'

/** Goes on with every import that has something to do, whoever began it and however it was cut off. */
export async function workOnImports(ctx: JobCtx): Promise<void> {
  await eachLibrary(ctx, async library_id => {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([workingImports]))
    for (const { import_id } of allOf(Working, rows)) await workOnImport(ctx, { library_id, import_id })
  })
}

export const FORGET_JOB = 'forget_cataloguers'
export const FORGET_MANY_JOB = 'forget_title_marks'
export const FORGET_SAVED_JOB = 'forget_saved_searches'
export const FORGET_CHANGES_JOB = 'forget_search_changes'
/** A search that was deleted can be brought back for so long. */
const DELETED_DAYS = 30
export const noFeeds: Feeds = { folder: null, hosts: [] }

/** What search knows, and what it shows: how often titles are lent, the index as a whole, and lists that make themselves. */
const searchJobs: readonly Job[] = [
  {
    name: 'title_popularity',
    timetable: '10 2 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const titles = await refreshPopularity(ctx)
      ctx.log('info', 'counted how often titles are lent', { job: ctx.operation, rows: titles })
    },
  },
  {
    name: REINDEX_JOB,
    timetable: '* * * * *',
    limit_ms: 4 * 3_600_000,
    handler: async ctx => {
      if (await workOnReindex(ctx)) ctx.log('info', 'built the search index anew', { job: ctx.operation })
    },
  },
  {
    name: FORGET_CHANGES_JOB,
    timetable: '25 * * * *',
    limit_ms: 10 * 60_000,
    handler: forgetSearchChanges,
  },
  {
    name: LISTS_JOB,
    timetable: '20 3 * * *',
    limit_ms: 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: refreshLists,
  },
]

/** Who made, changed or merged something is let go after ten years. */
const forgettingJobs: readonly Job[] = [
  nightlyForget({
    name: FORGET_JOB,
    timetable: '35 2 * * *',
    remove: (library_id, { today }) => forgetMarks(library_id, addMonths(today, -120)),
  }),
  nightlyForget({
    name: FORGET_MANY_JOB,
    timetable: '36 2 * * *',
    remove: (library_id, { today }) => forgetManyMarks(library_id, addMonths(today, -120)),
  }),
]

/** What somebody kept goes in the night after their account ended. */
const forgetKept: Job = nightlyForget({
  name: FORGET_SAVED_JOB,
  timetable: '37 2 * * *',
  remove: (library_id, { today }) => forgetSaved(library_id, addDays(today, -DELETED_DAYS)),
})

/** Merging titles, changing many of them, and finding those that are there twice. */
const changingJobs = (above: TitleMoves): readonly Job[] => [
  {
    name: MERGE_JOB,
    timetable: '* * * * *',
    limit_ms: 30 * 60_000,
    handler: ctx => workOnMerges(ctx, above),
  },
  { name: CHANGE_JOB, timetable: '* * * * *', limit_ms: 4 * 3_600_000, handler: workOnChanges },
  {
    name: 'find_doubles',
    timetable: '*/10 * * * *',
    limit_ms: 4 * 3_600_000,
    handler: async ctx => {
      const titles = await findDoubles(ctx)
      ctx.log('info', 'looked for titles that are there twice', { job: ctx.operation, rows: titles })
    },
  },
]

/** Headings: carried through to titles at once, and noted at night of titles that came before. */
const headingJobs: readonly Job[] = [
  { name: RUN_JOB, timetable: '* * * * *', limit_ms: 4 * 3_600_000, handler: workOnAuthorities },
  {
    name: 'title_headings',
    timetable: '45 1 * * *',
    limit_ms: 4 * 3_600_000,
    catch_up_ms: 30 * 3_600_000,
    handler: fillHeadings,
  },
  {
    name: 'authority_titles',
    timetable: '48 1 * * *',
    limit_ms: 4 * 3_600_000,
    catch_up_ms: 30 * 3_600_000,
    handler: async ctx => void (await fillTitles(ctx)),
  },
]

export const cataloguingJobs = (
  feeds: Feeds,
  covers: CoverStore | null,
  above: TitleMoves,
): readonly Job[] => [
  {
    name: 'covers',
    timetable: '*/5 * * * *',
    limit_ms: 20 * 60_000,
    handler: async ctx => {
      if (covers === null) return
      const { asked, found } = await fetchCovers(ctx, covers)
      if (asked > 0) ctx.log('info', 'fetched covers ahead', { job: ctx.operation, asked, rows: found })
    },
  },
  ...searchJobs,
  {
    name: 'dropped_titles',
    timetable: '50 2 * * *',
    limit_ms: 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const titles = await dropMarked(ctx)
      ctx.log('info', 'took out titles that their source dropped and nobody has any more', {
        job: ctx.operation,
        rows: titles,
      })
    },
  },
  { name: IMPORT_JOB, timetable: '* * * * *', limit_ms: 4 * 3_600_000, handler: workOnImports },
  ...changingJobs(above),
  ...headingJobs,
  {
    name: 'catalogue_feeds',
    timetable: '*/15 * * * *',
    limit_ms: 2 * 3_600_000,
    handler: async ctx => {
      await eachLibrary(ctx, library_id => takeFeeds(ctx, library_id, feeds))
      await workOnImports(ctx)
    },
  },
  ...forgettingJobs,
  forgetKept,
]
