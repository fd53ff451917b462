import type { Activity, Consortium, DemoItem, DemoLibrary, DemoPatron, ItemKey } from './data.ts'
import type { Chance } from './random.ts'

/** What stands before anything happens in it. */
export type Made = { consortium: Consortium; patrons: DemoPatron[]; items: DemoItem[] }
/** The making of one library's activity; `free` are the items that are nowhere yet, shared by all desks. */
export type Desk = Made & { chance: Chance; library: DemoLibrary; free: DemoItem[]; activity: Activity }

export function keyOf({ library, barcode }: DemoItem): ItemKey {
  return { library, barcode }
}

/** Libraries whose items and desks are open to this one's patrons. */
export function partnersOf({ agreements }: Consortium, code: string, needsTransport: boolean): string[] {
  const shared = agreements.filter(
    one => one.members.includes(code) && (needsTransport ? one.has_transport : one.shares_patrons),
  )
  return [...new Set([code, ...shared.flatMap(one => one.members)])]
}
