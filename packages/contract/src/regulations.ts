import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Explanation } from './circulation.ts'
import { EffectiveValue, Period, RegulationRow, RegulationSelectors, ResolvedValues } from './regulation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Word } from './values.ts'

export const RegulationState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('scheduled'),
  Type.Literal('active'),
  Type.Literal('retired'),
])
export const RegulationHead = closed({
  version_id: Id,
  /** The cooperation whose libraries all follow it; null is the own library alone. */
  agreement_id: Nullable(Id),
  name: Type.String(),
  state: RegulationState,
  starts_on: Nullable(Day),
  author: Type.String(),
  reason: Type.String(),
  made_at: Instant,
  activated_at: Nullable(Instant),
  /** Who asked that this draft be activated, and when; null while nobody has. */
  asked_by: Nullable(Type.String()),
  asked_at: Nullable(Instant),
  /** When it was withdrawn, and why; null for all others. */
  withdrawn_at: Nullable(Instant),
  withdrawn_reason: Nullable(Type.String()),
})

/** What an activation does to loans that are open: nothing, only what gives the reader longer, or everything. */
export const OpenLoans = OneOf(['keep', 'longer', 'all'])
export type OpenLoans = Static<typeof OpenLoans>

/**
 * What this reader of the draft can do about activating it: `free`, when one person is enough; else `ask`, then
 * `asked` for whoever asked or changed it last, and `approve` for anybody else.
 */
export const Activation = OneOf(['free', 'ask', 'asked', 'approve'])

export const Regulation = closed({
  ...RegulationHead.properties,
  open_loans: OpenLoans,
  activation: Activation,
  rows: Type.Array(RegulationRow),
})
const one = closed({ version_id: Id })

export const listRegulations = operation({
  id: 'listRegulations',
  method: 'GET',
  path: '/regulations',
  leave: 'signed_in',
  summary: 'Versions of the own regulation, and those of the cooperation that the library follows',
  ok: closed({ rows: Type.Array(RegulationHead) }),
})
export const readRegulation = operation({
  id: 'readRegulation',
  method: 'GET',
  path: '/regulations/:version_id',
  leave: 'signed_in',
  summary: 'One version with its rows',
  params: one,
  ok: Regulation,
})
export const draftRegulation = operation({
  id: 'draftRegulation',
  method: 'POST',
  path: '/regulations',
  leave: 'circulation.regulate',
  status: 201,
  summary: 'Make a draft, as a copy of another version or empty',
  body: closed({
    command_id: CommandId,
    name: Line(60),
    reason: Line(300),
    copy_of: Nullable(Id),
    /** For all libraries of this cooperation; by who manages agreements. */
    agreement_id: Type.Optional(Id),
  }),
  ok: Regulation,
})
export const changeRegulation = operation({
  id: 'changeRegulation',
  method: 'PUT',
  path: '/regulations/:version_id',
  leave: 'circulation.regulate',
  summary: 'Replace the rows of a draft',
  params: one,
  body: closed({ command_id: CommandId, rows: Type.Array(RegulationRow, { maxItems: 10_000 }) }),
  ok: Regulation,
  codes: ['regulation_not_draft'],
})
export const activateRegulation = operation({
  id: 'activateRegulation',
  method: 'POST',
  path: '/regulations/:version_id/activation',
  leave: 'circulation.regulate',
  status: 201,
  summary: 'Activate a draft now or on a day; refused when rows tie or a hole remains',
  params: one,
  body: closed({
    command_id: CommandId,
    starts_on: Day,
    reason: Line(300),
    /** What becomes of loans that are open; `keep` unless said otherwise. */
    open_loans: Type.Optional(OpenLoans),
  }),
  ok: Regulation,
  codes: [
    'regulation_not_draft',
    'regulation_incomplete',
    'regulation_same_moment',
    'regulation_ask_first',
    'regulation_other_person',
  ],
})
export const askActivation = operation({
  id: 'askActivation',
  method: 'POST',
  path: '/regulations/:version_id/asked-activation',
  leave: 'circulation.regulate',
  status: 201,
  summary: 'Ask a second person to activate a draft; a later change of the draft takes the question back',
  params: one,
  body: closed({ command_id: CommandId, starts_on: Day, reason: Line(300) }),
  ok: Regulation,
  codes: ['regulation_not_draft', 'regulation_incomplete'],
})
export const previewOpenLoans = operation({
  id: 'previewOpenLoans',
  method: 'GET',
  path: '/regulations/:version_id/open-loans',
  leave: 'circulation.regulate',
  summary: 'What activating a version would change of the loans that are open now',
  params: one,
  query: closed({ open_loans: OpenLoans }),
  ok: closed({
    loans: Type.Integer(),
    later: Type.Integer(),
    earlier: Type.Integer(),
    /** New terms, and the same due day. */
    same_day: Type.Integer(),
    kept: Type.Integer(),
    shifts: Type.Array(closed({ item_type: Type.String(), days: Type.Integer(), loans: Type.Integer() })),
  }),
})
export const withdrawRegulation = operation({
  id: 'withdrawRegulation',
  method: 'POST',
  path: '/regulations/:version_id/withdrawal',
  leave: 'circulation.regulate',
  status: 201,
  summary: 'Withdraw a version that has not begun yet',
  params: one,
  body: closed({ command_id: CommandId, reason: Line(300) }),
  ok: Regulation,
  codes: ['regulation_not_scheduled'],
})
export const rollBackRegulation = operation({
  id: 'rollBackRegulation',
  method: 'POST',
  path: '/regulations/:version_id/roll-back',
  leave: 'circulation.regulate',
  status: 201,
  summary: 'Go back to an earlier version: every version that began after it is withdrawn',
  params: one,
  body: closed({ command_id: CommandId, reason: Line(300) }),
  ok: Regulation,
  codes: ['regulation_not_earlier'],
})

