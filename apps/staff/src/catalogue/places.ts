import { beginTitleChange, listTitleChanges, readTitleChange } from '@kaft/contract/catalogue-changes'
import { previewTitleMerge, titleDoubles } from '@kaft/contract/catalogue-doubles'
import { findAuthorities, listAuthorityRuns, readAuthority } from '@kaft/contract/authorities'
import { addHolding, readHolding } from '@kaft/contract/catalogue-holdings'
import { listImportProfiles, listImports } from '@kaft/contract/catalogue-imports'
import { addRecord, readRecord, recordReports } from '@kaft/contract/catalogue-records'
import { saveTarget } from '@kaft/contract/copy-cataloguing'
import { listDoorKeys } from '@kaft/contract/door-keys'
import { addItem } from '@kaft/contract/inventory'
import { listSynonyms, readTitle, searchTitles } from '@kaft/contract/cataloguing'
import { listSavedSearches, searchNews } from '@kaft/contract/saved-searches'
import { listTitleLists, readTitleList } from '@kaft/contract/title-lists'
import { readSearchIndex } from '@kaft/contract/search-index'
import { readSeries } from '@kaft/contract/works'
import { IconBooks } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.catalogue,
    title: { nl: 'Catalogus', en: 'Catalogue' },
    needs: [searchTitles],
    load: () => import('./search-screen.tsx'),
    nav: { order: 40, icon: IconBooks },
    words: ['titels', 'boeken', 'zoeken', 'reserveren', 'opzoeken', 'titles', 'search'],
  },
  {
    path: '/catalogus/$title_id',
    title: { nl: 'Titel', en: 'Title' },
    needs: [readTitle],
    load: () => import('./title-screen.tsx'),
  },
  {
    path: '/catalogus/$title_id/record',
    title: { nl: 'Record', en: 'Record' },
    needs: [readRecord],
    load: () => import('./record/record-screen.tsx'),
  },
  {
    path: '/catalogus/bezit/$holding_id',
    title: { nl: 'Bezitsrecord', en: 'Holdings record' },
    needs: [readHolding],
    load: () => import('./record/holding/holding-screen.tsx'),
  },
  {
    path: '/catalogus/$title_id/bezit',
    title: { nl: 'Nieuw bezitsrecord', en: 'New holdings record' },
    needs: [addHolding],
    load: () => import('./record/holding/new-holding-screen.tsx'),
  },
  {
    path: paths.newTitle,
    title: { nl: 'Nieuwe titel', en: 'New title' },
    needs: [addRecord],
    load: () => import('./record/new-screen.tsx'),
    words: ['catalogiseren', 'beschrijven', 'titel maken', 'MARC', 'catalogue', 'describe'],
  },
  {
    path: '/catalogus/reeks',
    title: { nl: 'Reeks', en: 'Series' },
    needs: [readSeries],
    load: () => import('./series-screen.tsx'),
  },
  {
    path: paths.authorities,
    title: { nl: 'Koppen', en: 'Headings' },
    needs: [findAuthorities],
    load: () => import('./authorities/authorities-screen.tsx'),
    words: ['authority', 'auteursnaam', 'trefwoord', 'thesaurus', 'pseudoniem', 'verwijzing', 'headings'],
  },
  {
    path: '/catalogus/koppen/$authority_id',
    title: { nl: 'Kop', en: 'Heading' },
    needs: [readAuthority],
    load: () => import('./authorities/authority-screen.tsx'),
  },
  {
    path: '/catalogus/doorgevoerd/$run_id',
    title: { nl: 'Kop doorvoeren', en: 'Carry a heading through' },
    needs: [listAuthorityRuns],
    load: () => import('./authorities/run-screen.tsx'),
  },
  {
    path: paths.recordReports,
    title: { nl: 'Meldingen over beschrijvingen', en: 'Reports about descriptions' },
    needs: [recordReports],
    load: () => import('./record/reports-screen.tsx'),
    words: ['fout melden', 'catalogusfout', 'verbeteren', 'errors', 'tickets'],
  },
  {
    path: paths.copyTargets,
    title: { nl: 'Andere catalogi', en: 'Other catalogues' },
    needs: [saveTarget],
    load: () => import('./record/copying/targets-screen.tsx'),
    words: ['SRU', 'Z39.50', 'kopiëren', 'overnemen', 'copy cataloguing'],
  },
  {
    path: paths.addItems(),
    title: { nl: 'Exemplaren toevoegen', en: 'Add items' },
    needs: [addItem],
    load: () => import('./add-items/add-items-screen.tsx'),
    words: ['exemplaar', 'streepjescode', 'tijdschriftnummer', 'aanwinst', 'item', 'barcode', 'issue'],
  },
  {
    path: paths.titleChanges,
    title: { nl: 'Beschrijvingen wijzigen', en: 'Change descriptions' },
    needs: [listTitleChanges],
    load: () => import('./changes/changes-screen.tsx'),
    words: ['batch', 'veel titels', 'zoek en vervang', 'MARC', 'bulk', 'replace'],
  },
  {
    path: paths.newTitleChange,
    title: { nl: 'Nieuwe wijziging', en: 'New change' },
    needs: [beginTitleChange],
    load: () => import('./changes/new-screen.tsx'),
  },
  {
    path: '/catalogus/wijzigen/$change_id',
    title: { nl: 'Wijziging', en: 'Change' },
    needs: [readTitleChange],
    load: () => import('./changes/run-screen.tsx'),
  },
  {
    path: paths.titleDoubles,
    title: { nl: 'Dubbele titels', en: 'Double titles' },
    needs: [titleDoubles],
    load: () => import('./doubles/doubles-screen.tsx'),
    words: ['dubbels', 'ontdubbelen', 'samenvoegen', 'voorlopige titels', 'duplicates', 'merge'],
  },
  {
    path: '/catalogus/$title_id/samenvoegen/$gone_id',
    title: { nl: 'Titels samenvoegen', en: 'Merge titles' },
    needs: [previewTitleMerge],
    load: () => import('./doubles/merge-screen.tsx'),
  },
  {
    path: paths.synonyms,
    title: { nl: 'Synoniemen', en: 'Synonyms' },
    needs: [listSynonyms],
    load: () => import('./synonyms-screen.tsx'),
    words: ['zoeken', 'zoekwoorden', 'gsm', 'zie ook', 'search words'],
  },
  {
    path: paths.savedSearches,
    title: { nl: 'Bewaarde zoekopdrachten', en: 'Kept searches' },
    needs: [listSavedSearches],
    load: () => import('./saved/saved-screen.tsx'),
    words: ['zoekopdracht', 'alert', 'volgen', 'nieuwe titels', 'saved search', 'alerts'],
  },
  {
    path: '/catalogus/zoekopdrachten/$search_id',
    title: { nl: 'Nieuw bij een zoekopdracht', en: 'New for a search' },
    needs: [searchNews],
    load: () => import('./saved/news-screen.tsx'),
  },
  {
    path: paths.titleLists,
    title: { nl: 'Lijsten voor lezers', en: 'Lists for readers' },
    needs: [listTitleLists],
    load: () => import('./lists/lists-screen.tsx'),
    words: ['lijst', 'aanwinsten', 'nieuw', 'meest geleend', 'tips', 'carrousel', 'carousel', 'lists'],
  },
  {
    path: '/catalogus/lijsten/$list_id',
    title: { nl: 'Lijst', en: 'List' },
    needs: [readTitleList],
    load: () => import('./lists/list-screen.tsx'),
  },
  {
    path: paths.searchIndex,
    title: { nl: 'Zoekindex', en: 'Search index' },
    needs: [readSearchIndex],
    load: () => import('./index-screen.tsx'),
    words: ['herindexeren', 'opnieuw opbouwen', 'reindex', 'index'],
  },
  {
    path: paths.doorKeys,
    title: { nl: 'Sleutels voor andere programma’s', en: 'Keys for other programs' },
    needs: [listDoorKeys],
    load: () => import('./doors/door-keys-screen.tsx'),
    words: ['API', 'sleutel', 'SRU', 'OAI', 'DAIA', 'limiet', 'key'],
  },
  {
    path: paths.catalogueImports,
    title: { nl: 'Titels importeren', en: 'Import titles' },
    needs: [listImports],
    load: () => import('./imports/imports-screen.tsx'),
    words: ['inlezen', 'MARC', 'levering', 'Open Vlacc', 'oogsten', 'feed', 'harvest'],
  },
  {
    path: '/catalogus/importeren/$import_id',
    title: { nl: 'Import', en: 'Import' },
    needs: [listImports],
    load: () => import('./imports/import-screen.tsx'),
  },
  {
    path: '/catalogus/importprofiel/$profile_id',
    title: { nl: 'Profiel van een import', en: 'Profile of an import' },
    needs: [listImportProfiles],
    load: () => import('./imports/profile-screen.tsx'),
  },
]
