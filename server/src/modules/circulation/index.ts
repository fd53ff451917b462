export { headFacts, headFindings } from './patron-page/head-findings.ts'
export { runningFines } from './patron-page/patron-loans.ts'
export { chooseHistory } from './forget/history.store.ts'
export { circulationMoves } from './merge/move-patron.store.ts'
export { circulationTitleMoves } from './merge/move-title.store.ts'
export { regulationPatterns } from './regulation/patterns/all.ts'
export { checkin } from './checkin/checkin.ts'
export { checkout } from './checkout/checkout.ts'
export { type MailedReceipt, receiptsOf } from './receipt/mailed-receipt.ts'
export { invoiceCharges, type Invoiced, invoiceFor } from './invoice/invoice.ts'
export { endHoldsOf, putHoldsBack } from './holds/end-all.ts'
export { cancelHold } from './holds/end-hold.ts'
export { patronHolds } from './holds/show-holds.ts'
export { placeHold } from './holds/place-hold.ts'
export { renewAll } from './patron-page/renew-all.ts'
export { renew } from './renew/renew.ts'
export { type Identified, identify } from './self/identify.ts'
export { type SelfItem, selfItem } from './self/self-item.ts'
export { type SelfPatron, selfPatron } from './self/self-patron.ts'
export { moveHolds } from './move-in/move-holds.ts'
export { type MovedHold, removeMovedHolds } from './move-in/move-holds.store.ts'
export { hasRegulation, type MovedLoan, moveLoans } from './move-in/move-loans.ts'
export { removeMovedLoans, updateMovedLoans } from './move-in/move-loans.store.ts'
export { circulationPersonal } from './personal.ts'
export {
  cratesBack,
  fuseCrates,
  houseCirculation,
  itemCirculation,
  loansAhead,
  patronCirculation,
} from './fuse/fuse-loans.store.ts'
export { leaveItemLoans, leaveWork, NamedItem, namedByOthers } from './leave/leave-loans.store.ts'
export { asLibrary } from './holds/as-library.ts'
