import { allOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { Bare, dropBare } from './drop-bare.store.ts'
import { countWords } from './import.store.ts'
import { wordsOfTitle } from './title-row.ts'

/** Takes titles out of the catalogue that carry nothing any more. @returns the ids of those that went */
export async function dropBareTitles(
  tx: Pick<Tx, 'more'>,
  ids: readonly string[],
  at: string,
): Promise<string[]> {
  const [rows = []] = await tx.more([dropBare(ids, at)])
  const gone = allOf(Bare, rows)
  const counts = new Map<string, number>()
  for (const title of gone)
    for (const word of wordsOfTitle(title)) counts.set(word, (counts.get(word) ?? 0) - 1)
  if (counts.size > 0) await tx.more([countWords(counts)])
  return gone.map(t => t.title_id)
}
