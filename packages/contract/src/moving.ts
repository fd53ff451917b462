import { type Static, Type } from 'typebox'
import { moveKinds, moveReasons } from './move-fields.ts'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, OneOf } from './values.ts'

/*
 * Moving in: a whole library comes over from another system. Files are looked at, a mapping says what each column is,
 * a dry run tells what would happen, then it is loaded, counted again, signed off, and can go out again for a day.
 */

const Column = Line(120)
const Name = Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' })

/** Where the value of a field comes from. */
export const MoveColumn = closed({
  /** Columns of the file; several are joined, the first that holds something is taken, or the name of the first that is set (`flags`). */
  from: Type.Array(Column, { maxItems: 6 }),
  pick: Type.Optional(OneOf(['join', 'first', 'flags'])),
  /** The same for each row, where no column says it or the columns hold nothing. */
  fixed: Type.Optional(Line(120)),
  /** The table that turns the words of the file into those of Kaft. */
  codes: Type.Optional(Name),
  /** How days are written: `day_first` 31/12/2026, `month_first` 12/31/2026; without it only what cannot be mistaken is read. */
  dates: Type.Optional(OneOf(['day_first', 'month_first'])),
})
export type MoveColumn = Static<typeof MoveColumn>

/** What one file gives of one kind. */
export const MoveGive = closed({
  kind: OneOf(moveKinds),
  /**
   * Only rows in which this column holds something, or, after `=`, just that: `debarred`, `state=t`. After `!` only rows in
   * which it holds nothing: `!checkin_time`.
   */
  only_if: Type.Optional(Column),
  columns: Type.Record(Name, MoveColumn),
})
export type MoveGive = Static<typeof MoveGive>

export const moveEncodings = ['utf-8', 'windows-1252', 'macintosh', 'utf-16le', 'utf-16be'] as const
export const MoveFileMap = closed({
  /** Which files it is about: a name, with `*` for any letters. */
  match: Line(120),
  /** `csv`: lines with columns, whatever parts them. `marc`: records in ISO 2709 or MARCXML. */
  format: OneOf(['csv', 'marc']),
  /** Absent: what was seen in the file. */
  delimiter: Type.Optional(OneOf([',', ';', '\t', '|'])),
  encoding: Type.Optional(OneOf(moveEncodings)),
  /** Where MARC records keep their items: `952:barcode=p,branch=b`; absent: they hold none. */
  holdings: Type.Optional(Line(300)),
  gives: Type.Array(MoveGive, { maxItems: 12 }),
})
export type MoveFileMap = Static<typeof MoveFileMap>

export const MoveMapping = closed({
  system: Line(60),
  files: Type.Array(MoveFileMap, { maxItems: 40 }),
  /** Words of the old system, to those of Kaft; `*` is for whatever else. The tables `branch`, `item_type` and `membership_type` hold for the fields of that name. */
  codes: Type.Record(Name, Type.Record(Column, Type.String({ maxLength: 120 }))),
})
export type MoveMapping = Static<typeof MoveMapping>

export const moveSystems = ['koha', 'evergreen', 'csv'] as const
export const moveStates = [
  'open',
  'checking',
  'checked',
  'frozen',
  'loading',
  'loaded',
  'live',
  'taking_back',
  'taken_back',
  'stopped',
] as const
export const MoveState = OneOf(moveStates)
export type MoveState = (typeof moveStates)[number]

export const MoveFile = closed({
  file_no: Type.Integer(),
  pass: Type.Integer(),
  name: Type.String(),
  bytes: Type.Integer(),
  /** Whether every part came in and the file was looked at. */
  looked: Type.Boolean(),
  format: Nullable(OneOf(['csv', 'marc'])),
  encoding: Nullable(Type.String()),
  delimiter: Nullable(Type.String()),
  rows: Type.Integer(),
  /** Column by column: the name, in how many rows it holds something, and whether a field takes it. */
  columns: Type.Array(closed({ name: Type.String(), filled: Type.Integer(), taken: Type.Boolean() })),
  /** Which part of the mapping it goes by; null: none, so nothing of it is taken. */
  map_no: Nullable(Type.Integer()),
})
export type MoveFile = Static<typeof MoveFile>

/** What became of the rows of one kind in one pass. */
export const MoveTally = closed({
  pass: Type.Integer(),
  kind: OneOf(moveKinds),
  whole: Type.Boolean(),
  read: Type.Integer(),
  made: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  /** Ended, since a later whole export did not hold it any more. */
  gone: Type.Integer(),
  refused: Type.Integer(),
  /** Left behind on purpose: history that nobody chose to keep, charges of which nothing is open. */
  left_behind: Type.Integer(),
  /** Fields that were left empty because their value could not be. */
  fields: Type.Integer(),
  read_cents: Type.Integer(),
  refused_cents: Type.Integer(),
})
export type MoveTally = Static<typeof MoveTally>

