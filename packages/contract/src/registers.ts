import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Purpose } from './privacy.ts'
import { closed, CommandId, Day, Id, Line, Nullable, OneOf, Page, Prose, Word } from './values.ts'

/* The registers of whoever answers for the processing: who that is, couplings, recipients, and measures with their proof. */

const controller = {
  name: Line(120),
  address: Line(200),
  enterprise_number: Line(20),
  dpo_name: Line(120),
  dpo_email: Line(254),
  vtc_url: Line(200),
  gba_url: Line(200),
}
export const Controller = closed(controller)
export const readController = operation({
  id: 'readController',
  method: 'GET',
  path: '/privacy/controller',
  leave: 'anyone',
  summary: 'Who answers for the processing, their data protection officer, and where one can complain',
  ok: Controller,
})
export const setController = operation({
  id: 'setController',
  method: 'PUT',
  path: '/privacy/controller',
  leave: 'consortium.privacy',
  summary: 'Change who answers for the processing: every letter, file and screen follows at once',
  body: closed({ command_id: CommandId, ...controller }),
  ok: Controller,
})

const coupling = {
  name: Line(120),
  recipient: Line(120),
  owner: Line(120),
  purpose: Purpose,
  /** AVG art. 6(1), as letter. */
  basis: OneOf(['a', 'b', 'c', 'd', 'e', 'f']),
  fields: Type.Array(Line(60), { minItems: 1, maxItems: 40, uniqueItems: true }),
  reference: Type.String({ maxLength: 200 }),
  ends_on: Nullable(Day),
  dpia_needed: Type.Boolean(),
  dpia: Nullable(Line(200)),
}
export const Coupling = closed({
  coupling: Word,
  ...coupling,
  state: OneOf(['draft', 'approved', 'active', 'ended']),
  approved_on: Nullable(Day),
  active_since: Nullable(Day),
})
export type Coupling = Static<typeof Coupling>
export const couplings = operation({
  id: 'couplings',
  method: 'GET',
  path: '/privacy/couplings',
  leave: 'privacy.cases',
  summary: 'Every coupling with another system: what goes where, why, and whether it may run',
  query: closed({ after: Type.Optional(Word) }),
  ok: Page(Coupling),
})
const named = closed({ coupling: Word })
export const setCoupling = operation({
  id: 'setCoupling',
  method: 'PUT',
  path: '/privacy/couplings/:coupling',
  leave: 'consortium.privacy',
  summary: 'Describe a coupling; what was approved has to be approved anew',
  params: named,
  body: closed({ command_id: CommandId, ...coupling }),
  ok: Coupling,
})
export const approveCoupling = operation({
  id: 'approveCoupling',
  method: 'POST',
  path: '/privacy/couplings/:coupling/approve',
  leave: 'consortium.privacy',
  summary: 'Approve a coupling: with its assessment of the effects where one is needed (AVG art. 35)',
  params: named,
  body: closed({ command_id: CommandId }),
  ok: Coupling,
  codes: ['coupling_dpia_needed'],
})
export const switchCoupling = operation({
  id: 'switchCoupling',
  method: 'POST',
  path: '/privacy/couplings/:coupling/switch',
  leave: 'consortium.privacy',
  summary: 'Let a coupling run, or stop it',
  params: named,
  body: closed({ command_id: CommandId, active: Type.Boolean() }),
  ok: Coupling,
  codes: ['coupling_not_approved'],
})

const recipient = {
  name: Line(120),
  role: OneOf(['controller', 'joint', 'processor', 'subprocessor', 'recipient']),
  purpose: Purpose,
  categories: Type.Array(Word, { minItems: 1, maxItems: 10, uniqueItems: true }),
  country: Line(60),
  contact: Line(200),
  /** Is told when data of a person change or go (AVG art. 19). */
  tell_changes: Type.Boolean(),
  until: Nullable(Day),
}
export const Recipient = closed({ recipient: Word, ...recipient })
export const recipients = operation({
  id: 'recipients',
  method: 'GET',
  path: '/privacy/recipients',
  leave: 'privacy.cases',
  summary: 'Who receives personal data, and who works with them on instruction',
  query: closed({ after: Type.Optional(Word) }),
  ok: Page(Recipient),
})
export const setRecipient = operation({
  id: 'setRecipient',
  method: 'PUT',
  path: '/privacy/recipients/:recipient',
  leave: 'consortium.privacy',
  summary: 'Write down somebody who receives personal data, or until when',
  params: closed({ recipient: Word }),
  body: closed({ command_id: CommandId, ...recipient }),
  ok: Recipient,
})

/** The areas of the "referentiemaatregelen voor de beveiliging van elke verwerking van persoonsgegevens". */
export const measureAreas = [
  'policy',
  'risk',
  'organisation',
  'awareness',
  'assets',
  'physical',
  'network',
  'access',
  'logging',
  'development',
  'suppliers',
  'incidents',
  'continuity',
  'compliance',
] as const
export const MeasureArea = OneOf(measureAreas)
const measure = {
  area: MeasureArea,
  says: Prose(600),
  owner: Line(120),
  review_on: Day,
  /** So many months a proof of it counts. */
  term_months: Type.Integer({ minimum: 1, maximum: 60 }),
}
/** Who says so: somebody who typed it, or the program, which saw a backup tried, looked itself, or was given a run of its tests. */
export const evidenceSources = ['person', 'backup', 'doctor', 'night', 'tests'] as const
/** Without proof, found wanting by one of its witnesses, proved longer ago than its term, or proved. */
export const measureProofs = ['none', 'failed', 'old', 'fresh'] as const
const Evidence = closed({
  evidence_id: Id,
  on_day: Day,
  outcome: OneOf(['good', 'partly', 'bad']),
  says: Type.String(),
  source: OneOf(evidenceSources),
})
export const Measure = closed({
  measure: Word,
  ...measure,
  overdue: Type.Boolean(),
  proof: OneOf(measureProofs),
  /** The last five of each witness up to the day that is asked about, the newest first. */
  evidence: Type.Array(Evidence),
})
export type Measure = Static<typeof Measure>
export const measures = operation({
  id: 'measures',
  method: 'GET',
  path: '/privacy/measures',
  leave: 'privacy.cases',
  summary: 'Measures on the areas of the reference measures, with their proof as it was on a day',
  query: closed({ on: Type.Optional(Day), after: Type.Optional(Word) }),
  ok: Page(Measure),
})
export const setMeasure = operation({
  id: 'setMeasure',
  method: 'PUT',
  path: '/privacy/measures/:measure',
  leave: 'consortium.privacy',
  summary: 'Describe a measure, who owns it, and when it is looked at again',
  params: closed({ measure: Word }),
  body: closed({ command_id: CommandId, ...measure }),
  ok: Measure,
})
export const addEvidence = operation({
  id: 'addEvidence',
  method: 'POST',
  path: '/privacy/measures/:measure/evidence',
  leave: 'consortium.privacy',
  summary: 'Add a dated proof of a measure as a person; none is ever changed',
  params: closed({ measure: Word }),
  body: closed({
    command_id: CommandId,
    on_day: Day,
    outcome: OneOf(['good', 'partly', 'bad']),
    says: Prose(600),
  }),
  ok: Measure,
})
