import { type Ask, figureRule, MOST_FIGURE_MONTHS, type OkOf, type readFigures as op } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addMonths, dayOf } from '../../../base/dates.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { RuleRow, storedRule } from '../publish/publish.store.ts'
import { FLANDERS } from '../publish/publish.rules.ts'
import { areaFigures, FigureRow, ownFigures, PublishedRow, publishedUntil } from './read-figures.store.ts'

/** Figures of the own library as they are, beside those of its region and of Flanders as they were protected when they were made. */
export function readFigures(ctx: StaffCtx, { query }: Ask<typeof op>): Promise<OkOf<typeof op> | Refusal> {
  const last = addMonths(`${query.from}-01`, MOST_FIGURE_MONTHS - 1).slice(0, 7)
  if (query.from > query.until || query.until > last) return Promise.resolve(refuse('months_wrong'))
  return transact(ctx, async tx => {
    const [rules = [], published = []] = await tx.first([storedRule, publishedUntil])
    const rule = oneOf(RuleRow, rules)?.value ?? figureRule
    const region = rule.regions[ctx.actor.library_id] ?? null
    const [own = [], flanders = [], around = []] = await tx.more([
      ownFigures(query),
      areaFigures(FLANDERS, query),
      ...(region === null ? [] : [areaFigures(region, query)]),
    ])
    return {
      running: dayOf(ctx.now).slice(0, 7),
      published_until: oneOf(PublishedRow, published)?.published_until ?? null,
      smallest_cell: rule.smallest_cell,
      region,
      own: allOf(FigureRow, own),
      of_region: allOf(FigureRow, around),
      flanders: allOf(FigureRow, flanders),
    }
  })
}
