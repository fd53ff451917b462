import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { askTarget } from './copying/ask-target.ts'
import { listTargets, type Reach, saveTarget } from './copying/targets.ts'
import { listCoverSources, putCover, readCover, saveCoverSource } from './covers/covers.ts'
import { findZoomsh } from './copying/z3950-client.ts'
import {
  beginTitleChange,
  listTitleChanges,
  readTitleChange,
  readTitleChangeLine,
  steerTitleChange,
  titleChangeLines,
} from './changes/changes.ts'
import { doublesOfTitle, keepTitlesApart, titleDoubles, unkeepTitlesApart } from './doubles/list.ts'
import { listDoorKeys, saveDoorKey } from './doors/door-keys.ts'
import { addAuthority, saveAuthority } from './authorities/edit.ts'
import { authorityDoubles, keepAuthoritiesApart } from './authorities/doubles.ts'
import { findAuthorities } from './authorities/find.ts'
import { mergeAuthorities } from './authorities/merge.ts'
import {
  authorityVersions,
  readAuthority,
  readAuthorityVersion,
  titlesOfAuthority,
} from './authorities/read.ts'
import {
  authorityEffect,
  authorityRunTitles,
  beginAuthorityRun,
  listAuthorityRuns,
  readAuthorityRun,
} from './authorities/runs.ts'
import { steerAuthorityRun } from './authorities/steer.ts'
import { linkHeading, makeAuthorityOf, unlinkedHeadings } from './authorities/unlinked.ts'
import { allowsAddress, type Feeds } from './imports/feed.rules.ts'
import { listImportProfiles, saveImportProfile } from './imports/profiles.ts'
import {
  addImportPart,
  beginImport,
  importProblems,
  listImports,
  readImport,
  steerImport,
} from './imports/steer.ts'
import { addHolding, removeHolding, restoreHolding, saveHolding } from './holdings/edit-holding.ts'
import { holdingVersions, readHolding, readHoldingVersion } from './holdings/read-holding.ts'
import { mergeTitles, previewTitleMerge, readTitleMerge, titleMerges } from './merge/merge.ts'
import type { TitleMoves } from './merge/moves.ts'
import { undoTitleMerge } from './merge/undo.ts'
import { addRecord, readRecord, readVersion, recordVersions, saveRecord } from './records/edit.ts'
import { answerReport, recordReports, reportRecord, withdrawReport } from './records/reports.ts'
import { countSearchNews, searchNews, seeSearchNews } from './saved/news.ts'
import { followSearch, listSavedSearches, saveSearch } from './saved/saved.ts'
import { readSeries, seriesOfTitle } from './series/series.ts'
import { searchTitles } from './search/search-titles.ts'
import { listTitleLists, orderTitleList, putOnList, readTitleList, saveTitleList } from './lists/lists.ts'
import { readSearchIndex, steerSearchIndex } from './reindex/steer.ts'
import { listSynonyms, saveSynonyms } from './search/synonyms.ts'
import { editionsOfTitle, setEditionWork } from './works/editions.ts'
import { readTitle } from './title/read-title.ts'

/** Looked for once: what is installed beside a running Kaft is found at the next start. */
function reachOf({ hosts }: Feeds): Reach {
  let found: Promise<string | null> | undefined
  return { hosts, program: () => (found ??= findZoomsh()) }
}

const copyRoutes = (reach: Reach): readonly Route[] => [
  on(op.listTargets, ctx => listTargets(reach)(ctx)),
  on(op.saveTarget, (ctx, { body }) => saveTarget(reach)(ctx, body)),
  on(op.listCoverSources, ctx => listCoverSources(reach.hosts)(ctx)),
  on(op.saveCoverSource, (ctx, { body }) => saveCoverSource(reach.hosts)(ctx, body)),
  on(op.readCover, (ctx, { params }) => readCover(ctx, params.title_id)),
  on(op.putCover, (ctx, ask) => putCover(ctx, ask)),
  on(op.listDoorKeys, (ctx, ask) => listDoorKeys(ctx, ask)),
  on(op.saveDoorKey, (ctx, { body }) => saveDoorKey(ctx, body)),
  on(op.askTarget, (ctx, ask) => askTarget(reach)(ctx, ask)),
]

