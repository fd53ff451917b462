import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page, Prose } from './values.ts'

/* Lists of titles that a library shows to its readers: by hand, or by what is new and what is lent most. */

export const listKinds = ['hand', 'new', 'lent'] as const
/** A title stands on a list of what is lent most from so many loans on: of fewer somebody could be known. */
export const LEAST_LOANS = 5
export const MOST_ON_LIST = 200
const rules = {
  name: Line(120),
  about: Nullable(Prose(600)),
  kind: OneOf(listKinds),
  /** Of computed lists: over how many days. */
  days: Type.Integer({ minimum: 1, maximum: 400 }),
  /** By what a computed list is narrowed, as `audience:youth`; all of them. */
  tags: Type.Array(Type.String({ pattern: '^(material|audience|language|genre):.{1,100}$' }), {
    maxItems: 6,
  }),
  most: Type.Integer({ minimum: 1, maximum: MOST_ON_LIST }),
  /** Whether readers see it; and from when until when, where that is said. */
  shown: Type.Boolean(),
  shown_from: Nullable(Day),
  shown_until: Nullable(Day),
  /** Among the lists of the library. */
  place: Type.Integer({ minimum: 0, maximum: 1000 }),
}
export const TitleList = closed({
  list_id: Id,
  ...rules,
  version: Type.Integer(),
  titles: Type.Integer(),
  changed_at: Instant,
  /** When a computed list was last made; null where it waits for that. */
  refreshed_at: Nullable(Instant),
  ended: Type.Boolean(),
})
export type TitleList = Static<typeof TitleList>
export const ListEntry = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  language: Nullable(Type.String()),
  note: Nullable(Type.String()),
})
export type ListEntry = Static<typeof ListEntry>
export const listTitleLists = operation({
  id: 'listTitleLists',
  method: 'GET',
  path: '/title-lists',
  leave: 'cataloguing.read',
  summary: 'The lists of titles of the own library, in their order',
  query: closed({
    after: Type.Optional(Type.String({ maxLength: 40 })),
    ended: Type.Optional(Type.Literal('1')),
  }),
  ok: Page(TitleList),
})
export const readTitleList = operation({
  id: 'readTitleList',
  method: 'GET',
  path: '/title-lists/:list_id',
  leave: 'cataloguing.read',
  summary: 'One list of titles, with its titles in their order',
  params: closed({ list_id: Id }),
  ok: closed({ list: TitleList, entries: Type.Array(ListEntry) }),
  codes: ['not_found'],
})
export const saveTitleList = operation({
  id: 'saveTitleList',
  method: 'POST',
  path: '/title-lists',
  leave: 'inventory.change',
  status: 201,
  summary: 'Make a list of titles, change it, end it or bring it back',
  body: closed({
    command_id: CommandId,
    list_id: Nullable(Id),
    version: Type.Integer(),
    ...rules,
    ended: Type.Boolean(),
  }),
  ok: closed({ list_id: Id }),
  codes: ['not_found', 'changed_meanwhile', 'list_dates_wrong', 'list_kind_fixed'],
})
export const orderTitleList = operation({
  id: 'orderTitleList',
  method: 'POST',
  path: '/title-lists/:list_id/entries',
  leave: 'inventory.change',
  status: 201,
  summary: 'Which titles stand on a list made by hand, in which order, each with a note',
  params: closed({ list_id: Id }),
  body: closed({
    command_id: CommandId,
    version: Type.Integer(),
    entries: Type.Array(closed({ title_id: Id, note: Nullable(Line(300)) }), { maxItems: MOST_ON_LIST }),
  }),
  ok: closed({ list_id: Id, version: Type.Integer() }),
  codes: ['not_found', 'changed_meanwhile', 'list_computed'],
})
export const putOnList = operation({
  id: 'putOnList',
  method: 'POST',
  path: '/title-lists/:list_id/titles',
  leave: 'inventory.change',
  status: 201,
  summary: 'Put a title at the end of a list made by hand, or take it off',
  params: closed({ list_id: Id }),
  body: closed({ command_id: CommandId, title_id: Id, on: Type.Boolean() }),
  ok: closed({ list_id: Id, version: Type.Integer() }),
  codes: ['not_found', 'title_unknown', 'list_computed', 'list_full'],
})
