import type { OkOf, searchTitles as op } from '@kaft/contract'
import { isRefusal, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { reading } from '../../../base/tx.ts'
import { memoryOf } from '../memory/kept.ts'
import type { SearchAsk } from './ask.ts'
import { findMatches } from './find-matches.ts'

export { numberOf } from './ask.ts'

/** The year of a moment, here. */
export const yearOf = (now: Temporal.Instant): number => Number(dayOf(now).slice(0, 4))

/** Searches for a desk, which sees every title. Each hit tells what stands here; see `findMatches`. */
export async function searchTitles(ctx: StaffCtx, asked: SearchAsk): Promise<OkOf<typeof op> | Refusal> {
  const found = await reading(ctx, ask =>
    findMatches(
      {
        ask,
        at: ctx.actor,
        memory: memoryOf(ctx.db),
        shown: 'hits',
        year: yearOf(ctx.now),
        described: false,
      },
      asked,
    ),
  )
  if (isRefusal(found)) return found
  return {
    ...found,
    facets: [...found.facets],
    rows: found.rows.flatMap(({ hit }) => (hit === null ? [] : [hit])),
  }
}
