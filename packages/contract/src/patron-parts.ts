import { type Static, Type } from 'typebox'
import { RoleCode } from './leave.ts'
import { closed, Day, Id, Instant, Line, Nullable, OneOf } from './values.ts'

/* What the record of a patron is made of, beside the fields of the form. */

/**
 * Where a value came from: typed by staff, an eID, a file of the eID viewer (which proves nothing), MAGDA, another system, or
 * the patron's own hand.
 */
export const SourceKind = OneOf(['manual', 'eid', 'eid_file', 'magda', 'migration', 'self'])
export type SourceKind = Static<typeof SourceKind>
/** Where one field came from, when, and through whom; `by` is null where no member of staff did it. */
export const FieldSource = closed({
  field: Type.String(),
  from: SourceKind,
  on: Day,
  by: Nullable(Type.String()),
  reason: Nullable(Type.String()),
})
export type FieldSource = Static<typeof FieldSource>

/** What an address beside the main residence is: work, student room (kot), holiday, guardian. */
export const AddressKind = OneOf(['work', 'student', 'holiday', 'guardian', 'other'])
export type AddressKind = Static<typeof AddressKind>
/** An address beside the main residence, as it is kept. */
export const Address = closed({
  kind: AddressKind,
  /** Whose letter box it is, where that is not the patron's own. */
  care_of: Nullable(Line(120)),
  street: Line(120),
  postcode: Nullable(Line(10)),
  municipality: Line(80),
  /** Letters go here and not to the main residence; true for one address at most. */
  letters: Type.Boolean(),
  /** The last day; the address goes in the night after it. */
  until: Nullable(Day),
})
export type Address = Static<typeof Address>

/** What a block keeps a patron from. `internet`: all that is done without the desk. */
export const BlockedAction = OneOf(['loan', 'renewal', 'hold', 'internet'])
export type BlockedAction = Static<typeof BlockedAction>
/** Where a block holds: in its own library, or in every library that shares patrons with it. */
export const BlockReach = OneOf(['library', 'cooperation'])
/** `not_identified`: registered on the internet, and not seen at the desk yet. */
export const BlockCause = OneOf(['hand', 'suspension', 'not_identified'])
export const Block = closed({
  block_id: Id,
  reason: Type.String(),
  since: Day,
  until: Nullable(Day),
  actions: Type.Array(BlockedAction),
  reach: BlockReach,
  cause: BlockCause,
  /** What the patron can do about it; null where it follows from the cause. */
  remedy: Nullable(Type.String()),
  /** The library that blocks, which alone can lift it. */
  library_id: Id,
  library_name: Type.String(),
})
export type Block = Static<typeof Block>

/** Why a membership ends. `deceased` stops every letter, and nothing is renewed any more. */
export const EndReason = OneOf(['asked', 'moved', 'deceased', 'unused', 'other'])
export type EndReason = Static<typeof EndReason>
/** Why a fee is what it is: in full, none, for the months left, paid elsewhere in a cooperation, or only older. */
export const FeeBecause = OneOf(['full', 'free', 'pro_rata', 'cooperation'])
export type FeeBecause = Static<typeof FeeBecause>

/** Who is shown a note: the desk as soon as the patron opens, whoever looks at the page, or some roles there. */
export const NoteShown = OneOf(['desk', 'page', 'roles'])
export type NoteShown = Static<typeof NoteShown>
export const NoteRoles = Type.Array(RoleCode, { maxItems: 7, uniqueItems: true })
export const Note = closed({
  note_id: Id,
  text: Type.String(),
  until: Day,
  by: Type.String(),
  at: Instant,
  shown: NoteShown,
  roles: Type.Array(Type.String()),
})

/** What stands of a registration on the internet until the desk has seen who it is. */
export const OnlineState = closed({
  confirmed_on: Day,
  visit_until: Day,
  may_hold: Type.Boolean(),
  /** The parent or guardian who sent the form of a child. */
  guardian: Nullable(closed({ given_by: Type.String(), relation: OneOf(['parent', 'guardian']) })),
  /** Patrons of the library with the same name and birth date: the desk looks whether it is one of them. */
  like: Type.Array(closed({ patron_id: Id, name: Type.String(), card_tail: Type.String() })),
})
export type OnlineState = Static<typeof OnlineState>
