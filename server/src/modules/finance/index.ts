export {
  Booked,
  balanceOf,
  chargeQuery,
  lockAccountOf,
  type NewCharge,
  reverseChargeQuery,
  Settled,
  settledFacts,
} from './ledger/ledger.store.ts'
export type { FinanceWiring } from './read-account/read-account.ts'
