import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Barcode, closed, CommandId, Id, Line, Nullable, Word } from './values.ts'

/** What the desk says of an item; no person in it. */
export const ItemHead = closed({
  item_id: Id,
  barcode: Type.String(),
  library_id: Id,
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  /** Of the title, as its record has it (`dut`): in which language it is read aloud. */
  language: Nullable(Type.String()),
  item_type: Type.String(),
  branch_id: Id,
  branch_name: Type.String(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  note: Nullable(Type.String()),
})
export type ItemHead = Static<typeof ItemHead>

export const findItems = operation({
  id: 'findItems',
  method: 'GET',
  path: '/items',
  leave: 'inventory.read',
  summary: 'Items with a barcode; old local codes may fit items of several libraries',
  query: closed({ barcode: Barcode }),
  ok: closed({ rows: Type.Array(closed({ ...ItemHead.properties, status: Type.String() })) }),
})
/** What it costs to buy another: whole cents, never below nothing. */
const Price = Type.Integer({ minimum: 0, maximum: 100_000_000 })

const itemFields = {
  branch_id: Id,
  item_type: Word,
  shelf: Nullable(Line(60)),
  call_number: Nullable(Line(60)),
  price_cents: Nullable(Price),
  loanable: Type.Boolean(),
  note: Nullable(Line(300)),
  /** The age on the label, in years; where it is absent a change leaves it as it is. */
  age_label: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 99 }))),
  /** Which number of a magazine or volume of a set it is, as it says on it; where it is absent a change leaves it. */
  issue: Type.Optional(Nullable(Line(60))),
}
export const addItem = operation({
  id: 'addItem',
  method: 'POST',
  path: '/items',
  leave: 'inventory.change',
  status: 201,
  summary: 'Add an item of the own library to a title',
  body: closed({ command_id: CommandId, title_id: Id, barcode: Barcode, ...itemFields }),
  ok: ItemHead,
  codes: ['barcode_in_use', 'title_unknown', 'branch_not_yours'],
})
export const takeBackItem = operation({
  id: 'takeBackItem',
  method: 'POST',
  path: '/items/:item_id/take-back',
  leave: 'inventory.change',
  summary: 'Take back an item that was added today and with which nothing happened',
  params: closed({ item_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: closed({ title_id: Id }),
  codes: ['item_unknown', 'item_used'],
})
export const changeItem = operation({
  id: 'changeItem',
  method: 'PUT',
  path: '/items/:item_id',
  leave: 'inventory.change',
  summary: 'Change shelf, type, price, note or state of an own item',
  params: closed({ item_id: Id }),
  body: closed({
    command_id: CommandId,
    ...itemFields,
    state: Type.Union([Type.Literal('in_use'), Type.Literal('missing'), Type.Literal('withdrawn')]),
  }),
  ok: ItemHead,
  codes: ['item_unknown', 'branch_not_yours'],
})
