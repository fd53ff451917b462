export { type ImportAsk, type ImportCounts, type ImportProblem, importMarc } from './import/import-marc.ts'
export type { Holdings } from './import/item-rows.ts'
export { refreshHeld } from './search/held.store.ts'
export { makeProvisionalTitle } from './provisional/provisional-title.ts'
export {
  PROVISIONAL,
  TitleOfIsbn,
  titleOfIsbn,
  withdrawTitle,
} from './provisional/provisional-title.store.ts'
export type { Stored as StoredBatch } from './import/write-batch.ts'
export { dropBareTitles } from './import/drop-bare.ts'
