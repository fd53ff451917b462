import { type Static, Type } from 'typebox'
import { Shown } from './catalogue-records.ts'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, OneOf, Page } from './values.ts'

/*
 * Many descriptions at once: titles are selected, rules say what changes in them, each record is looked at before anything
 * is changed, a job does it in batches, and all of it can be taken back.
 */

/** `650` is one field, `6XX` all that begin so. */
const Pattern = Type.String({ pattern: '^([0-9A-Z][0-9A-ZX]{2})$' })
const Tag = Type.String({ pattern: '^[0-9A-Z]{3}$' })
const Code = Type.String({ pattern: '^[!-~]$' })
const Text = Type.String({
  maxLength: 2_000,
  pattern: '^[^\\u0000-\\u001f\\u007f]*$',
})
/** On which records, or which fields of them, a rule works. */
const When = closed({
  tag: Pattern,
  code: Nullable(Code),
  is: OneOf(['there', 'not_there', 'equal', 'has']),
  value: Text,
})
export type ChangeWhen = Static<typeof When>
const rule = { when: Nullable(When) }
const kind = <const K extends string>(k: K) => Type.Literal(k)

export const ChangeRule = Type.Union([
  /** A field comes, unless the same is there. */
  closed({
    do: kind('add_field'),
    tag: Tag,
    ind1: Type.String({ maxLength: 1 }),
    ind2: Type.String({ maxLength: 1 }),
    subfields: Type.Array(closed({ code: Code, value: Text }), { minItems: 1, maxItems: 20 }),
    ...rule,
  }),
  /** Fields go: all by that name, or those that the condition names by the same one. */
  closed({ do: kind('remove_field'), tag: Pattern, ...rule }),
  /** A subfield gets a value in each field by that name; where it is not there it comes. */
  closed({ do: kind('set'), tag: Pattern, code: Code, value: Text, ...rule }),
  closed({ do: kind('remove'), tag: Pattern, code: Code, ...rule }),
  /** A text becomes another, wherever it stands in the subfield; with `whole` only where it is all of it. */
  closed({
    do: kind('replace'),
    tag: Pattern,
    code: Nullable(Code),
    find: Type.String({ ...Text, minLength: 1 }),
    value: Text,
    whole: Type.Boolean(),
    ...rule,
  }),
  /** A field gets another name, or a subfield another code; both where both are said. */
  closed({
    do: kind('move'),
    tag: Pattern,
    code: Nullable(Code),
    to_tag: Nullable(Tag),
    to_code: Nullable(Code),
    ...rule,
  }),
  /** Places of the leader or of a fixed field, counted from 0. */
  closed({
    do: kind('fixed'),
    tag: OneOf(['LDR', '006', '007', '008']),
    from: Type.Integer({ minimum: 0, maximum: 39 }),
    value: Type.String({ minLength: 1, maxLength: 40, pattern: '^[ -~]+$' }),
    ...rule,
  }),
])
export type ChangeRule = Static<typeof ChangeRule>

/** Which titles: what a search finds, in words or CQL, or the numbers of a file: ISBN, ISSN, record number. */
export const ChangeSelection = closed({
  q: Nullable(Line(300)),
  /** Only titles of which the own library has items. */
  held: Type.Boolean(),
  numbers: Type.Array(Line(60), { maxItems: 20_000 }),
})
export type ChangeSelection = Static<typeof ChangeSelection>
/** More are divided, by what they have or by date. */
export const MOST_CHANGED = 20_000

export const changeStates = [
  'looking',
  'ready',
  'running',
  'done',
  'reverting',
  'reverted',
  'stopped',
  'failed',
] as const
export const TitleChange = closed({
  change_id: Id,
  name: Type.String(),
  rules: Type.Array(ChangeRule),
  selection: ChangeSelection,
  state: OneOf(changeStates),
  /** Titles that were selected, and how many the present step has handled. */
  titles: Type.Integer(),
  handled: Type.Integer(),
  counts: closed({
    planned: Type.Integer(),
    same: Type.Integer(),
    refused: Type.Integer(),
    done: Type.Integer(),
    reverted: Type.Integer(),
    /** Changed again since, so that they stayed when all was taken back. */
    kept: Type.Integer(),
  }),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Type.String(),
  finished_at: Nullable(Instant),
})
export type TitleChange = Static<typeof TitleChange>

export const beginTitleChange = operation({
  id: 'beginTitleChange',
  method: 'POST',
  path: '/catalogue/changes',
  leave: 'cataloguing.change',
  status: 201,
  summary:
    'Select titles and say what changes in them; each is looked at, and nothing changes before it is started',
  body: closed({
    command_id: CommandId,
    name: Line(120),
    selection: ChangeSelection,
    rules: Type.Array(ChangeRule, { minItems: 1, maxItems: 20 }),
  }),
  ok: TitleChange,
  codes: ['change_selects_nothing', 'change_too_many'],
})
export const listTitleChanges = operation({
  id: 'listTitleChanges',
  method: 'GET',
  path: '/catalogue/changes',
  leave: 'cataloguing.change',
  summary: 'Changes of many titles by this library, the last first',
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(TitleChange),
})
const one = closed({ change_id: Id })
export const readTitleChange = operation({
  id: 'readTitleChange',
  method: 'GET',
  path: '/catalogue/changes/:change_id',
  leave: 'cataloguing.change',
  summary: 'One change of many titles, and how far it is',
  params: one,
  ok: TitleChange,
})
export const steerTitleChange = operation({
  id: 'steerTitleChange',
  method: 'POST',
  path: '/catalogue/changes/:change_id/steer',
  leave: 'cataloguing.change',
  summary: 'Start, stop, or take back the whole',
  params: one,
  body: closed({ command_id: CommandId, act: OneOf(['start', 'stop', 'revert']) }),
  ok: TitleChange,
  codes: ['change_wrong_state'],
})
export const changeLineStates = ['new', 'planned', 'same', 'refused', 'done', 'reverted', 'kept'] as const
export const TitleChangeLine = closed({
  line_no: Type.Integer(),
  /** Null where the number of a file names no title. */
  title_id: Nullable(Id),
  number: Nullable(Type.String()),
  title: Nullable(Type.String()),
  author: Nullable(Type.String()),
  state: OneOf(changeLineStates),
  why: Nullable(Type.String()),
})
export type TitleChangeLine = Static<typeof TitleChangeLine>
export const titleChangeLines = operation({
  id: 'titleChangeLines',
  method: 'GET',
  path: '/catalogue/changes/:change_id/lines',
  leave: 'cataloguing.change',
  summary: 'The titles of a change, and what becomes of each',
  params: one,
  query: closed({
    state: Type.Optional(OneOf(changeLineStates)),
    after: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })),
  }),
  ok: Page(TitleChangeLine),
})
export const readTitleChangeLine = operation({
  id: 'readTitleChangeLine',
  method: 'GET',
  path: '/catalogue/changes/:change_id/lines/:line_no',
  leave: 'cataloguing.change',
  summary: 'One title of a change: its record before and after',
  params: closed({ change_id: Id, line_no: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) }),
  ok: closed({ before: Shown, after: Shown }),
})
