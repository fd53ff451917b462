import { blindIndexes } from '../../../base/keys.ts'
import type { MovingIn } from '../../../base/moving.ts'
import { allOf } from '../../../base/row.ts'
import { importText } from './erase.ts'
import { KnownMark, knownMarks } from './erase.store.ts'

/**
 * Which of these words, `card …` and `key …`, belong to somebody who was erased at their own request in that library: an import of
 * before, or of elsewhere, does not bring them back (P84). Of who it was nothing is known.
 */
export async function erasedBefore(
  { ctx, tx, library_id }: Pick<MovingIn, 'ctx' | 'tx' | 'library_id'>,
  words: readonly string[],
): Promise<ReadonlySet<string>> {
  const marks = new Map(
    words.flatMap(word =>
      blindIndexes(ctx.keys, importText(library_id, word)).map(mark => [mark, word] as const),
    ),
  )
  if (marks.size === 0) return new Set()
  const [known = []] = await tx.more([knownMarks(library_id, [...marks.keys()])])
  return new Set(allOf(KnownMark, known).flatMap(({ mark }) => marks.get(mark) ?? []))
}
