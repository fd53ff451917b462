import { DEFAULT_HOLDINGS } from '@kaft/marc'
import type { Holdings } from '../import/item-rows.ts'
import type { ImportRow } from './imports.store.ts'
import { layoutOf } from './layout.rules.ts'

/** How the records of an import keep their items, by the rules of its profile; null where none are wanted. */
export function holdingsOf({ rules }: Pick<ImportRow, 'rules'>): Holdings | null {
  const { holdings } = rules
  if (holdings === null) return null
  const { branches, item_types, default_branch } = holdings
  const layout = layoutOf(holdings.layout) ?? DEFAULT_HOLDINGS
  return { layout, branches, item_types, ...(default_branch === null ? {} : { default_branch }) }
}
