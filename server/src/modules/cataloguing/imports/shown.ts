import type { CatalogueImport } from '@kaft/contract'
import type { ImportRow } from './imports.store.ts'

export const noCounts: CatalogueImport['counts'] = {
  records: 0,
  titles_new: 0,
  titles_changed: 0,
  titles_unchanged: 0,
  titles_kept: 0,
  titles_removed: 0,
  titles_marked: 0,
  records_refused: 0,
  items_new: 0,
  items_same: 0,
  items_refused: 0,
  authorities_new: 0,
  authorities_changed: 0,
  authorities_unchanged: 0,
  holdings_new: 0,
  holdings_changed: 0,
  holdings_unchanged: 0,
  holdings_removed: 0,
}

export const shown = (row: ImportRow): CatalogueImport => ({
  import_id: row.import_id,
  profile_id: row.profile_id,
  profile_name: row.profile_name,
  name: row.name,
  bytes: Number(row.bytes),
  read_bytes: Number(row.read_bytes),
  parts: row.parts,
  whole: row.whole,
  state: row.state,
  counts: { ...noCounts, ...row.counts },
  problems: row.problems,
  fault: row.fault,
  made_at: row.made_at,
  made_by: row.by,
  started_at: row.started_at,
  finished_at: row.finished_at,
  reverted_at: row.reverted_at,
})
