import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Nullable, OneOf, Page } from './values.ts'

/*
 * What titles have to do with each other: editions of one work, and volumes of one series.
 */

export const Edition = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  language: Nullable(Type.String()),
  publisher: Nullable(Type.String()),
  /** Of the own library; and how many of them stand there now. */
  items: Type.Integer(),
  available: Type.Integer(),
  /** Items of other libraries. */
  elsewhere: Type.Integer(),
})
export type Edition = Static<typeof Edition>
const Editions = closed({
  /** Whether somebody said of which work it is, past the rules. */
  chosen: Type.Boolean(),
  rows: Type.Array(Edition),
})
const one = closed({ title_id: Id })
export const editionsOfTitle = operation({
  id: 'editionsOfTitle',
  method: 'GET',
  path: '/titles/:title_id/editions',
  leave: 'cataloguing.read',
  summary: 'The other editions of the work of a title, up to a hundred: those in its language and form first',
  params: one,
  ok: Editions,
  codes: ['title_unknown'],
})
export const setEditionWork = operation({
  id: 'setEditionWork',
  method: 'POST',
  path: '/titles/:title_id/editions',
  leave: 'cataloguing.change',
  summary:
    'Say that a title is an edition of the same work as another, or of a work of its own; or take the last word back',
  params: one,
  body: closed({
    command_id: CommandId,
    act: OneOf(['join', 'split', 'undo']),
    with_title_id: Nullable(Id),
  }),
  ok: Editions,
  codes: ['title_unknown', 'work_not_chosen'],
})

export const SeriesVolume = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  language: Nullable(Type.String()),
  /** As the description has it: "deel 3". */
  volume: Nullable(Type.String()),
  /** Of the own library; and how many of them stand there now. */
  items: Type.Integer(),
  available: Type.Integer(),
})
export type SeriesVolume = Static<typeof SeriesVolume>
export const readSeries = operation({
  id: 'readSeries',
  method: 'GET',
  path: '/series',
  leave: 'cataloguing.read',
  summary: 'A series by its name, however that is written: its volumes in order',
  query: closed({
    name: Type.String({ minLength: 1, maxLength: 300 }),
    after: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  ok: Page(SeriesVolume),
})
const Beside = closed({
  title_id: Id,
  title: Type.String(),
  language: Nullable(Type.String()),
  volume: Nullable(Type.String()),
})
export const SeriesOfTitle = closed({
  key: Type.String(),
  name: Type.String(),
  volume: Nullable(Type.String()),
  next: Nullable(Beside),
  previous: Nullable(Beside),
})
export const seriesOfTitle = operation({
  id: 'seriesOfTitle',
  method: 'GET',
  path: '/titles/:title_id/series',
  leave: 'cataloguing.read',
  summary: 'The series of a title, with the volume before and the one behind it',
  params: one,
  ok: closed({ rows: Type.Array(SeriesOfTitle) }),
})
