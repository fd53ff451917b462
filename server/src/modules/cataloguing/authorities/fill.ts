import type { JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { transact } from '../../../base/tx.ts'
import { titleRow } from '../import/title-row.ts'
import { setWorks } from '../works/title-work.store.ts'
import { writeHeadings, writeSeries } from '../import/write-search.ts'
import { unreadTitles, Unread } from './fill.store.ts'
import { decoded } from './shown.ts'

const STRETCH = 500

/** Notes the headings of titles that have none noted, a stretch in each transaction; at any point it goes on where it was. */
export async function fillHeadings(ctx: JobCtx): Promise<void> {
  let [after, total] = ['0', 0]
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    more = await transact(ctx, async tx => {
      const [rows = []] = await tx.first([unreadTitles(after, STRETCH)])
      const all = allOf(Unread, rows)
      const indexed = all.flatMap(({ title_id, record }) => {
        const row = titleRow(decoded(record), null)
        return 'reason' in row ? [] : [{ title_id, row }]
      })
      const run = (query: Query) => tx.more([query])
      await writeHeadings(run, indexed)
      await writeSeries(run, indexed)
      if (indexed.length > 0)
        await run(setWorks(indexed.map(({ title_id, row }) => ({ title_id, work: row.work }))))
      await tx.last([])
      after = all.at(-1)?.title_id ?? after
      total += indexed.length
      return all.length === STRETCH
    })
  }
  if (total > 0) ctx.log('info', 'noted the headings of titles', { job: ctx.operation, rows: total })
}
