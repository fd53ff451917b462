import { BOOK_LEADER, dataField, type MarcRecord } from '@kaft/marc'
import { allOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { insertNumbers, insertSearch, insertTitles, Made } from '../import/import.store.ts'
import { titleRow } from '../import/title-row.ts'
import { PROVISIONAL } from './provisional-title.store.ts'

/**
 * A title of a few typed words, found by search at once; the record says that it is less than a description
 * (MARC 21, leader 17 = 5: partial, preliminary level).
 * @returns its id
 */
export async function makeProvisionalTitle(
  tx: Tx,
  of: { readonly title: string; readonly isbn: string | null; readonly key: string; readonly at: string },
): Promise<string> {
  const record: MarcRecord = {
    leader: `${BOOK_LEADER.slice(0, 17)}5${BOOK_LEADER.slice(18)}`,
    fields: [
      { tag: '001', value: `${PROVISIONAL}-${of.key}` },
      ...(of.isbn ? [dataField('020', '  ', [['a', of.isbn]])] : []),
      dataField('245', '00', [['a', of.title]]),
    ],
  }
  const row = titleRow(record, null)
  if ('reason' in row) throw new Error(`a provisional title was refused: ${row.reason}`)
  const [rows] = await tx.more([insertTitles(PROVISIONAL, of.at, [row])])
  const [made] = allOf(Made, rows ?? [])
  if (!made) throw new Error('a title that was just written has no id')
  const indexed = [{ title_id: made.title_id, row }]
  await tx.more([insertSearch(indexed), insertNumbers(indexed)])
  return made.title_id
}
