import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page, Word } from './values.ts'

export const fusionStates = [
  'open',
  'checking',
  'checked',
  'moving',
  'moved',
  'live',
  'taking_back',
  'taken_back',
  'stopped',
] as const
export const FusionState = OneOf(fusionStates)

/** Words of the library that is absorbed, each to the word that the other has for it; what is not here stays as it is. */
export const FusionMap = closed({
  membership_types: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }), Word, {
    maxProperties: 100,
    additionalProperties: false,
  }),
  item_types: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }), Word, {
    maxProperties: 100,
    additionalProperties: false,
  }),
})
export type FusionMap = Static<typeof FusionMap>

/** What the dry run met, in counts: nothing of it is about a person. */
export const FusionReport = closed({
  records: Type.Integer(),
  cards: Type.Integer(),
  memberships: Type.Integer(),
  loans: Type.Integer(),
  holds: Type.Integer(),
  items: Type.Integer(),
  accounts: Type.Integer(),
  balance_cents: Type.Integer(),
  branches: Type.Integer(),
  staff: Type.Integer(),
  workstations: Type.Integer(),
  /** Who is a member of both: their two records become one. */
  same_persons: Type.Integer(),
  /** Cards and items whose number the other library has on another one. */
  taken_cards: Type.Integer(),
  taken_barcodes: Type.Integer(),
  /** Words in use, with how often, what they become, and whether the other library knows that word. */
  membership_types: Type.Array(
    closed({
      word: Type.String(),
      /** What the library that is absorbed calls it; absent where it has no name any more. */
      name: Type.Optional(Type.String()),
      count: Type.Integer(),
      becomes: Type.String(),
      known: Type.Boolean(),
    }),
  ),
  /** The types of membership of the other library, by name: what each can become. */
  membership_choices: Type.Optional(Type.Array(closed({ word: Type.String(), name: Type.String() }))),
  item_types: Type.Array(
    closed({ word: Type.String(), count: Type.Integer(), becomes: Type.String(), known: Type.Boolean() }),
  ),
  /** Cooperations that end for the library that is absorbed, since the other is not in them. */
  agreements: Type.Array(Type.String()),
})
export type FusionReport = Static<typeof FusionReport>

/** What stood before and what came, counted row by row in the transaction that moved it. */
export const FusionCount = closed({
  kind: OneOf(['records', 'cards', 'memberships', 'loans', 'holds', 'items', 'accounts', 'balance']),
  before: Type.Integer(),
  came: Type.Integer(),
  fits: Type.Boolean(),
})
export type FusionCount = Static<typeof FusionCount>

export const Fusion = closed({
  fusion_id: Id,
  kept_id: Id,
  kept_name: Type.String(),
  absorbed_id: Id,
  absorbed_name: Type.String(),
  fused_on: Day,
  map: FusionMap,
  state: FusionState,
  second_person: Type.Boolean(),
  /** Whether the map was changed since the dry run. */
  check_again: Type.Boolean(),
  report: Nullable(FusionReport),
  counts: Type.Array(FusionCount),
  step: Nullable(OneOf(['house', 'patrons', 'items'])),
  done: Type.Integer(),
  total: Type.Integer(),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Type.String(),
  begun_at: Nullable(Instant),
  moved_at: Nullable(Instant),
  signed_at: Nullable(Instant),
  signed_by: Nullable(Type.String()),
  undo_until: Nullable(Instant),
  taken_back_because: Nullable(Type.String()),
})
export type Fusion = Static<typeof Fusion>

const one = closed({ fusion_id: Id })
export const listFusions = operation({
  id: 'listFusions',
  method: 'GET',
  path: '/fusions',
  leave: 'consortium.libraries',
  summary: 'Libraries that become or became one, newest first',
  query: closed({ before: Type.Optional(Id) }),
  ok: Page(Fusion),
})
export const readFusion = operation({
  id: 'readFusion',
  method: 'GET',
  path: '/fusions/:fusion_id',
  leave: 'consortium.libraries',
  summary: 'One fusion: what the dry run met, how far it is, and whether the counts fit',
  params: one,
  ok: Fusion,
})
export const planFusion = operation({
  id: 'planFusion',
  method: 'POST',
  path: '/fusions',
  leave: 'consortium.libraries',
  status: 201,
  summary: 'Plan that one library becomes part of another; nothing moves yet',
  body: closed({ command_id: CommandId, kept_id: Id, absorbed_id: Id, fused_on: Day }),
  ok: Fusion,
  codes: ['fusion_self', 'fusion_open_already', 'fusion_busy'],
})
export const changeFusionMap = operation({
  id: 'changeFusionMap',
  method: 'PUT',
  path: '/fusions/:fusion_id/map',
  leave: 'consortium.libraries',
  summary: 'Say which words of the library that is absorbed are which of the other; asks for another dry run',
  params: one,
  body: closed({ command_id: CommandId, map: FusionMap }),
  ok: Fusion,
  codes: ['fusion_state'],
})
export const steerFusion = operation({
  id: 'steerFusion',
  method: 'POST',
  path: '/fusions/:fusion_id/acts',
  leave: 'consortium.libraries',
  summary: 'The next step of a fusion: a dry run, the move itself, or stopping before it',
  params: one,
  body: closed({ command_id: CommandId, act: OneOf(['check', 'begin', 'stop']) }),
  ok: Fusion,
  codes: ['fusion_state', 'fusion_unmapped', 'fusion_check_again', 'fusion_busy'],
})
export const signFusion = operation({
  id: 'signFusion',
  method: 'POST',
  path: '/fusions/:fusion_id/signature',
  leave: 'consortium.libraries',
  summary: 'Sign the counts off; from here on the patrons are told, and for a day all of it can go back',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: Fusion,
  codes: ['fusion_state', 'fusion_does_not_fit', 'fusion_other_person'],
})
export const takeBackFusion = operation({
  id: 'takeBackFusion',
  method: 'POST',
  path: '/fusions/:fusion_id/way-back',
  leave: 'consortium.libraries',
  summary: 'Take a fusion back: everything that came goes to the library that it was of',
  params: one,
  body: closed({ command_id: CommandId, reason: Line(200) }),
  ok: Fusion,
  codes: ['fusion_state', 'fusion_too_late'],
})
export const itemsToLabel = operation({
  id: 'itemsToLabel',
  method: 'GET',
  path: '/fusions/labels',
  leave: 'inventory.read',
  summary: 'Items of the own library that got another code by a fusion, until they are given one',
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(
    closed({
      item_id: Id,
      title: Type.String(),
      branch: Type.String(),
      was: Type.String(),
      code: Type.String(),
    }),
  ),
})
