import { findItems } from '@kaft/contract/inventory'
import { findPatrons } from '@kaft/contract/patrons'
import { useGo } from '../base/address.ts'
import { call } from '../base/api.ts'
import { askDesk } from '../base/desk-door.ts'
import { paths } from '../base/paths.ts'
import { type Scan, passScanOn, useScans } from '../base/scans.ts'
import { allows, useSession } from '../base/session.ts'

/**
 * On the page of a patron a card opens that other patron; an item goes to the desk with this one and is lent there,
 * where every question about it has its row.
 */
export const useScansFor = (patron_id: string): void => {
  const go = useGo()
  const session = useSession()
  const handle = async (scan: Scan): Promise<void> => {
    const asItem = allows(session, findItems.leave)
      ? call(findItems, { query: { barcode: scan.code } })
      : Promise.resolve({ rows: [] })
    const [items, patrons] = await Promise.all([asItem, call(findPatrons, { query: { q: scan.code } })])
    const [only] = patrons.rows
    if (items.rows.length > 0) {
      askDesk({ kind: 'open', patron_id })
      askDesk({ kind: 'scan', code: scan.code })
      go(paths.desk)
    } else if (patrons.rows.length === 1 && only !== undefined) go(paths.patron(only.patron_id))
    else passScanOn(scan)
  }
  useScans(scan => void handle(scan).catch(() => passScanOn(scan)))
}
