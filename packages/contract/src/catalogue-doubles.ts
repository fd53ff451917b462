import { type Static, Type } from 'typebox'
import { Code } from './codes.ts'
import { operation } from './operation.ts'
import { Finding } from './problem.ts'
import { closed, CommandId, Day, Id, Instant, Nullable, OneOf, Page } from './values.ts'

/*
 * Titles that are there twice: found as they come, laid side by side, made into one with all that hangs on them, and
 * taken apart again.
 */

/** What two descriptions can agree in, or differ in. */
export const doublePoints = [
  'isbn',
  'issn',
  'number',
  'title',
  'author',
  'year',
  'publisher',
  'extent',
  'material',
] as const
export type DoublePoint = (typeof doublePoints)[number]

const Weight = Type.Integer({ minimum: 0, maximum: 100 })
const Point = closed({ agrees: Weight, differs: Weight })
/** What agreeing in a point adds and differing in it takes off; a point that one of the two does not know does neither. */
export const DoubleRule = closed({
  threshold: Type.Integer({ minimum: 1, maximum: 500 }),
  /** For a title that a desk typed in haste: little is known of it, so little has to agree. */
  provisional_threshold: Type.Integer({ minimum: 1, maximum: 500 }),
  points: closed({
    isbn: Point,
    issn: Point,
    number: Point,
    title: Point,
    author: Point,
    year: Point,
    publisher: Point,
    extent: Point,
    material: Point,
  }),
})
export type DoubleRule = Static<typeof DoubleRule>
export const doubleRule: DoubleRule = {
  threshold: 65,
  provisional_threshold: 25,
  points: {
    isbn: { agrees: 50, differs: 0 },
    issn: { agrees: 20, differs: 0 },
    number: { agrees: 50, differs: 0 },
    title: { agrees: 25, differs: 25 },
    author: { agrees: 15, differs: 15 },
    year: { agrees: 10, differs: 10 },
    publisher: { agrees: 5, differs: 0 },
    extent: { agrees: 10, differs: 5 },
    material: { agrees: 5, differs: 30 },
  },
}

export const DoubleSide = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  language: Nullable(Type.String()),
  publisher: Nullable(Type.String()),
  extent: Nullable(Type.String()),
  isbns: Type.Array(Type.String()),
  source: Type.String(),
  control_number: Type.String(),
  provisional: Type.Boolean(),
  items: Type.Integer(),
  /** Whether the caller keeps this description, so that it may be merged away. */
  may_go: Type.Boolean(),
})
export type DoubleSide = Static<typeof DoubleSide>
export const TitleDouble = closed({
  one: DoubleSide,
  other: DoubleSide,
  weight: Type.Integer(),
  agrees: Type.Array(OneOf(doublePoints)),
  differs: Type.Array(OneOf(doublePoints)),
})
export type TitleDouble = Static<typeof TitleDouble>

export const titleDoubles = operation({
  id: 'titleDoubles',
  method: 'GET',
  path: '/catalogue/doubles',
  leave: 'cataloguing.change',
  summary:
    'Pairs of titles that may be one, the surest first; those that the caller can do something about, or all',
  query: closed({
    whose: Type.Optional(OneOf(['mine', 'all'])),
    /** Only pairs of which one was typed at a desk. */
    provisional: Type.Optional(Type.Literal('1')),
    after: Type.Optional(Type.String({ pattern: '^[0-9]{1,4}~[1-9][0-9]{0,18}~[1-9][0-9]{0,18}$' })),
  }),
  ok: Page(TitleDouble),
})
const one = closed({ title_id: Id })
export const doublesOfTitle = operation({
  id: 'doublesOfTitle',
  method: 'GET',
  path: '/titles/:title_id/doubles',
  leave: 'cataloguing.change',
  summary: 'Titles that may be the same as this one, looked up now',
  params: one,
  ok: closed({ rows: Type.Array(TitleDouble) }),
  codes: ['title_unknown'],
})
const pair = closed({ command_id: CommandId, one_id: Id, other_id: Id })
export const keepTitlesApart = operation({
  id: 'keepTitlesApart',
  method: 'POST',
  path: '/catalogue/doubles/apart',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'These two are two titles: they are not proposed again',
  body: pair,
  ok: closed({}),
  codes: ['title_unknown', 'title_merge_self'],
})
export const unkeepTitlesApart = operation({
  id: 'unkeepTitlesApart',
  method: 'POST',
  path: '/catalogue/doubles/together',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Take that back',
  body: pair,
  ok: closed({}),
  codes: ['title_unknown', 'title_merge_self'],
})

