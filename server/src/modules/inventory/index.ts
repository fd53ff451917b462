export { Imported, type ImportedItem, importItemsQuery } from './import/import-items.store.ts'
export { itemFoundQuery, itemMissingQuery } from './item/item-state.store.ts'
export { ItemSet, lockItems, setItemsQuery } from './many/many-items.store.ts'