export const Move = closed({
  move_id: Id,
  library_id: Id,
  library_name: Type.String(),
  state: MoveState,
  mapping: MoveMapping,
  version: Type.Integer(),
  /** 0 is the dry run, 1 the first load, then each later export. */
  pass: Type.Integer(),
  /** What is being done now, and how far. */
  step: Nullable(Type.String()),
  done: Type.Integer(),
  total: Type.Integer(),
  fault: Nullable(Type.String()),
  files: Type.Array(MoveFile),
  tallies: Type.Array(MoveTally),
  reasons: Type.Array(
    closed({
      pass: Type.Integer(),
      kind: OneOf(moveKinds),
      reason: OneOf(moveReasons),
      field: Nullable(Type.String()),
      count: Type.Integer(),
    }),
  ),
  made_at: Instant,
  made_by: Type.String(),
  frozen_at: Nullable(Instant),
  loaded_at: Nullable(Instant),
  signed_at: Nullable(Instant),
  signed_by: Nullable(Type.String()),
  /** Until when everything can go out again. */
  undo_until: Nullable(Instant),
  /** What words of the old system may become at this library. */
  branches: Type.Array(closed({ code: Type.String(), name: Type.String() })),
  membership_types: Type.Array(closed({ type: Type.String(), name: Type.String() })),
})
export type Move = Static<typeof Move>

const one = closed({ move_id: Id })
const file = closed({ move_id: Id, file_no: Type.String({ pattern: '^[1-9][0-9]{0,3}$' }) })
const at = { leave: 'moving.move_in' } as const

