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
import { mergeTitles, previewTitleMerge, readTitleMerge, titleMerges } from './merge/merge.ts'
import type { TitleMoves } from './merge/moves.ts'
import { undoTitleMerge } from './merge/undo.ts'
import { addRecord, readRecord, readVersion, recordVersions, saveRecord } from './records/edit.ts'
import { answerReport, recordReports, reportRecord } from './records/reports.ts'
import { searchTitles } from './search/search-titles.ts'
import { listTitleLists, orderTitleList, putOnList, readTitleList, saveTitleList } from './lists/lists.ts'
import { readSearchIndex, steerSearchIndex } from './reindex/steer.ts'
import { listSynonyms, saveSynonyms } from './search/synonyms.ts'
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
  on(op.reportRecord, (ctx, ask) => reportRecord(ctx, ask)),
  on(op.recordReports, (ctx, { query }) => recordReports(ctx, query)),
  on(op.answerReport, (ctx, ask) => answerReport(ctx, ask)),
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
  on(op.readTitle, (ctx, { params }) => readTitle(ctx, params.title_id)),
]