/** What hangs on the title that goes, and moves. */
export const MergeMoves = closed({
  items: Type.Integer(),
  libraries: Type.Integer(),
  loans: Type.Integer(),
  holds: Type.Integer(),
  /** Readers who wait for both: they wait once, in the earlier place. */
  holds_twice: Type.Integer(),
  reports: Type.Integer(),
})
export type MergeMoves = Static<typeof MergeMoves>
export const previewTitleMerge = operation({
  id: 'previewTitleMerge',
  method: 'GET',
  path: '/titles/:title_id/merge-with/:gone_id',
  leave: 'cataloguing.change',
  summary:
    'What would move if the second title became the first, and what speaks against it; nothing changes',
  params: closed({ title_id: Id, gone_id: Id }),
  ok: closed({
    kept: DoubleSide,
    gone: DoubleSide,
    moves: MergeMoves,
    findings: Type.Array(Finding),
    /** Whether fields of the title that goes may be taken into the one that stays. */
    may_take: Type.Boolean(),
  }),
  codes: ['title_unknown'],
})

export const TitleMerge = closed({
  merge_id: Id,
  kept_id: Id,
  gone_id: Id,
  /** The title that went, as it was called. */
  title: Type.String(),
  source: Type.String(),
  control_number: Type.String(),
  library: Type.String(),
  by: Nullable(Type.String()),
  made_at: Instant,
  on: Day,
  state: OneOf(['moving', 'done', 'undoing', 'undone']),
  rows_all: Type.Integer(),
  rows_done: Type.Integer(),
})
export type TitleMerge = Static<typeof TitleMerge>
export const mergeTitles = operation({
  id: 'mergeTitles',
  method: 'POST',
  path: '/titles/:title_id/merges',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Make two titles into one: what hangs on the other moves here, and its numbers lead here',
  params: one,
  body: closed({
    command_id: CommandId,
    gone_id: Id,
    /** Places of fields in the record that goes, from 0 on, that the one that stays takes over. */
    take: Type.Array(Type.Integer({ minimum: 0, maximum: 998 }), { maxItems: 200 }),
    accept: Type.Optional(Type.Array(Code, { maxItems: 20 })),
  }),
  ok: TitleMerge,
  codes: [
    'title_unknown',
    'source_not_yours',
    'title_merge_self',
    'title_merge_material',
    'title_merge_isbn',
    'title_merge_central',
    'record_invalid',
  ],
})
export const titleMerges = operation({
  id: 'titleMerges',
  method: 'GET',
  path: '/titles/:title_id/merges',
  leave: 'cataloguing.change',
  summary: 'Titles that the own library merged into this one, the last first',
  params: one,
  query: closed({ before: Type.Optional(Id) }),
  ok: Page(TitleMerge),
})
export const readTitleMerge = operation({
  id: 'readTitleMerge',
  method: 'GET',
  path: '/catalogue/merges/:merge_id',
  leave: 'cataloguing.change',
  summary: 'One merge, and how far it is',
  params: closed({ merge_id: Id }),
  ok: TitleMerge,
})
export const undoTitleMerge = operation({
  id: 'undoTitleMerge',
  method: 'POST',
  path: '/catalogue/merges/:merge_id/undo',
  leave: 'cataloguing.change',
  summary: 'Make them two titles again; what came since stays with the one that stayed',
  params: closed({ merge_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: TitleMerge,
  codes: ['not_found', 'title_merge_busy', 'title_merge_undone', 'title_merge_moved_on'],
})
