import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Line, Nullable, OneOf, Word } from './values.ts'

/*
 * Covers. They are fetched ahead, by this installation and for nobody in particular, so that no source ever learns who looks
 * at which book; a library gives its own; and where there is none, one is drawn.
 */

const source = {
  name: Line(80),
  /** With `{isbn}` where the number comes. */
  address: Line(300),
  /** The entry in the register of couplings under which it may be asked. */
  coupling: Word,
  active: Type.Boolean(),
  /** Sources are asked in this order until one has it. */
  rank: Type.Integer({ minimum: 1, maximum: 99 }),
}
export const CoverSource = closed({
  source_id: Id,
  ...source,
  state: OneOf(['ready', 'off', 'host_not_declared', 'coupling_closed']),
})
export type CoverSource = Static<typeof CoverSource>
export const listCoverSources = operation({
  id: 'listCoverSources',
  method: 'GET',
  path: '/catalogue/cover-sources',
  leave: 'cataloguing.read',
  summary: 'From where covers are fetched ahead, and whether each can be asked now',
  ok: closed({ rows: Type.Array(CoverSource, { maxItems: 20 }) }),
})
export const saveCoverSource = operation({
  id: 'saveCoverSource',
  method: 'POST',
  path: '/catalogue/cover-sources',
  leave: 'consortium.libraries',
  summary: 'Make or change a source of covers',
  body: closed({ command_id: CommandId, source_id: Nullable(Id), ...source }),
  ok: CoverSource,
  codes: ['not_found', 'name_in_use', 'target_invalid', 'targets_full'],
})
const Cover = closed({
  title_id: Id,
  from: OneOf(['library', 'source', 'drawn']),
  /** The library or the source that it is from. */
  name: Nullable(Type.String()),
  may_change: Type.Boolean(),
})
export const readCover = operation({
  id: 'readCover',
  method: 'GET',
  path: '/titles/:title_id/cover',
  leave: 'cataloguing.read',
  summary: 'From where the cover of a title is; the image itself is at /omslag/:title_id, for anyone',
  params: closed({ title_id: Id }),
  ok: Cover,
  codes: ['title_unknown'],
})
export const putCover = operation({
  id: 'putCover',
  method: 'POST',
  path: '/titles/:title_id/cover',
  leave: 'cataloguing.change',
  summary: 'Give a title a cover of the own library (JPEG, PNG, GIF or WebP), or take it away',
  params: closed({ title_id: Id }),
  body: closed({
    command_id: CommandId,
    image: Nullable(Type.String({ maxLength: 1_250_000, pattern: '^[A-Za-z0-9+/]*={0,2}$' })),
  }),
  ok: Cover,
  codes: ['title_unknown', 'cover_invalid', 'source_not_yours'],
})
