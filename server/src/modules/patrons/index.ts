export { ageBand } from './ages.rules.ts'
export type { HistoryChosen } from './change/change-patron.ts'
export { eidCodes } from './cards/card-code.ts'
export { cardIs, cardState } from './cards/card.store.ts'
export { suspendQuery, unsuspendQuery } from './blocks/blocks.store.ts'
export { PatronOfCard, patronByCard, patronHeadQuery } from './head/head.store.ts'
export { headsOf } from './head/head.ts'
export type { HeadWiring } from './head/read-head.ts'
export {
  blockMany,
  lockPatrons,
  ManyPatron,
  manyPatrons,
  type Mark,
  newBlockIds,
  newNoteIds,
  noteMany,
  setMemberUntil,
  unblockMany,
  unnoteMany,
} from './many/many-patrons.store.ts'
export { isTold, letterAddress } from './contact/contact.store.ts'
export { restrictedFor } from './restricted/restricted.store.ts'
export { wholeWords } from './names.rules.ts'
export { NUMBER as nationalNumberIs } from './read/read-patron.ts'
export { stopNews } from './change/change.store.ts'
export { newsToken, stopNewsBy } from './news/stop-news.ts'
export { liftOwnBlocks, setBlock } from './blocks/blocks.ts'
export { numberAlertCount } from './known-elsewhere/questions.store.ts'
export { numberQueries, patronOfNumber } from './number/patron-by-number.ts'
export {
  changePatrons,
  type LeftEmpty,
  lookAtPatrons,
  type MovedPatron,
  type MovedPatrons,
  movePatrons,
  type RefusedRow,
} from './move-in/move-patrons.ts'
export { takeBackMoved, toldByMessage } from './move-in/move-patrons.store.ts'
export {
  adoptCards,
  insertBlocks,
  insertCards,
  insertMemberships,
  insertNotes,
  MadePart,
  removeParts,
} from './move-in/move-parts.store.ts'
export { membershipTypes, Offers, offersQuery } from './memberships/membership-types.store.ts'
export { STATEMENT } from './statement.ts'
export { leaveLists, leavingPatrons } from './leave/leave-lists.store.ts'
export { patronsPersonal } from './personal.ts'
export { forgetPersons, freshFigures } from './forget/erase.store.ts'
export { codeOf as onlineCodeOf } from './online/online-code.ts'
export { onlineCount } from './online/waiting.store.ts'
export { insertList } from './lists/lists.store.ts'
export { purposeOf } from './lists/purpose.rules.ts'
export { mergeSame, type RecordMove, unmergeSame } from './merge/merge.ts'
export {
  Coming,
  endTakenCards,
  fusePatrons,
  type Fusing,
  nextPatrons,
  patronParts,
  PatronsAhead,
  patronsAhead,
  restoreCards,
  TakenCard,
} from './fuse/fuse-patrons.store.ts'
export {
  Current as CurrentStatement,
  currentStatement,
  ShownRow,
  shownRows,
  showStatement,
  statementMessaged,
  uninformed,
  UninformedCount,
  uninformedCount,
  UninformedRow,
} from './statement/statement.store.ts'
export { changeOwn } from './own/own-patron.ts'
export { branchesFor, titleFor } from './reader/branches.ts'
export { proveReader } from './reader/me.ts'
export { proveByCard } from './reader/sign-in-reader.ts'
export { guardianFault, knowReader } from './reader/reader-session.ts'
export { linkKeyOf } from './reader/link-key.ts'
