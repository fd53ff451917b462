import type { JobCtx } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { authorityRow } from './authority-row.ts'
import { authoritiesAfter, noteTitles, OnceOver, onceOver, setOnceOver, Stored } from './fill-titles.store.ts'
import { decoded } from './shown.ts'

const NAME = 'authority_titles'
const STRETCH = 1_000

/**
 * Notes the titles of works by which headings are found ($t of 1XX and 4XX), of headings that were not written since that is noted. Once, a
 * stretch in each transaction, and on from where it was after a break; when it is done, one row is read and no more.
 * @returns how many headings were looked at
 */
export async function fillTitles(ctx: JobCtx, stretch = STRETCH): Promise<number> {
  let total = 0
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    more = await transact(ctx, async tx => {
      const [found = []] = await tx.first([onceOver(NAME)])
      const at = oneOf(OnceOver, found)
      if (at === null || at.done_at !== null) return false
      const [rows = []] = await tx.more([authoritiesAfter(at.after_id, stretch)])
      const all = allOf(Stored, rows)
      const titles = all.flatMap(({ authority_id, source, record }) => {
        const row = authorityRow(decoded(record), source)
        if ('reason' in row) return []
        return row.names.flatMap(({ text, title_key }) =>
          title_key === null ? [] : [{ authority_id, text, title_key }],
        )
      })
      const goesOn = all.length === stretch
      const after_id = all.at(-1)?.authority_id ?? at.after_id
      const done_at = goesOn ? null : ctx.now.toString()
      await tx.last([
        ...(titles.length === 0 ? [] : [noteTitles(titles)]),
        setOnceOver({ name: NAME, after_id, done_at }),
      ])
      total += all.length
      return goesOn
    })
  }
  if (total > 0) ctx.log('info', 'noted the titles of works in headings', { job: ctx.operation, rows: total })
  return total
}
