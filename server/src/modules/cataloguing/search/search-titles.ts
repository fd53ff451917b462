import type { OkOf, searchTitles as op } from '@kaft/contract'
import { isRefusal, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { read } from '../../../base/tx.ts'
import type { SearchAsk } from './ask.ts'
import { findMatches, type Searching } from './find-matches.ts'

export { numberOf } from './ask.ts'

/** The year of a moment, here. */
export const yearOf = (now: Temporal.Instant): number => Number(dayOf(now).slice(0, 4))

/** Who asks at a desk sees every title, and of each what stands in the own library. */
export const searchingOf = (ctx: StaffCtx, shown: Searching['shown'] = 'hits'): Searching => ({
  ask: queries => read(ctx, queries),
  at: ctx.actor,
  shown,
  year: yearOf(ctx.now),
  described: false,
})

/** Searches for a desk. Each hit tells what stands here; see `findMatches`. */
export async function searchTitles(ctx: StaffCtx, ask: SearchAsk): Promise<OkOf<typeof op> | Refusal> {
  const found = await findMatches(searchingOf(ctx), ask)
  if (isRefusal(found)) return found
  return {
    ...found,
    facets: [...found.facets],
    rows: found.rows.flatMap(({ hit }) => (hit === null ? [] : [hit])),
  }
}
