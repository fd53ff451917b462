import type { Ask, findAuthorities as op, OkOf } from '@kaft/contract'
import { nacoForm } from '@kaft/marc'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { wordsOf } from '../words/fold.rules.ts'
import { byBeginning, byWords, HitRow } from './find.store.ts'
import { shownHit } from './shown.ts'

const ROWS = 20
const CURSOR = /^([1-9]\d{0,18}) (.*)$/s

/** Every word that was typed as the beginning of one. */
const wordsQuery = (text: string): string =>
  wordsOf(text)
    .slice(0, 8)
    .map(w => `'${w.joined}':*`)
    .join(' & ')

/**
 * Headings as somebody types: names that begin so, in their order, each record once; where those are few, records that
 * have the words anywhere in a name.
 * @returns `invalid` when `after` was not given by an earlier answer
 */
export async function findAuthorities(
  ctx: StaffCtx,
  { q = '', kinds: asked, after }: Ask<typeof op>['query'],
): Promise<OkOf<typeof op> | Refusal> {
  const cursor = after === undefined ? null : CURSOR.exec(after)
  if (after !== undefined && cursor === null) return refuse('invalid')
  const kinds = asked === undefined ? [] : asked.split(',')
  const norm = nacoForm(q, true)
  const from = cursor ? { authority_id: cursor[1] ?? '', norm: cursor[2] ?? '' } : null
  const [begun = []] = await read(ctx, [byBeginning({ norm, kinds, after: from, most: ROWS + 1 })])
  const all = allOf(HitRow, begun)
  const page = all.slice(0, ROWS)
  const last = page.at(-1)
  const hits = [...new Map(page.map(h => [h.authority_id, h])).values()]
  const words = wordsQuery(q)
  const isFew = all.length < ROWS && from === null && words !== ''
  const [more = []] = isFew
    ? await read(ctx, [
        byWords({ words, kinds, not: hits.map(h => h.authority_id), most: ROWS - all.length }),
      ])
    : []
  return {
    rows: [...hits, ...allOf(HitRow, more)].map(shownHit),
    next: all.length > ROWS && last ? `${last.authority_id} ${last.norm}` : null,
  }
}
