import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { DoorReason, Purpose } from './privacy.ts'
import { Cents, closed, CommandId, Day, Id, Instant, Nullable, OneOf, Page } from './values.ts'

/*
 * What is kept how long, what goes tonight and why the rest stays; the loan history; erasure, and what proves it.
 */

/** What somebody may ask to have erased: everything, or one or more of these. */
export const erasureParts = [
  'everything',
  'history',
  'messages',
  'contact',
  'national_number',
  'notes',
  'preferences',
] as const
export const ErasurePart = OneOf(erasureParts)
export type ErasurePart = (typeof erasureParts)[number]

/** Why a record is kept. The first two are no reason to refuse an erasure that the person asks for. */
export const keepReasons = [
  'member',
  'term_runs',
  'open_loans',
  'open_holds',
  'open_costs',
  'open_credit',
  'open_claims',
  'blocked',
  'merge_open',
  'restricted',
] as const
export const KeepReason = closed({
  code: OneOf(keepReasons),
  count: Type.Optional(Type.Integer()),
  cents: Type.Optional(Cents),
  /** Since when it stands, or until when it lasts. */
  since: Type.Optional(Day),
  until: Type.Optional(Day),
  /** Of a block: what staff wrote. */
  text: Type.Optional(Type.String()),
})
export type KeepReason = Static<typeof KeepReason>

/** Where a record is on its way out: `Retention` in `docs/privacy.md`. */
export const retentionStates = ['active', 'waiting', 'counting', 'due'] as const
export const RetentionState = OneOf(retentionStates)
export type RetentionState = (typeof retentionStates)[number]

export const KeptRow = closed({
  patron_id: Id,
  name: Type.String(),
  state: RetentionState,
  ended_on: Nullable(Day),
  /** From when the two years run; null while something is open. */
  since: Nullable(Day),
  /** The run that removes it; null while something is open. */
  goes_on: Nullable(Day),
  reasons: Type.Array(KeepReason),
})
export type KeptRow = Static<typeof KeptRow>

export const retentionTonight = operation({
  id: 'retentionTonight',
  method: 'GET',
  path: '/retention/tonight',
  leave: 'privacy.retention',
  purpose: 'administration',
  summary:
    'Records whose membership ended two years ago or longer: which go in the next run, and why the others stay',
  query: closed({ which: OneOf(['due', 'kept']), after: Type.Optional(Type.String({ maxLength: 40 })) }),
  ok: closed({
    /** The day of the run. */
    on: Day,
    rows: Type.Array(KeptRow),
    next: Nullable(Type.String()),
  }),
})

/** What a run or a request took away: counts by table, and nobody's data. */
export const Certificate = closed({
  certificate_id: Id,
  at: Instant,
  because: OneOf(['term', 'request', 'replay', 'leaving', 'left']),
  parts: Type.Array(ErasurePart),
  people: Type.Integer(),
  rows: Type.Array(closed({ table: Type.String(), rows: Type.Integer() })),
  /** Chained over the certificates of the library: one that was changed shows. */
  hash: Type.String(),
})
export type Certificate = Static<typeof Certificate>
export const erasureCertificates = operation({
  id: 'erasureCertificates',
  method: 'GET',
  path: '/retention/certificates',
  leave: 'privacy.retention',
  summary: 'What was erased in this library, newest first: counts by table, without anybody’s data',
  query: closed({ before: Type.Optional(Id) }),
  ok: Page(Certificate),
})

export const ErasurePreview = closed({
  patron_id: Id,
  parts: Type.Array(ErasurePart),
  /** Rows that go or lose what leads to this person, by table. */
  goes: Type.Array(closed({ table: Type.String(), rows: Type.Integer() })),
  /** What keeps it from being done now; with nothing here it can be. */
  blocks: Type.Array(KeepReason),
  /** What stays by law, and for how many years. */
  stays: Type.Array(closed({ what: OneOf(['ledger', 'register_questions']), years: Type.Integer() })),
})
export type ErasurePreview = Static<typeof ErasurePreview>

/** An erasure that was asked for: done by the jobs, within a minute or so. */
export const Erasure = closed({
  erasure_id: Id,
  state: OneOf(['asked', 'done', 'blocked']),
  parts: Type.Array(ErasurePart),
  asked_at: Instant,
  ended_at: Nullable(Instant),
  /** Of one that could not be done: why. */
  blocks: Type.Array(KeepReason),
  certificate: Nullable(Certificate),
})
export type Erasure = Static<typeof Erasure>

export const smallDebtRule = closed({
  /** After so many years an open amount is written off; null never does. */
  years: Nullable(Type.Integer({ minimum: 1, maximum: 30 })),
  most_cents: Type.Integer({ minimum: 0, maximum: 100_000 }),
})
export const setSmallDebts = operation({
  id: 'setSmallDebts',
  method: 'PUT',
  path: '/retention/small-debts',
  leave: 'privacy.retention',
  summary:
    'After how many years a small debt of a former member is written off, so that it keeps nobody for ever',
  body: closed({ command_id: CommandId, rule: smallDebtRule }),
  ok: smallDebtRule,
})
export const readSmallDebts = operation({
  id: 'readSmallDebts',
  method: 'GET',
  path: '/retention/small-debts',
  leave: 'privacy.retention',
  summary: 'That rule as it stands',
  ok: smallDebtRule,
})

/** One line of the register of processing (art. 30 GDPR): what stands in a table, why, how long, and how it goes. */
export const RegisterLine = closed({
  processing: Type.String(),
  table: Type.String(),
  category: Type.String(),
  data: Type.String(),
  purpose: Purpose,
  purpose_words: Type.String(),
  basis: Type.String(),
  people: Type.String(),
  kept: Type.String(),
  goes: Type.String(),
  by: Type.String(),
})
export type RegisterLine = Static<typeof RegisterLine>
export const Register = closed({
  /** The schema that it was read from: the name of the last migration. */
  schema: Type.String(),
  /** The day on which the database came to be as the register says. */
  since: Day,
  controller: Type.String(),
  dpo: Type.String(),
  recipients: Type.Array(Type.String()),
  transfers: Type.String(),
  measures: Type.Array(Type.String()),
  lines: Type.Array(RegisterLine),
})
export type Register = Static<typeof Register>
export const processingRegister = operation({
  id: 'processingRegister',
  method: 'GET',
  path: '/retention/register',
  leave: 'privacy.retention',
  summary: 'The register of processing in Dutch, read from the schema that runs now',
  ok: Register,
})

/** One loan of the past. */
export const HistoryRow = closed({
  loan_id: Id,
  title: Type.String(),
  language: Nullable(Type.String()),
  author: Nullable(Type.String()),
  barcode: Nullable(Type.String()),
  branch_name: Type.String(),
  lent_on: Day,
  returned_on: Day,
})
export type HistoryRow = Static<typeof HistoryRow>
export const readHistory = operation({
  id: 'readHistory',
  method: 'POST',
  path: '/patrons/:patron_id/history',
  leave: 'patrons.history',
  purpose: 'functional',
  summary:
    'What a patron returned in the last ninety days; older only at the patron’s own request. Asks why, is logged, and the patron sees it',
  params: closed({ patron_id: Id }),
  body: closed({ reason: DoorReason, before: Type.Optional(Id) }),
  ok: closed({
    keeps: Type.Boolean(),
    /** The first day that is shown; null shows all that is kept. */
    since: Nullable(Day),
    rows: Type.Array(HistoryRow),
    next: Nullable(Id),
  }),
  codes: ['patron_unknown'],
})