/** A fault, a tie or a hole, with its sentence in each language; rows are named by number. */
export const RegulationProblem = closed({
  kind: OneOf(['fault', 'tie', 'hole']),
  /** What is wrong with a row by itself. */
  fault: Nullable(Type.String()),
  row_no: Nullable(Type.Integer()),
  other_row_no: Nullable(Type.Integer()),
  membership_type: Nullable(Type.String()),
  item_type: Nullable(Type.String()),
  nl: Type.String(),
  en: Type.String(),
})
export const checkRegulation = operation({
  id: 'checkRegulation',
  method: 'GET',
  path: '/regulations/:version_id/check',
  leave: 'circulation.regulate',
  summary: 'What keeps a version from being activated: faults, ties and holes, each with its sentence',
  params: one,
  ok: closed({ problems: Type.Array(RegulationProblem), count: Type.Integer() }),
})
export const compareRegulation = operation({
  id: 'compareRegulation',
  method: 'GET',
  path: '/regulations/:version_id/differences',
  leave: 'signed_in',
  summary: 'What differs from another version, or from the one in force, in plain sentences',
  params: one,
  query: closed({ with: Type.Optional(Id), lang: Type.Optional(OneOf(['nl', 'en'])) }),
  ok: closed({ with: Nullable(Type.String()), sentences: Type.Array(Type.String()) }),
})

/** One pair of a regulation, by the values that people know it by. */
export const GridCell = closed({
  membership_type: Type.String(),
  item_type: Type.String(),
  /** `hole` where no row says whether, or for how long. */
  state: OneOf(['loanable', 'not_loanable', 'hole']),
  period: Nullable(Period),
  renewals: Nullable(Type.Integer()),
  /** The tightest limit that a loan of the pair meets; null is none. */
  limit: Nullable(Type.Integer()),
  /** The row that gives the period, or else whether it is lent. */
  row_no: Nullable(Type.Integer()),
  /** The row that names just this pair; null while it inherits everything. */
  own_row_no: Nullable(Type.Integer()),
  /** Whether the other version says anything else for this pair. */
  changed: Type.Boolean(),
})
export const regulationGrid = operation({
  id: 'regulationGrid',
  method: 'GET',
  path: '/regulations/:version_id/grid',
  leave: 'signed_in',
  summary: 'A version as a grid of membership types by item types, beside the version in force or another',
  params: one,
  query: closed({ branch_id: Type.Optional(Id), on: Type.Optional(Day), with: Type.Optional(Id) }),
  ok: closed({
    membership_types: Type.Array(closed({ type: Type.String(), name: Type.String() })),
    item_types: Type.Array(Type.String()),
    with: Nullable(Type.String()),
    cells: Type.Array(GridCell),
  }),
})

