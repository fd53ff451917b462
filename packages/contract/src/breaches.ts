import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Nullable, OneOf, Page, Prose } from './values.ts'

/* Breaches of personal data (AVG art. 33–34): all of them, with the clock of seventy-two hours. */

export const BreachRisk = OneOf(['none', 'some', 'high'])
export type BreachRisk = Static<typeof BreachRisk>
export const breachCategories = [
  'identity',
  'contact',
  'characteristic',
  'preference',
  'library',
  'loan',
  'note',
  'national_number',
  'staff',
] as const
const said = {
  nature: Prose(4000),
  happened_at: Nullable(Instant),
  categories: Type.Array(OneOf(breachCategories), { maxItems: 9, uniqueItems: true }),
  /** About how many people and rows. */
  people: Nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
  records: Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  risk: Nullable(BreachRisk),
  consequences: Prose(4000),
  measures: Prose(4000),
}
export const Breach = closed({
  breach_id: Id,
  library_name: Type.String(),
  /** Of the own library; who handles those of all sees others too. */
  own: Type.Boolean(),
  found_by: OneOf(['library', 'supplier', 'dpo']),
  known_at: Instant,
  /** Seventy-two hours after it was known. */
  due_at: Instant,
  clock: OneOf(['runs', 'soon', 'over', 'stopped']),
  hours_left: Type.Integer(),
  ...said,
  letter: Nullable(Type.String()),
  decision: Nullable(OneOf(['notify', 'not'])),
  decision_why: Nullable(Type.String()),
  decided_by: Nullable(Type.String()),
  notified_at: Nullable(Instant),
  notified_to: Type.Array(Type.String()),
  late_why: Nullable(Type.String()),
  closed_at: Nullable(Instant),
  /** On the list of those whom it reached, and how many of them were written to. */
  reached: Type.Integer(),
  told: Type.Integer(),
  /** The officer of all libraries asked that they are told; the library of the breach does it in a moment. */
  telling: Type.Boolean(),
  /** The form for the authority, filled in as far as it is known (AVG art. 33(3)). */
  notification: Type.String(),
  version: Type.Integer(),
})
export type Breach = Static<typeof Breach>

const one = closed({ breach_id: Id })
const command = { command_id: CommandId }
const change = { method: 'POST' as const, leave: 'privacy.cases' as const, params: one, ok: Breach }

export const breaches = operation({
  id: 'breaches',
  method: 'GET',
  path: '/breaches',
  leave: 'privacy.cases',
  summary: 'Breaches of personal data, the newest first; of the own library, or of all for their officer',
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(Breach),
})
export const reportBreach = operation({
  id: 'reportBreach',
  method: 'POST',
  path: '/breaches',
  leave: 'signed_in',
  status: 201,
  summary: 'Say that data may have leaked: the clock starts, and the officer sees it at once',
  body: closed({ ...command, nature: Prose(4000), known_at: Instant, supplier: Type.Boolean() }),
  ok: closed({ breach_id: Id, due_at: Instant }),
  codes: ['breach_reason_needed'],
})
export const describeBreach = operation({
  ...change,
  id: 'describeBreach',
  path: '/breaches/:breach_id',
  summary: 'Write down what is known: nature, kinds of data, how many, consequences and measures',
  body: closed({ ...command, version: Type.Integer(), ...said }),
  codes: ['breach_closed'],
})
export const decideBreach = operation({
  ...change,
  id: 'decideBreach',
  path: '/breaches/:breach_id/decision',
  summary: 'Decide whether the authority is told, with the reasons; also of what is not told',
  body: closed({ ...command, decision: OneOf(['notify', 'not']), why: Prose(4000) }),
  codes: ['breach_closed', 'breach_reason_needed'],
})
export const notifyBreach = operation({
  ...change,
  id: 'notifyBreach',
  path: '/breaches/:breach_id/notified',
  summary: 'The authority was told; later than seventy-two hours only with the reason',
  body: closed({
    ...command,
    to: Type.Array(OneOf(['VTC', 'GBA']), { minItems: 1, maxItems: 2, uniqueItems: true }),
    late_why: Type.Optional(Prose(2000)),
  }),
  codes: ['breach_closed', 'breach_undecided', 'breach_late'],
})
export const breachStaff = operation({
  id: 'breachStaff',
  method: 'GET',
  path: '/breaches/staff',
  leave: 'privacy.cases',
  summary:
    'Accounts of the library of a breach by name, or of the own one, also closed ones: whose looks a breach is searched for',
  query: closed({ breach_id: Type.Optional(Id) }),
  ok: closed({
    rows: Type.Array(
      closed({
        staff_id: Id,
        name: Type.String(),
        initials: Type.String(),
        kind: OneOf(['person', 'machine', 'helper']),
        active: Type.Boolean(),
      }),
    ),
  }),
})
export const scopeBreach = operation({
  ...change,
  id: 'scopeBreach',
  path: '/breaches/:breach_id/scope',
  purpose: 'administration',
  summary:
    'Whose records an account looked at between two moments, from the access log of the library of the breach: they come on the list',
  body: closed({
    ...command,
    staff_id: Nullable(Id),
    workstation_id: Nullable(Id),
    from_at: Instant,
    until_at: Instant,
  }),
  codes: ['breach_closed'],
})
export const reachedByBreach = operation({
  id: 'reachedByBreach',
  method: 'GET',
  path: '/breaches/:breach_id/people',
  leave: 'privacy.cases',
  purpose: 'administration',
  summary: 'Whom a breach reached, as far as they may be seen',
  params: one,
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(
    closed({
      patron_id: Id,
      name: Nullable(Type.String()),
      library_name: Type.String(),
      told_on: Nullable(Day),
      /** By which way they were told; null before it, and once the message is forgotten. */
      channel: Nullable(OneOf(['email', 'letter'])),
    }),
  ),
})
export const tellReached = operation({
  ...change,
  id: 'tellReached',
  path: '/breaches/:breach_id/tell',
  purpose: 'communication',
  summary: 'Write to everybody on the list, each by their own channel, in plain words (AVG art. 34)',
  body: closed({ ...command, letter: Prose(4000) }),
  codes: ['breach_closed', 'breach_no_people', 'breach_reason_needed'],
})
export const breachLetters = operation({
  id: 'breachLetters',
  method: 'GET',
  path: '/breaches/:breach_id/letters',
  leave: 'privacy.cases',
  purpose: 'communication',
  summary:
    'The letters to readers of the own library whom a breach reached, as one tagged PDF: of one, of who is told on paper, or of all',
  params: one,
  query: closed({
    patron_id: Type.Optional(Id),
    who: Type.Optional(OneOf(['paper', 'all'])),
    after: Type.Optional(Id),
  }),
  ok: closed({
    name: Type.String(),
    mime: Type.String(),
    base64: Type.String(),
    letters: Type.Integer(),
    /** After whom the next file goes on; null when this is the last. */
    next: Nullable(Id),
  }),
  codes: ['breach_no_letter'],
})
export const closeBreach = operation({
  ...change,
  id: 'closeBreach',
  path: '/breaches/:breach_id/close',
  summary: 'Close a breach that was decided, and notified where it had to be',
  body: closed(command),
  codes: ['breach_closed', 'breach_undecided'],
})
export const reopenBreach = operation({
  ...change,
  id: 'reopenBreach',
  path: '/breaches/:breach_id/reopen',
  summary: 'Go on with a breach that was closed: too soon, or because more came out',
  body: closed(command),
  codes: ['breach_open'],
})
