import type { Row } from '../../../base/db.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { StoredTitle } from '../import/batch.ts'
import { type Indexed, updateTitles } from '../import/import.store.ts'
import { writeSearch } from '../import/write-search.ts'
import { keepVersions, type Replacing, Version } from './versions.store.ts'

/** A title with its new row, the source that it is of from now on, and what it was. */
export interface Replacement extends Indexed {
  readonly source: string
  readonly before: Pick<StoredTitle, 'title' | 'author' | 'series'>
}

/**
 * Gives titles another description, with the former one kept, and tells search. In a transaction that is somebody else's.
 * @returns the version that each replaced
 */
export async function replaceTitles(
  run: (query: Query) => Promise<Row[][]>,
  all: readonly Replacement[],
  by: Replacing,
): Promise<Map<string, number>> {
  if (all.length === 0) return new Map()
  const [kept = []] = await run(
    keepVersions(
      all.map(r => r.title_id),
      by,
    ),
  )
  for (const [source, of] of Map.groupBy(all, r => r.source)) await run(updateTitles(source, by.at, of))
  const stored = new Map(all.map(r => [r.row.control_number, r.before]))
  await writeSearch(run, { fresh: [], changed: all, stored })
  return new Map(allOf(Version, kept).map(v => [v.title_id, v.version_no]))
}
