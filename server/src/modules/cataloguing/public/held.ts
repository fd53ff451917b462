import { parseMarcJson } from '@kaft/marc'
import type { PublicDb } from '../../../base/public-db.ts'
import { allOf } from '../../../base/row.ts'
import { standing } from './find.ts'
import { withHeld } from './held.rules.ts'
import { heldOf, HeldRow } from './held.store.ts'
import type { PublicTitle } from './public-title.rules.ts'

/** What libraries say in words that they have of these titles. */
export async function heldIn(db: PublicDb, ids: readonly string[]): Promise<HeldRow[]> {
  if (ids.length === 0) return []
  const [rows = []] = await db.ask([heldOf(ids)])
  return allOf(HeldRow, rows)
}

/** These titles, each with its holdings and items in its record. */
export async function withHoldings(db: PublicDb, titles: readonly PublicTitle[]): Promise<PublicTitle[]> {
  const ids = titles.map(t => t.row.title_id)
  const held = Map.groupBy(await heldIn(db, ids), h => h.title_id)
  const items = Map.groupBy(await standing(db, ids), i => i.title_id)
  return titles.map(title => {
    const { title_id } = title.row
    const holdings = (held.get(title_id) ?? []).flatMap(({ library_code, record }) => {
      const read = parseMarcJson(Buffer.from(record as Uint8Array).toString('utf8'))
      return read.ok ? [{ library_code, record: read.record }] : []
    })
    return { ...title, record: withHeld(title.record, { holdings, items: items.get(title_id) ?? [] }) }
  })
}
