import { type Static, Type } from 'typebox'
import { Shown } from './catalogue-records.ts'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Line, Nullable, OneOf, Word } from './values.ts'

/*
 * Copy cataloguing: a description that another catalogue has already is found there, laid beside what is here, and taken
 * over. Which catalogues are asked is set once for everyone; each is asked on its own, so that a slow one keeps nobody.
 */

export const targetProtocols = ['sru', 'z3950'] as const
export type TargetProtocol = (typeof targetProtocols)[number]
export const sruVersions = ['1.1', '1.2', '2.0'] as const
/** How a catalogue writes the letters of its records (Z39.50 alone: an answer of SRU is XML and says so itself). */
export const targetCharsets = ['utf-8', 'marc-8', 'iso-8859-1'] as const

const Tag = Type.String({ pattern: '^[0-9A-Z]{1}[0-9A-ZX]{2}$' })
const target = {
  name: Line(80),
  protocol: OneOf(targetProtocols),
  /** SRU: the whole address of the door. Z39.50: `host:port/database`. */
  address: Line(300),
  /** Of SRU; null for Z39.50. */
  sru_version: Nullable(OneOf(sruVersions)),
  /** SRU: the schema of records (`marcxml`). Z39.50: the preferred syntax (`usmarc`). */
  syntax: Line(60),
  charset: OneOf(targetCharsets),
  /** How each question is asked there. SRU: an index and a relation (`dc.title all`). Z39.50: attributes (`@attr 1=4`). */
  indexes: closed({ isbn: Line(80), title: Line(80), author: Line(80) }),
  /** Whose numbers stand in 001 there, where a record does not say so itself (003). */
  agency: Line(20),
  /** Fields of the other catalogue that are never taken over: `852`, or `9XX` for all that begin so. */
  drop: Type.Array(Tag, { maxItems: 40 }),
  /** Seconds that an answer may take. */
  patience_s: Type.Integer({ minimum: 1, maximum: 30 }),
  /** The entry in the register of couplings under which it may be asked. */
  coupling: Word,
  active: Type.Boolean(),
}
/** Whether it can be asked now, and where not, what keeps it. */
export const targetStates = ['ready', 'off', 'host_not_declared', 'coupling_closed', 'no_program'] as const
export type TargetState = (typeof targetStates)[number]
export const CopyTarget = closed({ target_id: Id, ...target, state: OneOf(targetStates) })
export type CopyTarget = Static<typeof CopyTarget>

export const listTargets = operation({
  id: 'listTargets',
  method: 'GET',
  path: '/catalogue/targets',
  leave: 'cataloguing.read',
  summary: 'Other catalogues from which descriptions can be taken over, and whether each can be asked now',
  ok: closed({ rows: Type.Array(CopyTarget, { maxItems: 200 }) }),
})
export const saveTarget = operation({
  id: 'saveTarget',
  method: 'POST',
  path: '/catalogue/targets',
  leave: 'consortium.libraries',
  summary: 'Make or change another catalogue from which descriptions are taken over',
  body: closed({ command_id: CommandId, target_id: Nullable(Id), ...target }),
  ok: CopyTarget,
  codes: ['not_found', 'name_in_use', 'target_invalid', 'targets_full'],
})

/** A title that is here and may be the one that a hit describes, with how much they have in common. */
export const Likeness = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  weight: Type.Integer(),
})
export type Likeness = Static<typeof Likeness>
export const CopyHit = closed({
  /** Its place in the answer, from 1. */
  place: Type.Integer(),
  /** As it would be taken over: without what is never taken, its number in 035, and who took it in 040. */
  record: Shown,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  publisher: Nullable(Type.String()),
  edition: Nullable(Type.String()),
  extent: Nullable(Type.String()),
  material: Type.String(),
  language: Nullable(Type.String()),
  isbns: Type.Array(Type.String()),
  /** How many fields it has: the first thing that tells a whole description from a bare one. */
  fields: Type.Integer(),
  /** Less than a whole description (leader/17). */
  partial: Type.Boolean(),
  here: Type.Array(Likeness),
})
export type CopyHit = Static<typeof CopyHit>
export const targetFaults = [
  ...targetStates.filter(state => state !== 'ready'),
  'late',
  'away',
  'refused',
  'strange',
  'too_long',
] as const
export type TargetFault = (typeof targetFaults)[number]
const Asked = Type.String({ maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })
export const askTarget = operation({
  id: 'askTarget',
  method: 'GET',
  path: '/catalogue/targets/:target_id/hits',
  leave: 'cataloguing.change',
  summary: 'Search one other catalogue by ISBN, title or author; whatever it answers is told, faults too',
  params: closed({ target_id: Id }),
  query: closed({
    isbn: Type.Optional(Asked),
    title: Type.Optional(Asked),
    author: Type.Optional(Asked),
    /** The place of the first hit that is wanted. */
    from: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })),
  }),
  ok: closed({
    /** How many the other catalogue says that it has. */
    count: Type.Integer(),
    hits: Type.Array(CopyHit),
    next: Nullable(Type.Integer()),
    /** Records that were sent and could not be read. */
    unread: Type.Integer(),
    fault: Nullable(closed({ code: OneOf(targetFaults), says: Type.String() })),
    took_ms: Type.Integer(),
  }),
  codes: ['not_found'],
})
