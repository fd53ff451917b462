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
export { fuseSaved, leaveSaved, savedBack } from './saved/forget-saved.store.ts'
export { mailSearchNews, type SearchNewsMail } from './saved/mail-news.ts'
export { leaveHoldings } from './holdings/leave.ts'
export { dropBareTitles } from './import/drop-bare.ts'
export { answerSru, sruFault } from './public/sru.ts'
export type { SruVersion } from './public/sru-xml.rules.ts'
export { answerOai } from './public/oai.ts'
export { FORMS, formNamed } from './public/export.ts'
export { type Item, standingIds, titlesOf as publicTitlesOf } from './public/find.ts'
export {
  availability,
  movedTo,
  pageOf,
  publicSearch,
  type TitlePage,
  titlePage,
  told,
} from './public/read-public.ts'
export { sitemap, sitemapIndex } from './public/sitemap.ts'
export { showCover } from './covers/show-cover.ts'
export { coverDisk, type CoverDisk } from './covers/disk.ts'
export { titleGauges } from './memory/gauges.ts'
export { keepTitles, type KeptTitles, remember } from './memory/kept.ts'
export type { CoverStore } from './covers/fetch-covers.ts'
export { takeTurn } from './doors/take-turn.ts'
export { cataloguingPersonal } from './personal.ts'
export { reindexNow } from './reindex/now.ts'
export {
  listForReader,
  listsForReader,
  NARROWED,
  type ReadingAsk,
  type ReadingHit,
  type ReadingList,
  type ReadingPage,
  searchForReader,
  titlesForReader,
  SORTS,
} from './public/reading.ts'
export { type Feed, toJsonFeed, toRss } from './public/forms/feed.rules.ts'
export type { PublicTitle } from './public/public-title.rules.ts'
