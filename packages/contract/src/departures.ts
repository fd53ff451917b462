import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page } from './values.ts'

/** Announced, confirmed by somebody else, erased; until the erasure begins it can be stopped. */
export const departureStates = ['announced', 'confirmed', 'erasing', 'left', 'stopped'] as const
export const DepartureState = OneOf(departureStates)

/** What stands in the library that leaves, in counts: nothing of it is about a person. */
export const DepartureReport = closed({
  patrons: Type.Integer(),
  /** Members whom no other library knows: of them nothing stays at all. */
  only_here: Type.Integer(),
  items: Type.Integer(),
  /** Items that stay as withdrawn, since a loan that another library keeps still names them. */
  items_named: Type.Integer(),
  titles: Type.Integer(),
  /** Of these, titles of which no other library has an item; they stay all the same. */
  titles_only_here: Type.Integer(),
  loans_past: Type.Integer(),
  ledger_lines: Type.Integer(),
  branches: Type.Integer(),
  accounts: Type.Integer(),
  workstations: Type.Integer(),
  agreements: Type.Array(Type.String()),
})
export type DepartureReport = Static<typeof DepartureReport>

/** What has to be settled before, or accepted with a reason. */
export const departureChecks = [
  'open_loans',
  'lent_to_others',
  'open_holds',
  'holds_of_others',
  'in_transit',
  'open_claims',
  'open_costs',
  'open_credit',
  'open_requests',
  'open_ibl',
  'done_since_export',
  'not_fetched',
] as const
export const DepartureCheckCode = OneOf(departureChecks)
export type DepartureCheckCode = Static<typeof DepartureCheckCode>
export const DepartureCheck = closed({
  code: DepartureCheckCode,
  /** How many; of money, cents. */
  count: Type.Integer(),
  state: OneOf(['empty', 'open', 'accepted']),
  /** Why it is accepted as it is. */
  reason: Nullable(Type.String()),
})
export type DepartureCheck = Static<typeof DepartureCheck>

export const DepartureFile = closed({
  file_no: Type.Integer(),
  name: Type.String(),
  records: Type.Integer(),
  bytes: Type.Integer(),
  parts: Type.Integer(),
  sha256: Nullable(Type.String()),
  fetched_at: Nullable(Instant),
})
export type DepartureFile = Static<typeof DepartureFile>

export const departureSteps = ['close', 'patrons', 'items', 'house', 'certificate'] as const
export const Departure = closed({
  departure_id: Id,
  library_id: Id,
  library_name: Type.String(),
  reason: Type.String(),
  leaves_on: Day,
  state: DepartureState,
  wants: Nullable(OneOf(['look', 'export'])),
  report: Nullable(DepartureReport),
  looked_at: Nullable(Instant),
  checks: Type.Array(DepartureCheck),
  exported_at: Nullable(Instant),
  fetched_at: Nullable(Instant),
  files: Type.Array(DepartureFile),
  /** Why the erasure cannot begin yet; nothing here, and it can. */
  missing: Type.Array(OneOf(['confirm', 'day', 'look', 'export', 'settle'])),
  /** Whether it is done again, since a backup of before it was put back. */
  replayed: Type.Boolean(),
  step: Nullable(OneOf(departureSteps)),
  done: Type.Integer(),
  total: Type.Integer(),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Type.String(),
  confirmed_at: Nullable(Instant),
  confirmed_by: Nullable(Type.String()),
  begun_at: Nullable(Instant),
  left_at: Nullable(Instant),
  certificate_id: Nullable(Id),
  stopped_because: Nullable(Type.String()),
})
export type Departure = Static<typeof Departure>

