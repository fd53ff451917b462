import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Line, Nullable, OneOf, Page } from './values.ts'

/*
 * Lists of people. Whoever makes one says what for; it is kept for a few days and goes by itself. What is printed or
 * exported comes from such a list, so that each is known with its purpose and its end. No e-mail address stands on one: those
 * leave the system by the lists of `campaigns.ts` only, of whoever wants news.
 */

/**
 * Memberships that end by a day, who becomes too old for theirs by a day, members without an e-mail address, and who registered
 * on the internet and has still to come.
 */
export const MadeListKind = OneOf(['ending', 'too_old', 'no_email', 'online'])
export type MadeListKind = Static<typeof MadeListKind>
/** Those, and the lists of a shift that went on paper: whom to call, and a round of home delivery. */
export const PersonListKind = OneOf(['ending', 'too_old', 'no_email', 'online', 'call', 'home_round'])
export type PersonListKind = Static<typeof PersonListKind>
export const PersonList = closed({
  list_id: Id,
  kind: PersonListKind,
  purpose: Type.String(),
  made_on: Day,
  made_by: Type.String(),
  /** The last day; it goes in the night after it. */
  until: Day,
  people: Type.Integer(),
})
export type PersonList = Static<typeof PersonList>
export const PersonListRow = closed({
  place: Type.Integer(),
  patron_id: Id,
  name: Type.String(),
  membership_name: Type.String(),
  member_until: Nullable(Day),
  card_tail: Type.String(),
  phone: Nullable(Type.String()),
  street: Nullable(Type.String()),
  postcode: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
})
export type PersonListRow = Static<typeof PersonListRow>

export const makePersonList = operation({
  id: 'makePersonList',
  method: 'POST',
  path: '/person-lists',
  leave: 'patrons.list',
  purpose: 'administration',
  status: 201,
  summary: 'Make a list of people for a stated purpose; it goes by itself',
  body: closed({
    command_id: CommandId,
    kind: MadeListKind,
    /** What the list is for, in words that the data protection officer reads. */
    purpose: Line(200),
    /** With `ending` and `too_old`: by this day. */
    by: Type.Optional(Day),
    /** How many days it is kept. */
    days: Type.Integer({ minimum: 1, maximum: 30 }),
  }),
  ok: PersonList,
  codes: ['list_purpose_needed', 'list_day_needed', 'list_empty', 'list_too_long'],
})
export const personLists = operation({
  id: 'personLists',
  method: 'GET',
  path: '/person-lists',
  leave: 'patrons.list',
  purpose: 'administration',
  summary: 'The lists of people of this library that still stand, each with its purpose and its end',
  ok: closed({ rows: Type.Array(PersonList) }),
})
export const readPersonList = operation({
  id: 'readPersonList',
  method: 'GET',
  path: '/person-lists/:list_id',
  leave: 'patrons.list',
  purpose: 'administration',
  summary: 'The people of a list; each is in the log of who looked',
  params: closed({ list_id: Id }),
  query: closed({ after: Type.Optional(Type.String({ maxLength: 20 })) }),
  ok: Page(PersonListRow),
})
export const dropPersonList = operation({
  id: 'dropPersonList',
  method: 'DELETE',
  path: '/person-lists/:list_id',
  leave: 'patrons.list',
  purpose: 'administration',
  summary: 'Throw a list of people away before its day',
  params: closed({ list_id: Id }),
  ok: closed({}),
})