export const probeRegulation = operation({
  id: 'probeRegulation',
  method: 'POST',
  path: '/regulations/:version_id/probe',
  leave: 'signed_in',
  summary: 'What a version says of lending in one case, with the row of each value and the rows that lost',
  params: one,
  body: closed({
    membership_type: Word,
    item_type: Word,
    branch_id: Type.Optional(Id),
    on: Type.Optional(Day),
    age: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
    shelf: Type.Optional(Line(60)),
    lang: Type.Optional(OneOf(['nl', 'en'])),
  }),
  ok: closed({
    go: Type.Boolean(),
    due_on: Nullable(Day),
    explanation: Explanation,
    values: Type.Array(EffectiveValue),
  }),
})

const { key, name, says, row_no } = EffectiveValue.properties
export const inheritedByRow = operation({
  id: 'inheritedByRow',
  method: 'POST',
  path: '/regulations/:version_id/inherited',
  leave: 'signed_in',
  summary:
    'What a row takes over where it leaves a value open: from wider rows of its version, or the default',
  params: one,
  body: closed({
    row_no: RegulationRow.properties.row_no,
    selectors: RegulationSelectors,
    lang: Type.Optional(OneOf(['nl', 'en'])),
  }),
  ok: closed({
    resolved: ResolvedValues,
    /** Each value in words; a row number of null is the default. */
    values: Type.Array(closed({ key, name, says, row_no })),
  }),
})

/** What a version would have done with the loans of a group. Days are averages over the loans that it allows. */
export const SimulatedMeasure = closed({
  lent: Type.Integer(),
  refused: Type.Integer(),
  renewals: Type.Integer(),
  average_days: Nullable(Type.Number()),
  /** Loans that came back too late. */
  late: Type.Integer(),
  fine_cents: Type.Integer(),
  /** Readers who waited for an item that came back, and how long they waited. */
  holds: Type.Integer(),
  average_wait_days: Nullable(Type.Number()),
})
/** A group of loans by membership type, item type or branch; null where there are too few to be told. */
export const SimulatedGroup = closed({
  key: Nullable(Type.String()),
  loans: Nullable(Type.Integer()),
  before: Nullable(SimulatedMeasure),
  after: Nullable(SimulatedMeasure),
})
/** Refusals that hang on the person: over the last 90 days only, since nothing ties loans to persons for longer. */
export const SimulatedRefusals = closed({
  loans: Type.Integer(),
  limit_reached: Type.Integer(),
  debt_block: Type.Integer(),
  overdue_block: Type.Integer(),
})
export const SimulationOutcome = closed({
  from_on: Day,
  until_on: Day,
  /** The version in force that the draft is held against; null where none was. */
  before: Nullable(Type.String()),
  all: SimulatedGroup,
  by: closed({
    membership_type: Type.Array(SimulatedGroup),
    item_type: Type.Array(SimulatedGroup),
    branch_id: Type.Array(SimulatedGroup),
  }),
  persons: closed({ from_on: Day, before: SimulatedRefusals, after: SimulatedRefusals }),
})
export type SimulationOutcome = Static<typeof SimulationOutcome>
export const Simulation = closed({
  simulation_id: Id,
  state: OneOf(['asked', 'running', 'done', 'failed']),
  asked_at: Instant,
  ended_at: Nullable(Instant),
  /** Loans weighed so far, and how many there are; null until that is known. */
  done: Type.Integer(),
  total: Nullable(Type.Integer()),
  outcome: Nullable(SimulationOutcome),
})
export const simulateRegulation = operation({
  id: 'simulateRegulation',
  method: 'POST',
  path: '/regulations/:version_id/simulations',
  leave: 'circulation.regulate',
  status: 201,
  summary: 'Try a version on the loans of the last twelve months, beside the version in force',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: Simulation,
})
export const readSimulation = operation({
  id: 'readSimulation',
  method: 'GET',
  path: '/regulations/:version_id/simulation',
  leave: 'circulation.regulate',
  summary: 'The last trial of a version: how far it is, and its outcome',
  params: one,
  ok: closed({ simulation: Nullable(Simulation) }),
})
