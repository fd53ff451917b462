export { Imported, type ImportedItem, importItemsQuery } from './import/import-items.store.ts'
export { itemFoundQuery, itemMissingQuery } from './item/item-state.store.ts'
