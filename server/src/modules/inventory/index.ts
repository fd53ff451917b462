export { itemFoundQuery } from './item/item-state.store.ts'
