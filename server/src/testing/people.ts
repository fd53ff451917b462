import { randomBytes } from 'node:crypto'
import type { Library, World } from './world.ts'

export interface TestPatron {
  readonly patron_id: string
  readonly card: string
  readonly library: Library
}
export interface PatronWish {
  readonly family_name?: string
  readonly given_name?: string
  readonly birth_on?: string
  readonly membership_type?: string
  readonly member_until?: string
}
let count = 0

/** A patron with an active card, written straight into the tables. */
export async function aPatron(world: World, library: Library, wish: PatronWish = {}): Promise<TestPatron> {
  const n = ++count
  const [p] = await world.rows(
    `insert into patrons.patron (library_id, family_name, given_name, birth_on, gender, language, message_channel,
       membership_type, member_since, member_until, provenance, registered_at)
     values ($1, $2, $6, $3, 'x', 'nl', 'email', $4, '2026-01-01', $5, '{}', now()) returning patron_id`,
    [
      library.library_id,
      wish.family_name ?? `Vantest${n}`,
      wish.birth_on ?? '1984-05-17',
      wish.membership_type ?? 'volwassene',
      wish.member_until ?? '2027-03-01',
      wish.given_name ?? 'Testpersoon',
    ],
  )
  const card = `9${String(n).padStart(6, '0')}${randomBytes(2).readUInt16BE().toString().padStart(5, '0')}`
  await world.rows(
    `insert into patrons.card (library_id, patron_id, code, state, since) values ($1, $2, $3, 'active', '2026-01-01')`,
    [library.library_id, p!.patron_id, card],
  )
  return { patron_id: p!.patron_id!, card, library }
}

export interface TestItem {
  readonly item_id: string
  readonly barcode: string
  readonly title_id: string
}

/** An item of a title of its own, or of the title given. */
export async function anItem(
  world: World,
  library: Library,
  wish: { title_id?: string; item_type?: string; branch?: number; barcode?: string; title?: string } = {},
): Promise<TestItem> {
  const n = ++count
  const title_id = wish.title_id ?? (await aTitle(world, wish.title ?? `Titel ${n}`))
  const barcode = wish.barcode ?? `3000${String(n).padStart(10, '0')}`
  const [i] = await world.rows(
    `insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number)
     values ($1, $2, $3, $4, $5, 'Romans', 'TEST') returning item_id`,
    [library.library_id, barcode, title_id, library.branches[wish.branch ?? 0], wish.item_type ?? 'book'],
  )
  return { item_id: i!.item_id!, barcode, title_id }
}

export async function aTitle(world: World, title: string): Promise<string> {
  const record = JSON.stringify({
    leader: '00000nam a2200000 i 4500',
    fields: [{ '245': { ind1: '0', ind2: '0', subfields: [{ a: title }] } }],
  })
  const [t] = await world.rows(
    `insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
     values ('test', $1, convert_to($3, 'UTF8'), '', $2, 'book', '{}', '{}', '{}', now()) returning title_id`,
    [`t${++count}`, title, record],
  )
  return t!.title_id!
}
