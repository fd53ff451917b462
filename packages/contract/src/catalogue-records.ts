import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, OneOf, Page, Prose } from './values.ts'

/*
 * Records by hand: a description is read as MARC, changed with what a format asks of it, kept with its former versions,
 * and brought back. And what is wrong in somebody else's description is told to who keeps it.
 */

const Tag = Type.String({ pattern: '^[!-~]{3}$' })
const Value = Type.String({ maxLength: 9_000 })
export const EditedField = Type.Union([
  closed({ tag: Tag, value: Value }),
  closed({
    tag: Tag,
    ind1: Type.String({ maxLength: 1 }),
    ind2: Type.String({ maxLength: 1 }),
    subfields: Type.Array(closed({ code: Type.String({ minLength: 1, maxLength: 1 }), value: Value }), {
      maxItems: 200,
    }),
  }),
])
export const EditedRecord = closed({
  /** 24 characters; with fewer or more it is no leader, and the record is refused with what is wrong in it. */
  leader: Type.String({ maxLength: 40 }),
  fields: Type.Array(EditedField, { minItems: 1, maxItems: 999 }),
})
export type EditedRecord = Static<typeof EditedRecord>

export const recordFormats = ['marc21', 'vlacc'] as const
export const Shown = closed({ leader: Type.String(), fields: Type.Array(Type.Unknown()) })

export const TitleRecord = closed({
  title_id: Id,
  source: Type.String(),
  /** The library whose source it is; null where it is that of a catalogue. */
  source_name: Nullable(Type.String()),
  control_number: Type.String(),
  record: Shown,
  /** What a change of it must name: with another one, somebody changed it meanwhile. */
  version: Type.Integer(),
  changed_at: Instant,
  /** Whether this caller may change it; else only an error can be reported. */
  editable: Type.Boolean(),
  provisional: Type.Boolean(),
  /** Since when its source keeps it no longer; it stays because a library has it or somebody awaits it. */
  dropped_at: Nullable(Instant),
})
export type TitleRecord = Static<typeof TitleRecord>

const one = closed({ title_id: Id })
export const readRecord = operation({
  id: 'readRecord',
  method: 'GET',
  path: '/titles/:title_id/record',
  leave: 'cataloguing.read',
  summary: 'The record of a title as MARC, as it is now',
  params: one,
  ok: TitleRecord,
  codes: ['title_unknown'],
})
export const saveRecord = operation({
  id: 'saveRecord',
  method: 'POST',
  path: '/titles/:title_id/record',
  leave: 'cataloguing.change',
  summary: 'Give a title another description; the former one is kept',
  params: one,
  body: closed({
    command_id: CommandId,
    version: Type.Integer(),
    format: OneOf(recordFormats),
    record: EditedRecord,
    why: Nullable(Line(200)),
  }),
  ok: TitleRecord,
  codes: ['title_unknown', 'source_not_yours', 'changed_meanwhile', 'record_invalid', 'record_same'],
})
export const addRecord = operation({
  id: 'addRecord',
  method: 'POST',
  path: '/titles',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Make a title from a record, under the source of the own library',
  body: closed({
    command_id: CommandId,
    format: OneOf(recordFormats),
    record: EditedRecord,
    /**
     * Present: no title is made where one that looks the same is here, but for these, which were seen and are another.
     * Absent: it is made whatever is here.
     */
    beside: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  }),
  ok: TitleRecord,
  codes: ['record_invalid', 'record_number_in_use', 'title_is_here'],
})

export const RecordVersion = closed({
  version: Type.Integer(),
  at: Instant,
  /** Who replaced it: a name of the own library, or the name of another. */
  by: Nullable(Type.String()),
  library: Nullable(Type.String()),
  import_id: Nullable(Id),
  why: Nullable(Type.String()),
  source: Type.String(),
})
export type RecordVersion = Static<typeof RecordVersion>
export const recordVersions = operation({
  id: 'recordVersions',
  method: 'GET',
  path: '/titles/:title_id/versions',
  leave: 'cataloguing.read',
  summary: 'What a record was before each change, the last first',
  params: one,
  query: closed({ before: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$' })) }),
  ok: Page(RecordVersion),
  codes: ['title_unknown'],
})
export const readVersion = operation({
  id: 'readVersion',
  method: 'GET',
  path: '/titles/:title_id/versions/:version',
  leave: 'cataloguing.read',
  summary: 'One former version of a record',
  params: closed({ title_id: Id, version: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) }),
  ok: closed({ version: Type.Integer(), at: Instant, record: Shown }),
  codes: ['not_found'],
})

/** One that was withdrawn is in no list any more. */
export const reportStates = ['open', 'taken', 'mended', 'refused', 'withdrawn'] as const
export const RecordReport = closed({
  report_id: Id,
  title_id: Id,
  title: Type.String(),
  source: Type.String(),
  library: Type.String(),
  /** Whether it came from the own library. */
  own: Type.Boolean(),
  says: Type.String(),
  field: Nullable(Type.String()),
  state: OneOf(reportStates),
  answer: Nullable(Type.String()),
  made_at: Instant,
  changed_at: Instant,
  /** Whether this caller keeps the description, and may answer. */
  may_answer: Type.Boolean(),
})
export type RecordReport = Static<typeof RecordReport>
export const reportRecord = operation({
  id: 'reportRecord',
  method: 'POST',
  path: '/titles/:title_id/reports',
  leave: 'cataloguing.read',
  status: 201,
  summary: 'Report an error in a description to who keeps it',
  params: one,
  body: closed({ command_id: CommandId, field: Nullable(Tag), says: Prose(1000) }),
  ok: RecordReport,
  codes: ['title_unknown'],
})
export const recordReports = operation({
  id: 'recordReports',
  method: 'GET',
  path: '/catalogue/reports',
  leave: 'cataloguing.read',
  summary: 'Errors that this library reported, and those that are for it to mend; open ones first',
  query: closed({
    state: Type.Optional(OneOf(['open', 'closed'])),
    title_id: Type.Optional(Id),
    after: Type.Optional(Id),
  }),
  ok: Page(RecordReport),
})
export const withdrawReport = operation({
  id: 'withdrawReport',
  method: 'POST',
  path: '/catalogue/reports/:report_id/withdraw',
  leave: 'cataloguing.read',
  summary: 'Take back a report of the own library, while nobody took it on',
  params: closed({ report_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: RecordReport,
  codes: ['not_found', 'report_closed', 'report_taken'],
})
export const answerReport = operation({
  id: 'answerReport',
  method: 'POST',
  path: '/catalogue/reports/:report_id/answer',
  leave: 'cataloguing.change',
  summary: 'Take a report on, mend it or say why not',
  params: closed({ report_id: Id }),
  body: closed({
    command_id: CommandId,
    state: OneOf(['taken', 'mended', 'refused']),
    answer: Nullable(Prose(1000)),
  }),
  ok: RecordReport,
  codes: ['not_found', 'source_not_yours', 'report_closed'],
})