const headingRoutes: readonly Route[] = [
  on(op.findAuthorities, (ctx, { query }) => findAuthorities(ctx, query)),
  on(op.readAuthority, (ctx, { params }) => readAuthority(ctx, params.authority_id)),
  on(op.saveAuthority, (ctx, ask) => saveAuthority(ctx, ask)),
  on(op.addAuthority, (ctx, { body }) => addAuthority(ctx, body)),
  on(op.authorityVersions, (ctx, ask) => authorityVersions(ctx, ask)),
  on(op.readAuthorityVersion, (ctx, ask) => readAuthorityVersion(ctx, ask)),
  on(op.titlesOfAuthority, (ctx, ask) => titlesOfAuthority(ctx, ask)),
  on(op.authorityEffect, (ctx, ask) => authorityEffect(ctx, ask)),
  on(op.beginAuthorityRun, (ctx, ask) => beginAuthorityRun(ctx, ask)),
  on(op.mergeAuthorities, (ctx, ask) => mergeAuthorities(ctx, ask)),
  on(op.listAuthorityRuns, (ctx, { query }) => listAuthorityRuns(ctx, query)),
  on(op.readAuthorityRun, (ctx, { params }) => readAuthorityRun(ctx, params.run_id)),
  on(op.authorityRunTitles, (ctx, ask) => authorityRunTitles(ctx, ask)),
  on(op.steerAuthorityRun, (ctx, ask) => steerAuthorityRun(ctx, ask)),
  on(op.unlinkedHeadings, (ctx, { query }) => unlinkedHeadings(ctx, query)),
  on(op.linkHeading, (ctx, ask) => linkHeading(ctx, ask)),
  on(op.makeAuthorityOf, (ctx, ask) => makeAuthorityOf(ctx, ask)),
  on(op.authorityDoubles, (ctx, { query }) => authorityDoubles(ctx, query)),
  on(op.keepAuthoritiesApart, (ctx, ask) => keepAuthoritiesApart(ctx, ask)),
  on(op.editionsOfTitle, (ctx, { params }) => editionsOfTitle(ctx, params.title_id)),
  on(op.setEditionWork, (ctx, ask) => setEditionWork(ctx, ask)),
  on(op.readSeries, (ctx, { query }) => readSeries(ctx, query)),
  on(op.seriesOfTitle, (ctx, { params }) => seriesOfTitle(ctx, params.title_id)),
]

const holdingRoutes: readonly Route[] = [
  on(op.readHolding, (ctx, { params }) => readHolding(ctx, params.holding_id)),
  on(op.saveHolding, (ctx, ask) => saveHolding(ctx, ask)),
  on(op.addHolding, (ctx, ask) => addHolding(ctx, ask)),
  on(op.holdingVersions, (ctx, ask) => holdingVersions(ctx, ask)),
  on(op.readHoldingVersion, (ctx, ask) => readHoldingVersion(ctx, ask)),
  on(op.removeHolding, (ctx, ask) => removeHolding(ctx, ask)),
  on(op.restoreHolding, (ctx, ask) => restoreHolding(ctx, ask)),
]

const savedRoutes: readonly Route[] = [
  on(op.listSavedSearches, (ctx, { query }) => listSavedSearches(ctx, query)),
  on(op.saveSearch, (ctx, ask) => saveSearch(ctx, ask)),
  on(op.followSearch, (ctx, ask) => followSearch(ctx, ask)),
  on(op.searchNews, (ctx, ask) => searchNews(ctx, ask)),
  on(op.seeSearchNews, (ctx, ask) => seeSearchNews(ctx, ask)),
  on(op.countSearchNews, ctx => countSearchNews(ctx)),
]

/** Errors in descriptions, and who mends them. */
const reportRoutes: readonly Route[] = [
  on(op.reportRecord, (ctx, ask) => reportRecord(ctx, ask)),
  on(op.recordReports, (ctx, { query }) => recordReports(ctx, query)),
  on(op.answerReport, (ctx, ask) => answerReport(ctx, ask)),
  on(op.withdrawReport, (ctx, ask) => withdrawReport(ctx, ask)),
]

