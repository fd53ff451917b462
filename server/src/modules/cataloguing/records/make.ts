import { shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { insertTitles, Made } from '../import/import.store.ts'
import type { TitleRow } from '../import/title-row.ts'
import { writeSearch } from '../import/write-search.ts'

/** Makes one title with all that search knows of it. @returns its id */
export async function makeTitle(
  tx: Pick<Tx, 'more'>,
  { row, source, at }: { readonly row: TitleRow; readonly source: string; readonly at: string },
): Promise<string> {
  const [rows = []] = await tx.more([insertTitles(source, at, [row])])
  const { title_id } = shaped(Made, rows[0])
  const indexed = [{ title_id, row }]
  const run = (query: Query) => tx.more([query])
  await writeSearch(run, { fresh: indexed, first: true, changed: [], stored: new Map() })
  return title_id
}
