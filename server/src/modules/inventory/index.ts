export { Added, insertItem } from './add-item/add-item.store.ts'
export { Imported, type ImportedItem, importItemsQuery } from './import/import-items.store.ts'
export { ItemSet, lockItems, setItemsQuery } from './many/many-items.store.ts'
export {
  beginConditionQuery,
  beginConditionsQuery,
  type ConditionEnd,
  type ConditionKind,
  type ConditionOf,
  endAllConditionsQuery,
  endConditionsQuery,
  freeBarcodeQuery,
  itemFoundQuery,
  itemMissingQuery,
  type ItemState,
  itemStateQuery,
  undoConditionsQuery,
  undoManyConditionsQuery,
} from './item/item-state.store.ts'
export {
  insertMovedItems,
  MadeItem,
  type MovedItem,
  takeBackMovedItems,
  updateMovedItems,
  withdrawMovedItems,
} from './move-in/move-items.store.ts'
export { emptyItems, LeavingItem, leavingItems, removeItems } from './leave/leave-items.store.ts'
export {
  ComingItem,
  fuseConditions,
  fuseItems,
  ItemsAhead,
  itemsAhead,
  nextItems,
} from './fuse/fuse-items.store.ts'
export { lockItemsOfTitle, moveItems, moveItemsBack } from './merge/move-title.store.ts'
