import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Barcode, closed, CommandId, Day, Id, Nullable } from './values.ts'

/*
 * The list of a class or a group (klaslijst): children without a card of their own, for whom the class card borrows.
 * A first name and, where two have the same, one letter. Nothing else may be kept about them.
 */

/** So many children fit on one list. */
export const MOST_CHILDREN = 60

/** A child as it is put on the list: no digits, so that nobody keeps a number or a birth date here. */
export const childFields = {
  given_name: Type.String({ minLength: 1, maxLength: 40, pattern: '^[^\\u0000-\\u001f\\u007f0-9@]*$' }),
  /** First letter of the family name, where two children have the same first name. */
  initial: Type.Optional(Type.String({ pattern: '^[^\\u0000-\\u00400-9]$' })),
} as const

const AtHome = closed({
  loan_id: Id,
  title: Type.String(),
  barcode: Barcode,
  due_on: Day,
  overdue_days: Type.Integer(),
})
export const ClassChild = closed({
  child_id: Id,
  given_name: Type.String(),
  initial: Nullable(Type.String()),
  /** What was lent for this child and is not back. */
  loans: Type.Array(AtHome),
})
export type ClassChild = Static<typeof ClassChild>
export const ClassList = closed({
  patron_id: Id,
  /** Name on the card, such as "3A De Linde". */
  name: Type.String(),
  /** Last day of the list: the end of the school year. */
  until: Day,
  children: Type.Array(ClassChild),
  /** What was lent on the class card for no child in particular. */
  loans: Type.Array(AtHome),
})
export type ClassList = Static<typeof ClassList>

const one = closed({ patron_id: Id })
const child = closed({ patron_id: Id, child_id: Id })

export const readClassList = operation({
  id: 'readClassList',
  method: 'GET',
  path: '/patrons/:patron_id/class-list',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'The children on the list of a class card, and what each still has',
  params: one,
  ok: ClassList,
})
export const addChildren = operation({
  id: 'addChildren',
  method: 'POST',
  path: '/patrons/:patron_id/class-list',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Put children on the list of a class card, until the end of the school year',
  params: one,
  body: closed({
    command_id: CommandId,
    children: Type.Array(closed(childFields), { minItems: 1, maxItems: MOST_CHILDREN }),
  }),
  ok: ClassList,
  codes: ['class_list_not_here', 'class_list_full', 'child_name_twice', 'patron_not_own'],
})
export const changeChild = operation({
  id: 'changeChild',
  method: 'PUT',
  path: '/patrons/:patron_id/class-list/:child_id',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Change the name of a child on the list of a class card',
  params: child,
  body: closed({ command_id: CommandId, ...childFields }),
  ok: ClassList,
  codes: ['child_name_twice', 'patron_not_own'],
})
export const removeChild = operation({
  id: 'removeChild',
  method: 'DELETE',
  path: '/patrons/:patron_id/class-list/:child_id',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Take a child off the list; what it has stays on the class card',
  params: child,
  ok: ClassList,
  codes: ['patron_not_own'],
})
export const restoreChild = operation({
  id: 'restoreChild',
  method: 'POST',
  path: '/patrons/:patron_id/class-list/:child_id/restore',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Put a child back that was taken off the list today, with what it has',
  params: child,
  body: closed({ command_id: CommandId }),
  ok: ClassList,
  codes: ['class_list_full', 'child_name_twice', 'patron_not_own'],
})
