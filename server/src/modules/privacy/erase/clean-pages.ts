import { readDataMap } from '../../../base/catalogue/data-map.ts'
import { flight } from '../../../base/db.ts'
import type { JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import { isDue, wordedTables } from './clean-pages.rules.ts'
import { PageRow, pagesOf, waitAsBefore, waitLittle } from './clean-pages.store.ts'

/** What PostgreSQL says where a lock did not come in time (55P03), or a statement was called off (57014). */
const busy = (error: unknown): boolean => ['55P03', '57014'].includes((error as { code?: string }).code ?? '')

/**
 * PostgreSQL deletes by leaving: the bytes of a row that went stand in its page, and after a vacuum in the hole between the rows, until
 * something is written over them. Here pages that hold people's own words are written anew, after the night let go what had its
 * time. A table that somebody holds just then waits for the next night.
 */
export async function cleanPages(ctx: JobCtx): Promise<void> {
  const client = await ctx.db.bulk.connect()
  const left: string[] = []
  try {
    const { personal } = await readDataMap(client)
    const [rows = []] = await flight(client, [pagesOf(wordedTables(personal))])
    const weekday = ctx.now.toZonedDateTimeISO('Europe/Brussels').dayOfWeek
    await flight(client, [waitLittle])
    for (const { table, bytes, sweep, rewrite } of allOf(PageRow, rows)) {
      ctx.signal.throwIfAborted()
      const due = isDue(bytes, weekday)
      await client.query(due ? rewrite : sweep).catch((error: unknown) => {
        if (!busy(error)) throw error
        left.push(table)
      })
    }
    await flight(client, [waitAsBefore])
  } finally {
    client.release()
  }
  ctx.log(left.length > 0 ? 'warn' : 'info', 'wrote pages anew', { left: left.join(' ') })
}