const one = closed({ departure_id: Id })
export const listDepartures = operation({
  id: 'listDepartures',
  method: 'GET',
  path: '/departures',
  leave: 'consortium.libraries',
  summary: 'Libraries that leave or left, newest first',
  query: closed({ before: Type.Optional(Id) }),
  ok: Page(Departure),
})
export const readDeparture = operation({
  id: 'readDeparture',
  method: 'GET',
  path: '/departures/:departure_id',
  leave: 'consortium.libraries',
  summary: 'One library that leaves: what will happen, what is open, how far it is',
  params: one,
  ok: Departure,
})
export const announceDeparture = operation({
  id: 'announceDeparture',
  method: 'POST',
  path: '/departures',
  leave: 'consortium.libraries',
  status: 201,
  summary: 'Announce that a library leaves, with the reason and its last day; nothing changes yet',
  body: closed({
    command_id: CommandId,
    library_id: Id,
    reason: Line(300),
    leaves_on: Day,
  }),
  ok: Departure,
  codes: ['departure_self', 'departure_open_already', 'departure_busy'],
})
export const steerDeparture = operation({
  id: 'steerDeparture',
  method: 'POST',
  path: '/departures/:departure_id/acts',
  leave: 'consortium.libraries',
  summary:
    'The next step of a departure: confirm it as a second person, look what is open, make the export, or begin the erasure',
  params: one,
  body: closed({ command_id: CommandId, act: OneOf(['confirm', 'look', 'export', 'erase']) }),
  ok: Departure,
  codes: ['departure_state', 'departure_other_person', 'departure_not_ready'],
})
export const acceptDeparture = operation({
  id: 'acceptDeparture',
  method: 'POST',
  path: '/departures/:departure_id/accepted',
  leave: 'consortium.libraries',
  summary: 'Accept with a reason what is still open; more of it than now has to be accepted anew',
  params: one,
  body: closed({
    command_id: CommandId,
    check: DepartureCheckCode,
    reason: Line(300),
  }),
  ok: Departure,
  codes: ['departure_state', 'departure_nothing_open'],
})
export const stopDeparture = operation({
  id: 'stopDeparture',
  method: 'POST',
  path: '/departures/:departure_id/stop',
  leave: 'consortium.libraries',
  summary: 'The library stays after all; possible until the erasure begins',
  params: one,
  body: closed({ command_id: CommandId, reason: Line(300) }),
  ok: Departure,
  codes: ['departure_state'],
})
export const departureCertificate = operation({
  id: 'departureCertificate',
  method: 'GET',
  path: '/departures/:departure_id/certificate',
  leave: 'consortium.libraries',
  summary: 'The certificate of a library that left, in Dutch: counts by category and nobody’s data',
  params: one,
  ok: closed({ name: Type.String(), mime: Type.String(), text: Type.String() }),
})

/** The export as the library itself sees it, as long as it can sign in. */
export const ownDeparture = operation({
  id: 'ownDeparture',
  method: 'GET',
  path: '/own-departure',
  leave: 'moving.move_in',
  summary: 'The own library leaves: its last day, and the files that it takes along',
  ok: closed({ departure: Nullable(Departure) }),
})
export const departurePart = operation({
  id: 'departurePart',
  method: 'GET',
  path: '/own-departure/files/:file_no/parts/:part_no',
  leave: 'moving.move_in',
  summary: 'One part of a file of the export; the parts of a file, one after the other, are the file',
  params: closed({
    file_no: Type.String({ pattern: '^[1-9][0-9]{0,2}$' }),
    part_no: Type.String({ pattern: '^[1-9][0-9]{0,5}$' }),
  }),
  ok: closed({ base64: Type.String(), last: Type.Boolean() }),
})
export const fetchedDeparture = operation({
  id: 'fetchedDeparture',
  method: 'POST',
  path: '/own-departure/files/:file_no/fetched',
  leave: 'moving.move_in',
  summary: 'Say that a file arrived whole: its hash is the one that was told',
  params: closed({ file_no: Type.String({ pattern: '^[1-9][0-9]{0,2}$' }) }),
  body: closed({ command_id: CommandId, sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  ok: closed({ departure: Nullable(Departure) }),
  codes: ['departure_state', 'departure_file_differs'],
})
