export { balanceOf, chargeQuery, type NewCharge, reverseChargeQuery } from './ledger/ledger.store.ts'
export type { FinanceWiring } from './read-account/read-account.ts'
