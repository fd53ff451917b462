import * as accounts from './accounts.ts'
import * as briefing from './briefing.ts'
import * as breaches from './breaches.ts'
import * as bulk from './bulk.ts'
import * as catalogueChanges from './catalogue-changes.ts'
import * as catalogueDoubles from './catalogue-doubles.ts'
import * as campaigns from './campaigns.ts'
import * as authorities from './authorities.ts'
import * as catalogueHoldings from './catalogue-holdings.ts'
import * as catalogueImports from './catalogue-imports.ts'
import * as catalogueRecords from './catalogue-records.ts'
import * as cataloguing from './cataloguing.ts'
import * as searchIndex from './search-index.ts'
import * as titleLists from './title-lists.ts'
import * as savedSearches from './saved-searches.ts'
import * as centralSettings from './central-settings.ts'
import * as copyCataloguing from './copy-cataloguing.ts'
import * as covers from './covers.ts'
import * as doorKeys from './door-keys.ts'
import * as circulation from './circulation.ts'
import * as classLists from './class-lists.ts'
import * as closures from './closures.ts'
import * as dayLists from './day-lists.ts'
import * as family from './family.ts'
import * as figures from './figures.ts'
import * as finance from './finance.ts'
import * as departures from './departures.ts'
import * as fusions from './fusions.ts'
import * as help from './help.ts'
import * as holds from './holds.ts'
import * as homeDelivery from './home-delivery.ts'
import * as identity from './identity.ts'
import * as inventory from './inventory.ts'
import * as logistics from './logistics.ts'
import * as machines from './machines.ts'
import * as merges from './merges.ts'
import * as magda from './magda.ts'
import * as memberships from './memberships.ts'
import * as messaging from './messaging.ts'
import * as items from './items.ts'
import * as joinings from './joinings.ts'
import * as moving from './moving.ts'
import type { Operation } from './operation.ts'
import * as online from './online.ts'
import * as organisation from './organisation.ts'
import * as participations from './participations.ts'
import * as partings from './partings.ts'
import * as patronContact from './patron-contact.ts'
import * as patrons from './patrons.ts'
import * as personLists from './person-lists.ts'
import * as practice from './practice.ts'
import * as privacy from './privacy.ts'
import * as purchases from './purchases.ts'
import * as readers from './readers.ts'
import * as readerLoans from './reader-loans.ts'
import * as readerRecords from './reader-records.ts'
import * as readerRights from './reader-rights.ts'
import * as renewals from './renewals.ts'
import * as secondFactor from './second-factor.ts'
import * as series from './series.ts'
import * as signInElsewhere from './sign-in-elsewhere.ts'
import * as regulations from './regulations.ts'
import * as works from './works.ts'
import * as websites from './websites.ts'
import * as retention from './retention.ts'
import * as registers from './registers.ts'
import * as rights from './rights.ts'
import * as rightsHandling from './rights-handling.ts'
import * as statements from './statements.ts'

const modules = {
  accounts,
  briefing,
  bulk,
  campaigns,
  classLists,
  closures,
  dayLists,
  figures,
  organisation,
  machines,
  websites,
  online,
  readers,
  readerLoans,
  readerRecords,
  readerRights,
  magda,
  memberships,
  merges,
  messaging,
  moving,
  patrons,
  patronContact,
  personLists,
  identity,
  family,
  cataloguing,
  catalogueChanges,
  catalogueDoubles,
  authorities,
  works,
  catalogueImports,
  catalogueRecords,
  copyCataloguing,
  covers,
  searchIndex,
  titleLists,
  savedSearches,
  catalogueHoldings,
  doorKeys,
  inventory,
  centralSettings,
  purchases,
  circulation,
  renewals,
  logistics,
  holds,
  homeDelivery,
  items,
  departures,
  fusions,
  joinings,
  participations,
  partings,
  regulations,
  secondFactor,
  series,
  signInElsewhere,
  finance,
  help,
  practice,
  privacy,
  retention,
  rights,
  rightsHandling,
  statements,
  breaches,
  registers,
}
const isOperation = (x: unknown): x is Operation =>
  typeof x === 'object' && x !== null && 'method' in x && 'path' in x && 'ok' in x

/** Every operation of the contract with the module that answers it. */
export const operations: readonly { readonly module: string; readonly op: Operation }[] = Object.entries(
  modules,
).flatMap(([module, exports]) =>
  Object.values(exports)
    .filter(isOperation)
    .map(op => ({ module, op })),
)
