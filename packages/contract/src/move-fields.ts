/*
 * What may come over from another system, kind by kind: the allow-list. A column that no mapping ties to one of these
 * fields is dropped and counted; its values are never read, shown or stored.
 */

/** How the text of a column is read. */
export type MoveFieldType =
  | 'key'
  | 'text'
  | 'long'
  | 'day'
  | 'birth'
  | 'moment'
  | 'cents'
  | 'count'
  | 'yes'
  | 'code'
  | 'branch'
  | 'item_type'
  | 'membership_type'
  | 'email'
  | 'number'

export interface MoveField {
  readonly type: MoveFieldType
  /** Without it a row cannot be taken. */
  readonly needed?: boolean
  /** The words of Kaft that a code becomes. */
  readonly codes?: readonly string[]
}

/** In the order in which they are loaded: each hangs on those before it. */
export const moveKinds = [
  'titles',
  'items',
  'patrons',
  'cards',
  'memberships',
  'blocks',
  'notes',
  'loans',
  'holds',
  'charges',
  'history',
] as const
export type MoveKind = (typeof moveKinds)[number]

const key: MoveField = { type: 'key' }
const text: MoveField = { type: 'text' }
const day: MoveField = { type: 'day' }
const needed = (field: MoveField): MoveField => ({ ...field, needed: true })
const code = (...codes: string[]): MoveField => ({ type: 'code', codes })

/** The patron of a row, by the number of the old system or by a card. */
const patron = { patron: key, card: key }
/** The item of a row, by the number of the old system or by its barcode. */
const item = { item: key, barcode: key }

export const moveFields: Readonly<Record<MoveKind, Readonly<Record<string, MoveField>>>> = {
  /** MARC records: what a title is stands in the record itself. */
  titles: {},
  items: {
    key,
    barcode: needed(key),
    title: key,
    isbn: key,
    branch: needed({ type: 'branch' }),
    item_type: needed({ type: 'item_type' }),
    shelf: text,
    call_number: text,
    price: { type: 'cents' },
    loanable: { type: 'yes' },
    state: code('in_use', 'missing', 'withdrawn', 'on_order', 'lost', 'damaged', 'incomplete'),
    note: text,
    acquired_on: day,
  },
  patrons: {
    key,
    card: key,
    family_name: needed(text),
    given_name: text,
    birth_on: { type: 'birth' },
    gender: code('m', 'f', 'x', 'unknown'),
    national_number: { type: 'number' },
    street: text,
    postcode: text,
    municipality: text,
    email: { type: 'email' },
    phone: text,
    language: code('nl', 'fr', 'en', 'de'),
    message_channel: code('email', 'letter'),
    keep_history: { type: 'yes' },
    news: { type: 'yes' },
    membership_type: needed({ type: 'membership_type' }),
    member_since: day,
    member_until: day,
  },
  cards: { ...patron, code: needed(key), state: code('active', 'lost', 'ended'), since: day, until: day },
  memberships: {
    ...patron,
    type: needed({ type: 'membership_type' }),
    starts_on: needed(day),
    ends_on: day,
    fee: { type: 'cents' },
  },
  blocks: { ...patron, reason: needed(text), since: day, until: day },
  notes: { ...patron, text: needed({ type: 'long' }), until: day },
  loans: {
    key,
    ...patron,
    ...item,
    lent_at: { type: 'moment' },
    due_on: needed(day),
    renewals: { type: 'count' },
    branch: { type: 'branch' },
  },
  holds: {
    key,
    ...patron,
    ...item,
    title: key,
    isbn: key,
    branch: needed({ type: 'branch' }),
    placed_at: { type: 'moment' },
    place: { type: 'count' },
    state: code('waiting', 'ready', 'in_transit'),
    ready_until: day,
    expires_on: day,
    suspended_until: day,
  },
  charges: {
    key,
    ...patron,
    ...item,
    kind: code(
      'membership',
      'deposit',
      'fine',
      'lending_fee',
      'hold',
      'card',
      'replacement',
      'processing',
      'damage',
      'other',
    ),
    amount: needed({ type: 'cents' }),
    on_day: day,
  },
  history: { ...patron, ...item, lent_on: needed(day), returned_on: needed(day) },
}

/** Why a row stays behind, or a field of it is left empty. */
export const moveReasons = [
  'field_missing',
  'value_unreadable',
  'code_unknown',
  'columns_missing',
  'too_long',
  'quote_open',
  'repeated',
  'key_missing',
  'barcode_in_use',
  'card_in_use',
  'title_unknown',
  'patron_unknown',
  'item_unknown',
  'item_on_loan',
  'item_away',
  'email_invalid',
  'birth_invalid',
  'number_invalid',
  'number_not_allowed',
  'number_twice',
  'nothing_open',
  'history_not_kept',
  'erased_here',
  'changed_here',
  'used_since',
  'record_unreadable',
  'item_unreadable',
] as const
export type MoveReason = (typeof moveReasons)[number]
