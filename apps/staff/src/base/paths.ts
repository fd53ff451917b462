/** Addresses of the screens, so that one module can lead to another without knowing it. */
export const paths = {
  desk: '/balie',
  myDay: '/mijn-dag',
  patrons: '/leners',
  registerPatron: '/leners/nieuw',
  patron: (patron_id: string, tab?: string) =>
    `/leners/${patron_id}${tab === undefined ? '' : `?tab=${tab}`}`,
  /** Who registered on the internet, and one of them at the desk. */
  online: '/leners/online',
  identify: (patron_id: string) => `/leners/${patron_id}/identificatie`,
  /** Campaigns and lists of addresses. */
  news: '/nieuws',
  /** Lists of people, with one kind chosen already. */
  personLists: (kind?: string) => `/leners/lijsten${kind === undefined ? '' : `?soort=${kind}`}`,
  catalogue: '/catalogus',
  /** The catalogue with something already asked. */
  search: (q: string) => `/catalogus?q=${encodeURIComponent(q)}`,
  title: (title_id: string) => `/catalogus/${title_id}`,
  /** The record of a title, a new title, and what is said to be wrong in records. */
  record: (title_id: string) => `/catalogus/${title_id}/record`,
  newTitle: '/catalogus/nieuw',
  /** A new title of which an item lies ready: with what was scanned or typed, and on to that item. */
  newTitleOf: (known: { readonly isbn: string } | { readonly title: string }) =>
    `/catalogus/nieuw?${new URLSearchParams({ ...known, exemplaar: '1' })}`,
  /** The holdings record of a library, and a new one of a title. */
  holding: (holding_id: string) => `/catalogus/bezit/${holding_id}`,
  newHolding: (title_id: string) => `/catalogus/${title_id}/bezit`,
  /** A series by its name, its volumes in order. */
  series: (name: string) => `/catalogus/reeks?naam=${encodeURIComponent(name)}`,
  /** Headings: to look up, one of them, and one that is carried through to titles. */
  authorities: '/catalogus/koppen',
  authority: (authority_id: string) => `/catalogus/koppen/${authority_id}`,
  authorityRun: (run_id: string) => `/catalogus/doorgevoerd/${run_id}`,
  recordReports: '/catalogus/meldingen',
  /** Other catalogues from which descriptions are taken over. */
  copyTargets: '/catalogus/andere-catalogi',
  /** Keys of other programs that read the catalogue. */
  doorKeys: '/catalogus/sleutels',
  /** Titles that may be there twice, and two of them side by side: the first stays. */
  titleDoubles: '/catalogus/dubbels',
  mergeTitles: (title_id: string, gone_id: string) => `/catalogus/${title_id}/samenvoegen/${gone_id}`,
  /** Changes of many descriptions, a new one, and one of them. */
  titleChanges: '/catalogus/wijzigen',
  newTitleChange: '/catalogus/wijzigen/nieuw',
  titleChange: (change_id: string) => `/catalogus/wijzigen/${change_id}`,
  /** Items one after the other, beginning with one of a title. */
  addItems: (title_id?: string) =>
    `/catalogus/exemplaren${title_id === undefined ? '' : `?titel=${title_id}`}`,
  /** Words that mean the same to who searches, and the index of search itself. */
  synonyms: '/catalogus/synoniemen',
  searchIndex: '/catalogus/zoekindex',
  /** Searches that were kept, and what is new for one of them. */
  savedSearches: '/catalogus/zoekopdrachten',
  searchNews: (search_id: string) => `/catalogus/zoekopdrachten/${search_id}`,
  /** Lists of titles for readers. */
  titleLists: '/catalogus/lijsten',
  titleList: (list_id: string) => `/catalogus/lijsten/${list_id}`,
  catalogueImports: '/catalogus/importeren',
  catalogueImport: (import_id: string) => `/catalogus/importeren/${import_id}`,
  importProfile: (profile_id: string) => `/catalogus/importprofiel/${profile_id}`,
  pullList: '/kastlijst',
  claims: '/teruggebracht-gemeld',
  quickAdded: '/snel-toegevoegd',
  /** The pull list one line at a time, for who walks along the shelves with a phone. */
  pullWalk: '/kastlijst/zoeken',
  shelfOrder: '/kastlijst/volgorde',
  holdShelf: '/reserveringskast',
  /** Crates, and what is on its way. */
  transport: '/transport',
  /** Lists of holds that need somebody: hopeless ones, too many for an item, and what libraries ask each other. */
  holds: '/reserveringen',
  /** What was suggested to buy, and one of them. */
  purchases: '/aankoopsuggesties',
  purchase: (suggestion_id: string) => `/aankoopsuggesties?toon=${suggestion_id}`,
  /** Paying for one patron. */
  pay: (patron_id: string) => `/kas/${patron_id}`,
  till: '/kas',
  /** Changes of many at once, and one of them. */
  /** What was counted by month. */
  figures: '/cijfers',
  bulk: '/veel-tegelijk',
  bulkRun: (run_id: string) => `/veel-tegelijk/${run_id}`,
  certification: '/instellingen/nazicht',
  participations: '/instellingen/overeenkomsten',
  closures: '/instellingen/sluitingen',
  shelfFirst: '/zoek-eerst',
  callList: '/bellijst',
  /** Home delivery: its routes, and a round of one of them. */
  homeRoutes: '/bezorging',
  homeRound: (route_id: string, on: string) => `/bezorging/${route_id}/${on}`,
  messages: '/berichten',
  /** National numbers: who uses them, who asks about them, and where they do not fit. */
  identity: '/identiteit',
  /** What is kept how long, what goes tonight, and what proves that it went. */
  retention: '/privacy/bewaren',
  /** What readers ask about their data, breaches, registers and the statement. */
  privacy: '/privacy',
  rightsCase: (case_id: string) => `/privacy/verzoek/${case_id}`,
  breaches: '/privacy/datalekken',
  statements: '/privacy/verklaring',
  couplings: '/privacy/koppelingen',
  measures: '/privacy/maatregelen',
  /** Who from outside asks to look, looks or looked. */
  help: '/helpdesk',
  settings: '/instellingen',
  librarySettings: '/instellingen/bibliotheek',
  /** The own account: second step, recovery codes. */
  account: '/mijn-account',
  /** A whole library that moves in, and one file of it. */
  moves: '/instellingen/overstap',
  /** Libraries that become one. */
  fusions: '/instellingen/fusies',
  labels: '/nieuwe-etiketten',
  fusion: (fusion_id: string): string => `/instellingen/fusies/${fusion_id}`,
  /** A library that leaves Kaft, and what the own one takes along. */
  departures: '/instellingen/vertrek',
  departure: (departure_id: string): string => `/instellingen/vertrek/${departure_id}`,
  ownDeparture: '/vertrek',
  move: (move_id: string) => `/instellingen/overstap/${move_id}`,
  moveFile: (move_id: string, file_no: number) => `/instellingen/overstap/${move_id}/${file_no}`,
} as const
