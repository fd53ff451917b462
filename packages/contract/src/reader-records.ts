import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, Day, Id, Nullable, OneOf } from './values.ts'

/*
 * "Mijn bibliotheken": the records that one reader reaches. The own one, those of the same person at libraries that share patrons with
 * theirs, and those of the children of whom the library knows that they are parent or guardian. One is looked at at a time.
 */

export const readerTies = ['own', 'library', 'child'] as const
export const ReaderRecord = closed({
  patron_id: Id,
  /** What it is to who signed in. */
  tie: OneOf(readerTies),
  given_name: Type.String(),
  library_id: Id,
  library_name: Type.String(),
  membership_type: Nullable(Type.String()),
  member_until: Nullable(Day),
  /** At home, and of those too late; waiting or lying ready. */
  loans: Type.Integer(),
  late: Type.Integer(),
  holds: Type.Integer(),
  ready: Type.Integer(),
  /** Whether the session shows this one now. */
  shown: Type.Boolean(),
})
export type ReaderRecord = Static<typeof ReaderRecord>
const rows = closed({ rows: Type.Array(ReaderRecord) })

export const myRecords = operation({
  id: 'myRecords',
  method: 'GET',
  path: '/me/records',
  leave: 'reader',
  purpose: 'functional',
  summary: 'The records that this reader reaches: at each library that shares patrons, and of their children',
  ok: rows,
})
export const showRecord = operation({
  id: 'showRecord',
  method: 'POST',
  path: '/me/records/:patron_id/show',
  leave: 'reader',
  purpose: 'functional',
  summary: 'Look at one of them from now on in this session; who signed in stays the same',
  params: closed({ patron_id: Id }),
  body: closed({}),
  ok: closed({ patron_id: Id, tie: OneOf(readerTies) }),
})

/** What a parent may do while they look at a child: see, and renew. The rest is the child's own. */
export const guardianMay: ReadonlySet<string> = new Set([
  'readMe',
  'myLoans',
  'renewMine',
  'renewAllMine',
  'myHolds',
  'myAccount',
  'myRecords',
  'showRecord',
  'readerSignOut',
])
