import { type Static, Type } from 'typebox'
import { EditedRecord, RecordVersion, Shown } from './catalogue-records.ts'
import { HeldText } from './cataloguing.ts'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, Page } from './values.ts'

/* Holdings records by hand (MARC 21 Format for Holdings Data): what a library has of a title, in its own words. */

/** An item that a holdings record names by its barcode; null where there is none with that barcode. */
const NamedItem = closed({
  barcode: Type.String(),
  item_id: Nullable(Id),
  branch_name: Nullable(Type.String()),
  shelf: Nullable(Type.String()),
  issue: Nullable(Type.String()),
  /** Whether it stands on the title of this record; else on another. */
  here: Type.Boolean(),
})
export const HoldingRecord = closed({
  holding_id: Id,
  title_id: Id,
  title: Type.String(),
  library_id: Id,
  library_name: Type.String(),
  source: Type.String(),
  /** The library whose source it is; null where it is that of a catalogue. */
  source_name: Nullable(Type.String()),
  control_number: Type.String(),
  /** It stood within the description of the title: to take that in anew makes it anew. */
  embedded: Type.Boolean(),
  places: HeldText.properties.places,
  statements: HeldText.properties.statements,
  record: Shown,
  version: Type.Integer(),
  changed_at: Instant,
  /** Whether this caller may change it. */
  editable: Type.Boolean(),
  /** Items that it names: they stay whatever becomes of the record. */
  items: Type.Array(NamedItem),
})
export type HoldingRecord = Static<typeof HoldingRecord>

const one = closed({ holding_id: Id })
export const readHolding = operation({
  id: 'readHolding',
  method: 'GET',
  path: '/holdings/:holding_id',
  leave: 'cataloguing.read',
  summary: 'A holdings record: in words, as MARC, and with the items that it names',
  params: one,
  ok: HoldingRecord,
  codes: ['not_found'],
})
const change = { command_id: CommandId, record: EditedRecord }
export const saveHolding = operation({
  id: 'saveHolding',
  method: 'POST',
  path: '/holdings/:holding_id',
  leave: 'cataloguing.change',
  summary:
    'Give a holdings record another form; the former one is kept, and no item is made or changed by it',
  params: one,
  body: closed({ ...change, version: Type.Integer(), why: Nullable(Line(200)) }),
  ok: HoldingRecord,
  codes: [
    'not_found',
    'source_not_yours',
    'changed_meanwhile',
    'record_invalid',
    'record_same',
    'holding_branch_unknown',
  ],
})
export const addHolding = operation({
  id: 'addHolding',
  method: 'POST',
  path: '/titles/:title_id/holdings',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Make a holdings record of a title, of the own library',
  params: closed({ title_id: Id }),
  body: closed(change),
  ok: HoldingRecord,
  codes: ['title_unknown', 'record_invalid', 'record_number_in_use', 'holding_branch_unknown'],
})
export const holdingVersions = operation({
  id: 'holdingVersions',
  method: 'GET',
  path: '/holdings/:holding_id/versions',
  leave: 'cataloguing.read',
  summary: 'What a holdings record was before each change, the last first',
  params: one,
  query: closed({ before: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$' })) }),
  ok: Page(RecordVersion),
  codes: ['not_found'],
})
export const readHoldingVersion = operation({
  id: 'readHoldingVersion',
  method: 'GET',
  path: '/holdings/:holding_id/versions/:version',
  leave: 'cataloguing.read',
  summary: 'One former version of a holdings record',
  params: closed({ holding_id: Id, version: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) }),
  ok: closed({ version: Type.Integer(), at: Instant, record: Shown }),
  codes: ['not_found'],
})
export const removeHolding = operation({
  id: 'removeHolding',
  method: 'POST',
  path: '/holdings/:holding_id/remove',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Take a holdings record out; its items stay on the title. The answer names the way back',
  params: one,
  body: closed({ command_id: CommandId, version: Type.Integer() }),
  ok: closed({ removed_id: CommandId, title_id: Id }),
  codes: ['not_found', 'source_not_yours', 'changed_meanwhile'],
})
export const restoreHolding = operation({
  id: 'restoreHolding',
  method: 'POST',
  path: '/removed-holdings/:removed_id/restore',
  leave: 'cataloguing.change',
  status: 201,
  summary: 'Bring back a holdings record that was taken out',
  params: closed({ removed_id: CommandId }),
  body: closed({ command_id: CommandId }),
  ok: closed({ holding_id: Id, title_id: Id }),
  codes: ['not_found', 'title_unknown', 'record_number_in_use', 'holding_branch_unknown'],
})
