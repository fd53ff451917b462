export {
  chargesAboutItem,
  type Refund,
  refundQuery,
  refundsAt,
  reverseRefundQuery,
} from './credit/refund.store.ts'
export {
  balanceOf,
  type Booker,
  chargeQuery,
  type NewCharge,
  reverseChargeQuery,
} from './ledger/ledger.store.ts'
export { moveAccounts, moveAccountsBack } from './merge/move-account.store.ts'
export type { FinanceWiring } from './read-account/read-account.ts'
export { readAccount } from './read-account/read-account.ts'
export { receivePayment } from './receive-payment/receive-payment.ts'
export {
  bookBackMoved,
  bookMoved,
  MadeCharge,
  makeAccounts,
  type MovedCharge,
  untieAccounts,
} from './move-in/move-charges.store.ts'
export { financePersonal } from './personal.ts'
export { writeOffQuery } from './forget/write-off.store.ts'
export { accountsAhead, fuseAccounts } from './fuse/fuse-accounts.store.ts'