export const cataloguingRoutes = (feeds: Feeds, above: TitleMoves): readonly Route[] => [
  ...copyRoutes(reachOf(feeds)),
  on(op.searchTitles, (ctx, { query }) => searchTitles(ctx, query)),
  on(op.listSynonyms, (ctx, { query }) => listSynonyms(ctx, query)),
  on(op.saveSynonyms, (ctx, { body }) => saveSynonyms(ctx, body)),
  on(op.readSearchIndex, ctx => readSearchIndex(ctx)),
  on(op.steerSearchIndex, (ctx, { body }) => steerSearchIndex(ctx, body)),
  on(op.listTitleLists, (ctx, { query }) => listTitleLists(ctx, query)),
  on(op.readTitleList, (ctx, { params }) => readTitleList(ctx, params)),
  on(op.saveTitleList, (ctx, ask) => saveTitleList(ctx, ask)),
  on(op.orderTitleList, (ctx, ask) => orderTitleList(ctx, ask)),
  on(op.putOnList, (ctx, ask) => putOnList(ctx, ask)),
  on(op.listImportProfiles, ctx => listImportProfiles(ctx)),
  on(op.saveImportProfile, (ctx, { body }) =>
    saveImportProfile({ allows: address => allowsAddress(feeds, address) })(ctx, body),
  ),
  on(op.listImports, (ctx, { query }) => listImports(ctx, query)),
  on(op.readImport, (ctx, { params }) => readImport(ctx, params.import_id)),
  on(op.beginImport, (ctx, { body }) => beginImport(ctx, body)),
  on(op.addImportPart, (ctx, ask) => addImportPart(ctx, ask)),
  on(op.steerImport, (ctx, ask) => steerImport(ctx, ask)),
  on(op.importProblems, (ctx, ask) => importProblems(ctx, ask)),
  on(op.readRecord, (ctx, { params }) => readRecord(ctx, params.title_id)),
  on(op.saveRecord, (ctx, ask) => saveRecord(ctx, ask)),
  on(op.addRecord, (ctx, { body }) => addRecord(ctx, body)),
  on(op.recordVersions, (ctx, ask) => recordVersions(ctx, ask)),
  on(op.readVersion, (ctx, ask) => readVersion(ctx, ask)),
  on(op.beginTitleChange, (ctx, { body }) => beginTitleChange(ctx, body)),
  on(op.listTitleChanges, (ctx, { query }) => listTitleChanges(ctx, query)),
  on(op.readTitleChange, (ctx, { params }) => readTitleChange(ctx, params.change_id)),
  on(op.steerTitleChange, (ctx, ask) => steerTitleChange(ctx, ask)),
  on(op.titleChangeLines, (ctx, ask) => titleChangeLines(ctx, ask)),
  on(op.readTitleChangeLine, (ctx, ask) => readTitleChangeLine(ctx, ask)),
  on(op.titleDoubles, (ctx, { query }) => titleDoubles(ctx, query)),
  on(op.doublesOfTitle, (ctx, { params }) => doublesOfTitle(ctx, params.title_id)),
  on(op.keepTitlesApart, (ctx, { body }) => keepTitlesApart(ctx, body)),
  on(op.unkeepTitlesApart, (ctx, { body }) => unkeepTitlesApart(ctx, body)),
  on(op.previewTitleMerge, (ctx, { params }) => previewTitleMerge(ctx, params, above)),
  on(op.mergeTitles, (ctx, ask) => mergeTitles(ctx, ask, above)),
  on(op.titleMerges, (ctx, ask) => titleMerges(ctx, ask)),
  on(op.readTitleMerge, (ctx, { params }) => readTitleMerge(ctx, params.merge_id)),
  on(op.undoTitleMerge, (ctx, ask) => undoTitleMerge(ctx, ask, above)),
  ...reportRoutes,
  ...headingRoutes,
  ...savedRoutes,
  ...holdingRoutes,
  on(op.readTitle, (ctx, { params }) => readTitle(ctx, params.title_id)),
]
