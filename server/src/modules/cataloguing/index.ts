export type { ImportAsk, ImportCounts, ImportProblem } from './import/ask.ts'
export { importMarc } from './import/import-marc.ts'
export type { Holdings } from './import/item-rows.ts'
export { refreshHeld } from './search/held.store.ts'
export { makeProvisionalTitle } from './provisional/provisional-title.ts'
export {
  PROVISIONAL,
  TitleOfIsbn,
  titleOfIsbn,
  withdrawTitle,
} from './provisional/provisional-title.store.ts'
export type { Stored as StoredBatch } from './import/batch.ts'
export { dropBareTitles } from './import/drop-bare.ts'
export { answerSru, sruFault } from './public/sru.ts'
export type { SruVersion } from './public/sru-xml.rules.ts'
export { answerOai } from './public/oai.ts'
export { FORMS, formNamed } from './public/export.ts'
export { type Item, standingIds, titlesOf as publicTitlesOf } from './public/find.ts'
export { availability, movedTo, publicSearch, type TitlePage, titlePage, told } from './public/read-public.ts'
export { sitemap, sitemapIndex } from './public/sitemap.ts'
export { showCover } from './covers/show-cover.ts'
export { coverDisk, type CoverDisk } from './covers/disk.ts'
export type { CoverStore } from './covers/fetch-covers.ts'
export { cataloguingPersonal } from './personal.ts'