export const listMoves = operation({
  ...at,
  id: 'listMoves',
  method: 'GET',
  path: '/moves',
  summary: 'Moves of the own library, newest first',
  ok: closed({
    rows: Type.Array(
      closed({
        move_id: Id,
        system: Type.String(),
        state: MoveState,
        made_at: Instant,
        made_by: Type.String(),
      }),
    ),
  }),
})
export const readMove = operation({
  ...at,
  id: 'readMove',
  method: 'GET',
  path: '/moves/:move_id',
  summary: 'One move: its files, its mapping, how far it is and what became of the rows',
  params: one,
  ok: Move,
})
export const beginMove = operation({
  ...at,
  id: 'beginMove',
  method: 'POST',
  path: '/moves',
  status: 201,
  summary: 'Begin to move in, with the mapping that is known of a system',
  body: closed({ command_id: CommandId, system: OneOf(moveSystems) }),
  ok: Move,
  codes: ['move_open_already'],
})
export const addMoveFile = operation({
  ...at,
  id: 'addMoveFile',
  method: 'POST',
  path: '/moves/:move_id/files',
  status: 201,
  summary: 'Announce a file of the old system; its bytes follow in parts',
  params: one,
  body: closed({
    command_id: CommandId,
    name: Line(120),
    bytes: Type.Integer({ minimum: 1, maximum: 4_000_000_000 }),
  }),
  ok: MoveFile,
  codes: ['move_wrong_state', 'move_file_twice'],
})
/** Bytes of one part, before they become text: all but the last part are of this size. */
export const MOVE_PART = 1_048_576
export const addMovePart = operation({
  ...at,
  id: 'addMovePart',
  method: 'POST',
  path: '/moves/:move_id/files/:file_no/parts',
  status: 201,
  summary: 'One part of a file, as base64; the last one ends the file, which is then looked at',
  params: file,
  body: closed({
    part_no: Type.Integer({ minimum: 1, maximum: 4_000 }),
    last: Type.Boolean(),
    bytes: Type.String({ minLength: 1, maxLength: 1_450_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
  }),
  ok: MoveFile,
  codes: ['move_wrong_state', 'move_file_cut'],
})
export const dropMoveFile = operation({
  ...at,
  id: 'dropMoveFile',
  method: 'POST',
  path: '/moves/:move_id/files/:file_no/removal',
  status: 201,
  summary: 'Take a file out again, bytes and all',
  params: file,
  body: closed({ command_id: CommandId }),
  ok: closed({ move_id: Id }),
  codes: ['move_wrong_state'],
})
export const changeMapping = operation({
  ...at,
  id: 'changeMapping',
  method: 'PUT',
  path: '/moves/:move_id/mapping',
  summary: 'Say what the columns of the files are',
  params: one,
  body: closed({ command_id: CommandId, version: Type.Integer(), mapping: MoveMapping }),
  ok: Move,
  codes: ['move_wrong_state', 'mapping_invalid'],
})

const Seen = closed({
  line_no: Type.Integer(),
  /** The fields as they would be stored. */
  values: Type.Record(Name, Type.String()),
  refused: Nullable(closed({ reason: OneOf(moveReasons), field: Nullable(Type.String()) })),
  left_out: Type.Array(closed({ reason: OneOf(moveReasons), field: Type.String() })),
})
export const previewMove = operation({
  ...at,
  id: 'previewMove',
  method: 'POST',
  path: '/moves/:move_id/files/:file_no/preview',
  purpose: 'administration',
  summary:
    'The first rows of a file as a mapping that is being made reads them; only fields of the allow-list',
  params: file,
  body: closed({ map: MoveFileMap, codes: MoveMapping.properties.codes, give: Type.Integer({ minimum: 0 }) }),
  ok: closed({
    rows: Type.Array(Seen),
    /** Words that no table knows, with the field they stand in: what is left to be said. */
    unknown: Type.Array(closed({ field: Type.String(), word: Type.String(), count: Type.Integer() })),
  }),
  codes: ['move_file_cut', 'mapping_invalid'],
})

export const MoveAct = OneOf(['check', 'freeze', 'load', 'stop'])
export const steerMove = operation({
  ...at,
  id: 'steerMove',
  method: 'POST',
  path: '/moves/:move_id/steps',
  status: 201,
  purpose: 'administration',
  summary:
    'The next step: the dry run; the freeze, from which the library rests; the load of the files that are there; or none of it any more',
  params: one,
  body: closed({
    command_id: CommandId,
    act: MoveAct,
    /** For a load: whether what the files do not hold any more has ended in the old system. */
    whole: Type.Optional(Type.Boolean()),
  }),
  ok: Move,
  codes: ['move_wrong_state', 'move_no_files', 'move_no_regulation', 'move_check_again'],
})

export const moveRefusals = operation({
  ...at,
  id: 'moveRefusals',
  method: 'GET',
  path: '/moves/:move_id/refusals',
  summary: 'What stays behind: file, line, reason and field; never a value',
  params: one,
  query: closed({
    pass: Type.String({ pattern: '^(-1|[0-9]{1,3})$' }),
    kind: Type.Optional(OneOf(moveKinds)),
    after: Type.Optional(Id),
  }),
  ok: closed({
    rows: Type.Array(
      closed({
        refusal_id: Id,
        file: Nullable(Type.String()),
        line_no: Nullable(Type.Integer()),
        kind: OneOf(moveKinds),
        reason: OneOf(moveReasons),
        field: Nullable(Type.String()),
        /** The row stayed behind; else only the field was left empty. */
        row: Type.Boolean(),
        /** Whose it is, where something was done with it here since. */
        patron_id: Nullable(Id),
        item_id: Nullable(Id),
      }),
    ),
    next: Nullable(Id),
  }),
})

/** One kind, counted again: what the old system gave, what stayed behind, and what stands in Kaft. */
export const MoveCount = closed({
  kind: OneOf(moveKinds),
  source: Type.Integer(),
  refused: Type.Integer(),
  left_behind: Type.Integer(),
  /** Still here though a later export did not hold it: something hangs on it. */
  kept: Type.Integer(),
  here: Type.Integer(),
  source_cents: Nullable(Type.Integer()),
  refused_cents: Nullable(Type.Integer()),
  here_cents: Nullable(Type.Integer()),
  fits: Type.Boolean(),
})
export type MoveCount = Static<typeof MoveCount>
export const reconcileMove = operation({
  ...at,
  id: 'reconcileMove',
  method: 'GET',
  path: '/moves/:move_id/reconciliation',
  summary: 'Counts and amounts of the old system beside those of Kaft, counted now',
  params: one,
  ok: closed({ rows: Type.Array(MoveCount), fits: Type.Boolean(), behind: Type.Integer() }),
})
export const signMove = operation({
  ...at,
  id: 'signMove',
  method: 'POST',
  path: '/moves/:move_id/signature',
  status: 201,
  purpose: 'administration',
  summary:
    'Sign the counts off: the library is live, every patron is told, and it can go out again for a day',
  params: one,
  body: closed({
    command_id: CommandId,
    /** The number of rows that stayed behind, as it was shown. */
    refused: Type.Integer({ minimum: 0 }),
    /** Who has no e-mail gets a letter, or is told at the first visit. */
    without_email: OneOf(['letter', 'visit']),
  }),
  ok: Move,
  codes: ['move_wrong_state', 'move_does_not_fit', 'changed_meanwhile'],
})
export const takeBackMove = operation({
  ...at,
  id: 'takeBackMove',
  method: 'POST',
  path: '/moves/:move_id/way-back',
  status: 201,
  purpose: 'administration',
  summary:
    'Everything that came in goes out again, but for what something was done with since; that is listed',
  params: one,
  body: closed({ command_id: CommandId, reason: Line(200) }),
  ok: Move,
  codes: ['move_wrong_state', 'move_too_late'],
})
