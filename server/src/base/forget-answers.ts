import { forgetEverywhere, type Job } from './job.ts'
import type { Personal } from './personal.ts'
import { type Query, sql } from './sql.ts'

/** Answers of commands, older than `before`: no desk repeats a command after that. */
const forgetAnswers = (library_id: string, before: string, most: number): Query =>
  sql`with gone as (
        delete from base.command
         where library_id = ${library_id} and command_id in (
           select command_id from base.command where library_id = ${library_id} and at < ${before} order by at limit ${most})
        returning 1)
      select count(*)::int as gone from gone`

/** All of them, of a library that leaves: one row `{ gone }`. */
export const forgetAllAnswers = (library_id: string): Query =>
  sql`with gone as (delete from base.command where library_id = ${library_id} returning 1) select count(*)::int as gone from gone`

export const baseJobs: readonly Job[] = [
  {
    name: 'forget_answers',
    timetable: '10 1 * * *',
    limit_ms: 60 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = ctx.now.subtract({ hours: 30 * 24 }).toString()
      await forgetEverywhere(ctx, (library_id, most) => forgetAnswers(library_id, before, most))
    },
  },
]

/** Answers that name people who are erased: a repeat of such a command is judged anew, and finds nobody. */
export const basePersonal: Personal = {
  lets_go: [{ table: 'base.command', retention: 'D30', job: 'forget_answers' }],
  erase: ({ patron_ids, part }) =>
    part === 'everything'
      ? [
          {
            table: 'base.command',
            rows: sql`base.command c`,
            where: sql`(jsonb_path_exists(c.answer, '$.**.patron_id ? (@ == $ids[*])', jsonb_build_object('ids', ${JSON.stringify(patron_ids)}::jsonb))
              or c.reader_id = any (${patron_ids}::bigint[]))`,
            set: null,
          },
        ]
      : [],
}
