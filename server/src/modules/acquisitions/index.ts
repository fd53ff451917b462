export { fusePurchases, leavePurchases, purchasesBack } from './forget/forget-purchases.store.ts'
export { acquisitionsPersonal } from './personal.ts'
export { openPurchases, purchasesToDecide } from './read/open-purchases.store.ts'
