import type { Ask, inheritedByRow as inheritedOp, OkOf } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../../base/ctx.ts'
import type { Answer } from '../../../../base/route.ts'
import { allOf, shaped } from '../../../../base/row.ts'
import { transact } from '../../../../base/tx.ts'
import { speechOf } from '../../explain/speech.ts'
import { EpochRow, epochQuery } from '../../rulebook/rulebook.store.ts'
import { rulebookFor, versionFor } from '../../rulebook/rulebook.ts'
import { valueKeys } from '../defaults.rules.ts'
import { inheritedBy } from '../inherited.rules.ts'
import { sourceOf } from '../resolve.rules.ts'
import { wordsOf } from '../texts/language.rules.ts'
import { Head, ownHeads } from './regulations.store.ts'

/** What a row of a version of the own library, saved or not, takes over from wider rows where it leaves values open. */
export function inheritedByRow(
  ctx: StaffCtx,
  { params, body }: Ask<typeof inheritedOp>,
): Promise<Answer<OkOf<typeof inheritedOp>>> {
  const { library_id } = ctx.actor
  return transact(ctx, async tx => {
    const [heads, epochs] = await tx.first([ownHeads(library_id), epochQuery(library_id)])
    const head = allOf(Head, heads ?? []).find(h => h.version_id === params.version_id)
    if (!head) return refuse('not_found')
    const book = await rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, epochs?.[0]).epoch })
    const compiled = await versionFor(ctx, tx, { ...params, book, draft: !head.activated })
    if (!compiled) return refuse('not_found')
    const { row_no, selectors, lang = 'nl' } = body
    const resolved = inheritedBy(compiled, { row_no, selectors, values: {} })
    const { language, ...context } = await speechOf(ctx, tx, lang)
    const words = wordsOf(language)
    return {
      resolved: { ...resolved.values },
      values: valueKeys.map(key => ({
        key,
        name: words.valueName[key],
        says:
          key === 'period' && resolved.values.period === null
            ? words.noRow
            : words.value(key, resolved.values[key] as never, context),
        row_no: sourceOf(resolved, key),
      })),
    }
  })
}
