import type { Query } from '../../../base/sql.ts'
import type { StoredTitle } from '../import/batch.ts'
import { type Indexed, updateTitles } from '../import/import.store.ts'
import { writeSearch } from '../import/write-search.ts'
import { keepVersions, type Replacing } from './versions.store.ts'

/** A title with its new row, the source that it is of from now on, and what it was. */
export interface Replacement extends Indexed {
  readonly source: string
  readonly before: Pick<StoredTitle, 'title' | 'author' | 'series'>
}

/** Gives titles another description, with the former one kept, and tells search. In a transaction that is somebody else's. */
export async function replaceTitles(
  run: (query: Query) => Promise<unknown>,
  all: readonly Replacement[],
  by: Replacing,
): Promise<void> {
  if (all.length === 0) return
  await run(
    keepVersions(
      all.map(r => r.title_id),
      by,
    ),
  )
  for (const [source, of] of Map.groupBy(all, r => r.source)) await run(updateTitles(source, by.at, of))
  const stored = new Map(all.map(r => [r.row.control_number, r.before]))
  await writeSearch(run, { fresh: [], changed: all, stored })
}
