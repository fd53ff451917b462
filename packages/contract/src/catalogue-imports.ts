import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, OneOf, Page } from './values.ts'

/*
 * Imports of titles and items that staff steer: a file is handed in, looked through by the rules of a profile, taken in
 * while everyone works on, and can be taken back as a whole.
 */

/** What two descriptions can have in common; each that they have adds its weight. */
export const matchPoints = ['number', 'isbn', 'title', 'author', 'year', 'material'] as const
export type MatchPoint = (typeof matchPoints)[number]

const Tag = Type.String({ pattern: '^[0-9A-Z]{1}[0-9A-ZX]{2}$' })
const Words = Type.Record(
  Type.String({ minLength: 1, maxLength: 120 }),
  Type.String({ minLength: 1, maxLength: 120 }),
)
export const ImportRules = closed({
  /** Whose records these are: their numbers are unique there. */
  source: Line(60),
  /** By what a record is known to describe a title that is there under another number. None: by its number alone. */
  match: Type.Array(
    closed({ point: OneOf(matchPoints), weight: Type.Integer({ minimum: 1, maximum: 100 }) }),
    {
      maxItems: 6,
    },
  ),
  /** From so much weight on it is the same title. */
  threshold: Type.Integer({ minimum: 1, maximum: 600 }),
  /** A title that is there: take the new description, or leave it and take the items alone. */
  on_match: OneOf(['overlay', 'keep']),
  /** A title that is not there: make it, or pass the record over. */
  on_new: OneOf(['add', 'refuse']),
  /** A title that its source deleted: out of the catalogue unless somebody has or awaits it (so where absent), or left. */
  on_delete: Type.Optional(OneOf(['follow', 'ignore'])),
  /** Fields that stay as they are here when a new description comes: `690`, or `9XX` for all that begin so. */
  protect: Type.Array(Tag, { maxItems: 40 }),
  /** Where the records keep their items: `852:barcode=p,branch=b,call_number=hi`; null when there are none to take. */
  holdings: Nullable(
    closed({ layout: Line(300), default_branch: Nullable(Line(40)), branches: Words, item_types: Words }),
  ),
  /** From where new records come by themselves: a folder of this installation, a file at an address, or a repository (OAI-PMH). */
  feed: Nullable(
    closed({
      kind: OneOf(['folder', 'file', 'oai']),
      /** The name of the folder below that of all feeds, or the address of the file or the repository. */
      address: Line(300),
      set: Nullable(Line(100)),
      prefix: Nullable(Line(40)),
    }),
  ),
})
export type ImportRules = Static<typeof ImportRules>

export const ImportProfile = closed({
  profile_id: Id,
  name: Type.String(),
  rules: ImportRules,
  changed_at: Instant,
  fed_at: Nullable(Instant),
})
export type ImportProfile = Static<typeof ImportProfile>

export const listImportProfiles = operation({
  id: 'listImportProfiles',
  method: 'GET',
  path: '/catalogue/import-profiles',
  leave: 'cataloguing.change',
  summary: 'The rules by which this library takes titles in',
  ok: closed({
    rows: Type.Array(ImportProfile),
    /** Sources whose descriptions this library may change. */
    may_overlay_all: Type.Boolean(),
    own_source: Type.String(),
  }),
})
export const saveImportProfile = operation({
  id: 'saveImportProfile',
  method: 'POST',
  path: '/catalogue/import-profiles',
  leave: 'cataloguing.change',
  summary: 'Make or change the rules of an import',
  body: closed({ command_id: CommandId, profile_id: Nullable(Id), name: Line(80), rules: ImportRules }),
  ok: ImportProfile,
  codes: [
    'not_found',
    'name_in_use',
    'source_not_yours',
    'branch_not_yours',
    'feed_not_allowed',
    'import_layout_wrong',
  ],
})

export const importStates = [
  'open',
  'checking',
  'checked',
  'loading',
  'loaded',
  'reverting',
  'reverted',
  'stopped',
  'failed',
] as const
export type ImportState = (typeof importStates)[number]

