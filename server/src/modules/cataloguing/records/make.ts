import { shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { countWords, insertNumbers, insertSearch, insertTitles, Made } from '../import/import.store.ts'
import { type TitleRow, wordsOfTitle } from '../import/title-row.ts'

/** Makes one title with all that search knows of it. @returns its id */
export async function makeTitle(
  tx: Pick<Tx, 'more'>,
  { row, source, at }: { readonly row: TitleRow; readonly source: string; readonly at: string },
): Promise<string> {
  const [rows = []] = await tx.more([insertTitles(source, at, [row])])
  const { title_id } = shaped(Made, rows[0])
  const indexed = [{ title_id, row }]
  await tx.more([
    insertSearch(indexed),
    insertNumbers(indexed),
    countWords(new Map(wordsOfTitle(row).map(w => [w, 1]))),
  ])
  return title_id
}
