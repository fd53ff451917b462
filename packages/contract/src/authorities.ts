import { type Static, Type } from 'typebox'
import { EditedRecord, Shown } from './catalogue-records.ts'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, OneOf, Page } from './values.ts'

/*
 * Authority records: under which name a person, a body, a work, a subject or a genre is filed, which names lead there,
 * and which titles have it. A heading that changes is carried through to those titles by a run that can be taken back.
 */

export const authorityKinds = [
  'person',
  'body',
  'meeting',
  'title',
  'event',
  'period',
  'topic',
  'place',
  'genre',
  'medium',
] as const
export type AuthorityKind = (typeof authorityKinds)[number]

export const AuthorityHit = closed({
  authority_id: Id,
  kind: OneOf(authorityKinds),
  heading: Type.String(),
  /** The name by which it was found, where that is not its heading. */
  found_by: Nullable(Type.String()),
  source: Type.String(),
  /** Titles that have it, under whichever name. */
  titles: Type.Integer(),
  /** What a field gets with the heading: its subfields, and the number that goes into $0. */
  field: closed({
    ind1: Type.String(),
    ind2: Type.String(),
    subfields: Type.Array(closed({ code: Type.String(), value: Type.String() })),
  }),
  number: Type.String(),
})
export type AuthorityHit = Static<typeof AuthorityHit>
const Words = Type.String({ maxLength: 300 })
export const findAuthorities = operation({
  id: 'findAuthorities',
  method: 'GET',
  path: '/catalogue/authorities',
  leave: 'cataloguing.read',
  summary:
    'Look headings up as they are typed: by how a name begins, by any of its words, by names that lead to it',
  query: closed({
    q: Type.Optional(Words),
    /** One kind, or several parted by commas. */
    kinds: Type.Optional(Type.String({ maxLength: 100, pattern: '^[a-z]+(,[a-z]+)*$' })),
    after: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  ok: Page(AuthorityHit),
})

const Tracing = closed({
  text: Type.String(),
  kind: OneOf(authorityKinds),
  relation: OneOf(['earlier', 'later', 'broader', 'narrower', 'other']),
  /** The record of that heading, where there is one. */
  authority_id: Nullable(Id),
})
export const AuthorityRecord = closed({
  authority_id: Id,
  kind: OneOf(authorityKinds),
  heading: Type.String(),
  source: Type.String(),
  control_number: Type.String(),
  /** What titles have in $0 to point to it. */
  number: Type.String(),
  record: Shown,
  version: Type.Integer(),
  changed_at: Instant,
  editable: Type.Boolean(),
  /** The record that it went up in; null while it is in use. */
  merged_into: Nullable(Id),
  see_from: Type.Array(Tracing),
  see_also: Type.Array(Tracing),
  titles: Type.Integer(),
  /** Titles that still have another form of the heading. */
  behind: Type.Integer(),
})
export type AuthorityRecord = Static<typeof AuthorityRecord>

const one = closed({ authority_id: Id })
export const readAuthority = operation({
  id: 'readAuthority',
  method: 'GET',
  path: '/catalogue/authorities/:authority_id',
  leave: 'cataloguing.read',
  summary:
    'One authority record: its heading, what leads to it, what stands beside it, and how many titles have it',
  params: one,
  ok: AuthorityRecord,
})
export const saveAuthority = operation({
  id: 'saveAuthority',
  method: 'POST',
  path: '/catalogue/authorities/:authority_id',
  leave: 'cataloguing.change',
  summary:
    'Change an authority record; the former one is kept, and so is a former heading as a name that leads here',
  params: one,
  body: closed({
    command_id: CommandId,
    version: Type.Integer(),
    record: EditedRecord,
    why: Nullable(Line(200)),
  }),
  ok: AuthorityRecord,
  codes: [
    'not_found',
    'source_not_yours',
    'changed_meanwhile',
    'record_invalid',
    'record_same',
    'authority_merged',
  ],
})
export const addAuthority = operation({
  id: 'addAuthority',
  method: 'POST',
  path: '/catalogue/authorities',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Make an authority record, under the source of the own library',
  body: closed({ command_id: CommandId, record: EditedRecord }),
  ok: AuthorityRecord,
  codes: ['record_invalid', 'record_number_in_use', 'heading_in_use'],
})

export const AuthorityVersion = closed({
  version: Type.Integer(),
  at: Instant,
  by: Nullable(Type.String()),
  library: Nullable(Type.String()),
  import_id: Nullable(Id),
  why: Nullable(Type.String()),
})
export type AuthorityVersion = Static<typeof AuthorityVersion>
export const authorityVersions = operation({
  id: 'authorityVersions',
  method: 'GET',
  path: '/catalogue/authorities/:authority_id/versions',
  leave: 'cataloguing.read',
  summary: 'What an authority record was before each change, the last first',
  params: one,
  query: closed({ before: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$' })) }),
  ok: Page(AuthorityVersion),
})
export const readAuthorityVersion = operation({
  id: 'readAuthorityVersion',
  method: 'GET',
  path: '/catalogue/authorities/:authority_id/versions/:version',
  leave: 'cataloguing.read',
  summary: 'One former version of an authority record',
  params: closed({ authority_id: Id, version: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) }),
  ok: closed({ version: Type.Integer(), at: Instant, record: Shown }),
})

export const TitleOfAuthority = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  language: Nullable(Type.String()),
  source: Type.String(),
  /** The form that it has now, and whether that is the heading. */
  form: Type.String(),
  behind: Type.Boolean(),
})
export const titlesOfAuthority = operation({
  id: 'titlesOfAuthority',
  method: 'GET',
  path: '/catalogue/authorities/:authority_id/titles',
  leave: 'cataloguing.read',
  summary: 'The titles that have a heading; if asked, those that still have another form of it',
  params: one,
  query: closed({ after: Type.Optional(Id), behind: Type.Optional(Type.Literal('1')) }),
  ok: Page(TitleOfAuthority),
})

const Libraries = Type.Array(closed({ library: Type.String(), titles: Type.Integer() }))
export const authorityEffect = operation({
  id: 'authorityEffect',
  method: 'GET',
  path: '/catalogue/authorities/:authority_id/effect',
  leave: 'cataloguing.change',
  summary: 'How many titles would get the heading as it is now, of which libraries; nothing changes',
  params: one,
  /** With another record: what becoming one with it would change. */
  query: closed({ with: Type.Optional(Id) }),
  ok: closed({
    titles: Type.Integer(),
    /** Of these, the descriptions of other sources, which stay as they are. */
    not_yours: Type.Integer(),
    libraries: Libraries,
  }),
})

export const authorityRunStates = ['working', 'done', 'stopped', 'failed', 'reverting', 'reverted'] as const
export const AuthorityRun = closed({
  run_id: Id,
  kind: OneOf(['heading', 'merge']),
  authority_id: Id,
  heading: Type.String(),
  was: Type.String(),
  now: Type.String(),
  state: OneOf(authorityRunStates),
  titles: Type.Integer(),
  done: Type.Integer(),
  kept: Type.Integer(),
  reverted: Type.Integer(),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Type.String(),
  finished_at: Nullable(Instant),
  reverted_at: Nullable(Instant),
})
export type AuthorityRun = Static<typeof AuthorityRun>
export const beginAuthorityRun = operation({
  id: 'beginAuthorityRun',
  method: 'POST',
  path: '/catalogue/authorities/:authority_id/runs',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Carry the heading through to the titles that still have another form of it',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: AuthorityRun,
  codes: ['not_found', 'source_not_yours', 'authority_merged', 'authority_busy', 'authority_nothing_behind'],
})
export const mergeAuthorities = operation({
  id: 'mergeAuthorities',
  method: 'POST',
  path: '/catalogue/authorities/:authority_id/merge',
  leave: 'cataloguing.change',
  status: 201,
  summary:
    'Let another authority record go up in this one: its names lead here, and its titles get this heading',
  params: one,
  body: closed({ command_id: CommandId, from_authority_id: Id }),
  ok: AuthorityRun,
  codes: ['not_found', 'source_not_yours', 'authority_merged', 'authority_busy', 'authority_same'],
})
export const listAuthorityRuns = operation({
  id: 'listAuthorityRuns',
  method: 'GET',
  path: '/catalogue/authority-runs',
  leave: 'cataloguing.change',
  summary: 'Headings that this library carried through, the last first',
  query: closed({ authority_id: Type.Optional(Id), after: Type.Optional(Id) }),
  ok: Page(AuthorityRun),
})
const run = closed({ run_id: Id })
export const readAuthorityRun = operation({
  id: 'readAuthorityRun',
  method: 'GET',
  path: '/catalogue/authority-runs/:run_id',
  leave: 'cataloguing.change',
  summary: 'How far one is, and what became of its titles',
  params: run,
  ok: AuthorityRun,
})
export const authorityRunTitles = operation({
  id: 'authorityRunTitles',
  method: 'GET',
  path: '/catalogue/authority-runs/:run_id/kept',
  leave: 'cataloguing.change',
  summary: 'Titles that were left as they are, and why',
  params: run,
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(
    closed({
      title_id: Id,
      title: Nullable(Type.String()),
      reason: OneOf(['not_yours', 'gone', 'no_such_heading', 'changed_since', 'invalid']),
    }),
  ),
})
export const steerAuthorityRun = operation({
  id: 'steerAuthorityRun',
  method: 'POST',
  path: '/catalogue/authority-runs/:run_id/steer',
  leave: 'cataloguing.change',
  summary:
    'Stop, go on, or take back: titles get their former description, and records that became one are two again',
  params: run,
  body: closed({ command_id: CommandId, act: OneOf(['stop', 'resume', 'revert']) }),
  ok: AuthorityRun,
  codes: ['not_found', 'authority_run_state', 'authority_changed_since'],
})

export const UnlinkedHeading = closed({
  heading_id: Id,
  kind: OneOf(authorityKinds),
  text: Type.String(),
  titles: Type.Integer(),
  /** Records with the same words: perhaps the one that is meant. */
  candidates: Type.Array(
    closed({ authority_id: Id, heading: Type.String(), found_by: Nullable(Type.String()) }),
  ),
})
export type UnlinkedHeading = Static<typeof UnlinkedHeading>
export const unlinkedHeadings = operation({
  id: 'unlinkedHeadings',
  method: 'GET',
  path: '/catalogue/headings',
  leave: 'cataloguing.read',
  summary: 'Headings of titles that no authority record keeps, those of most titles first',
  query: closed({
    kind: Type.Optional(OneOf(authorityKinds)),
    q: Type.Optional(Words),
    after: Type.Optional(Type.String({ maxLength: 60, pattern: '^-?[0-9]+\\.[0-9]+$' })),
  }),
  ok: Page(UnlinkedHeading),
})
const heading = closed({ heading_id: Id })
export const linkHeading = operation({
  id: 'linkHeading',
  method: 'POST',
  path: '/catalogue/headings/:heading_id/link',
  leave: 'cataloguing.change',
  summary: 'Say which authority record a heading of titles means: the form becomes a name that leads to it',
  params: heading,
  body: closed({ command_id: CommandId, authority_id: Id }),
  ok: AuthorityRecord,
  codes: ['not_found', 'source_not_yours', 'authority_merged', 'heading_other_kind', 'record_invalid'],
})
export const makeAuthorityOf = operation({
  id: 'makeAuthorityOf',
  method: 'POST',
  path: '/catalogue/headings/:heading_id/authority',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Make an authority record of a heading that titles have',
  params: heading,
  body: closed({ command_id: CommandId }),
  ok: AuthorityRecord,
  codes: ['not_found', 'heading_in_use', 'record_invalid'],
})

const Double = closed({
  authority_id: Id,
  heading: Type.String(),
  source: Type.String(),
  titles: Type.Integer(),
})
export const authorityDoubles = operation({
  id: 'authorityDoubles',
  method: 'GET',
  path: '/catalogue/authority-doubles',
  leave: 'cataloguing.read',
  summary: 'Authority records that may be the same: they have a name in common',
  query: closed({ after: Type.Optional(Type.String({ maxLength: 500 })) }),
  ok: Page(closed({ kind: OneOf(authorityKinds), name: Type.String(), records: Type.Array(Double) })),
})
export const keepAuthoritiesApart = operation({
  id: 'keepAuthoritiesApart',
  method: 'POST',
  path: '/catalogue/authorities/:authority_id/apart',
  leave: 'cataloguing.change',
  summary: 'Say that two authority records are not the same, or take that back',
  params: one,
  body: closed({ command_id: CommandId, other_authority_id: Id, apart: Type.Boolean() }),
  ok: closed({ apart: Type.Boolean() }),
  codes: ['not_found', 'authority_same'],
})