export const ImportCounts = closed({
  records: Type.Integer(),
  titles_new: Type.Integer(),
  titles_changed: Type.Integer(),
  titles_unchanged: Type.Integer(),
  /** Titles of others, or that were to be left as they are: their items were taken and nothing else. */
  titles_kept: Type.Integer(),
  /** Titles that their source took back: out of the catalogue; or kept and marked, since somebody has or awaits them. */
  titles_removed: Type.Integer(),
  titles_marked: Type.Integer(),
  records_refused: Type.Integer(),
  items_new: Type.Integer(),
  items_same: Type.Integer(),
  items_refused: Type.Integer(),
  /** Records of headings. */
  authorities_new: Type.Integer(),
  authorities_changed: Type.Integer(),
  authorities_unchanged: Type.Integer(),
  /** Records of what the library has of a title, and those that stood embedded in a description. */
  holdings_new: Type.Integer(),
  holdings_changed: Type.Integer(),
  holdings_unchanged: Type.Integer(),
  holdings_removed: Type.Integer(),
})
export const CatalogueImport = closed({
  import_id: Id,
  profile_id: Id,
  profile_name: Type.String(),
  name: Type.String(),
  bytes: Type.Integer(),
  read_bytes: Type.Integer(),
  parts: Type.Integer(),
  whole: Type.Boolean(),
  state: OneOf(importStates),
  counts: ImportCounts,
  problems: Type.Integer(),
  /** What went wrong, where it stopped by itself. */
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Type.String(),
  started_at: Nullable(Instant),
  finished_at: Nullable(Instant),
  reverted_at: Nullable(Instant),
})
export type CatalogueImport = Static<typeof CatalogueImport>

export const listImports = operation({
  id: 'listImports',
  method: 'GET',
  path: '/catalogue/imports',
  leave: 'cataloguing.change',
  summary: 'Imports of this library, the last first',
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(CatalogueImport),
})
const one = closed({ import_id: Id })
export const readImport = operation({
  id: 'readImport',
  method: 'GET',
  path: '/catalogue/imports/:import_id',
  leave: 'cataloguing.change',
  summary: 'One import, how far it is, and what became of its records',
  params: one,
  ok: CatalogueImport,
})
/** Bytes of one part; only the last may be shorter. */
export const IMPORT_PART = 1_000_000
export const beginImport = operation({
  id: 'beginImport',
  method: 'POST',
  path: '/catalogue/imports',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Begin an import: its file comes in parts, and nothing changes before it is started',
  body: closed({
    command_id: CommandId,
    profile_id: Id,
    name: Line(200),
    bytes: Type.Integer({ minimum: 1, maximum: 20_000_000_000 }),
  }),
  ok: CatalogueImport,
  codes: ['not_found'],
})
export const addImportPart = operation({
  id: 'addImportPart',
  method: 'POST',
  path: '/catalogue/imports/:import_id/parts',
  leave: 'cataloguing.change',
  summary:
    'Hand in a part of the file; the same part again takes the place of the first. With the last it is looked through',
  params: one,
  body: closed({
    part_no: Type.Integer({ minimum: 1, maximum: 20_000 }),
    bytes: Type.String({ maxLength: 1_400_000, pattern: '^[A-Za-z0-9+/]*={0,2}$' }),
    last: Type.Boolean(),
  }),
  ok: CatalogueImport,
  codes: ['not_found', 'import_wrong_state', 'import_file_cut'],
})
export const importActs = ['check', 'start', 'stop', 'revert'] as const
export const steerImport = operation({
  id: 'steerImport',
  method: 'POST',
  path: '/catalogue/imports/:import_id/steer',
  leave: 'cataloguing.change',
  summary: 'Look through again, start, stop, or take back a whole import',
  params: one,
  body: closed({ command_id: CommandId, act: OneOf(importActs) }),
  ok: CatalogueImport,
  codes: ['not_found', 'import_wrong_state'],
})
export const ImportProblem = closed({
  problem_id: Id,
  /** Bytes from the start of the file, and the number of the record in it. */
  position: Nullable(Type.Integer()),
  record_no: Nullable(Type.Integer()),
  reason: Type.String(),
  detail: Type.String(),
  title_id: Nullable(Id),
})
export const importProblems = operation({
  id: 'importProblems',
  method: 'GET',
  path: '/catalogue/imports/:import_id/problems',
  leave: 'cataloguing.change',
  summary: 'Records and items that were not taken, and why; and what could not be taken back',
  params: one,
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(ImportProblem),
})
