import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Instant, Nullable, OneOf } from './values.ts'

/* The index of search as a whole: in which shape it is, and building it anew without a pause. */

export const reindexStates = ['building', 'indexing', 'swapping', 'done', 'stopped', 'failed'] as const
export const SearchIndexRun = closed({
  run_id: Id,
  why: OneOf(['asked', 'upgrade']),
  state: OneOf(reindexStates),
  titles: Type.Integer(),
  /** About how many there are. */
  of_titles: Type.Integer(),
  begun_at: Instant,
  beat_at: Nullable(Instant),
  finished_at: Nullable(Instant),
  fault: Nullable(Type.String()),
})
export type SearchIndexRun = Static<typeof SearchIndexRun>
export const SearchIndex = closed({
  /** The shape in which it was built, and the one that this program writes. */
  shape: Type.Integer(),
  shape_wanted: Type.Integer(),
  /** When it was last built as a whole; null where it grew with the catalogue. */
  built_at: Nullable(Instant),
  titles: Type.Integer(),
  bytes: Type.Number(),
  run: Nullable(SearchIndexRun),
  may_steer: Type.Boolean(),
})
export type SearchIndex = Static<typeof SearchIndex>
export const readSearchIndex = operation({
  id: 'readSearchIndex',
  method: 'GET',
  path: '/catalogue/index',
  leave: 'cataloguing.read',
  summary: 'The index of search: its shape, its size, and how far building it anew is',
  ok: SearchIndex,
})
export const steerSearchIndex = operation({
  id: 'steerSearchIndex',
  method: 'POST',
  path: '/catalogue/index',
  leave: 'cataloguing.read',
  status: 201,
  summary: 'Build the index of search anew beside the present one, or stop that; searching goes on',
  body: closed({ command_id: CommandId, action: OneOf(['begin', 'stop']) }),
  ok: SearchIndex,
  codes: ['for_all_libraries', 'reindex_running', 'reindex_not_running'],
})
