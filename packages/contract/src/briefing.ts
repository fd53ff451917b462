import { type Static, Type } from 'typebox'
import type { Leave } from './leave.ts'
import { type Operation, operation } from './operation.ts'
import { Session } from './organisation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, OneOf } from './values.ts'

/** Families of leaves behind which patrons stand. The regulation is about nobody. */
const personal = /^(patrons|finance|moving|privacy)\.|^circulation\.(?!regulate$|bulk$)/

/** Whether a leave opens something about patrons. */
export const isPersonal = (leave: Leave): boolean => personal.test(leave)

/**
 * Whether an operation reads or changes patrons: those ask the undertaking first. Changes of many do so for whoever may
 * see a patron; for who catalogues they are about items only.
 */
export const meetsPatrons = (
  op: Pick<Operation, 'leave' | 'purpose'>,
  held: { has(leave: Leave): boolean },
): boolean => {
  // A website is a machine: its key was given to somebody who signed. And nobody signs to see what is their own.
  if (op.leave === 'website' || op.leave === 'reader') return false
  if (op.leave === 'anyone' || op.leave === 'signed_in') return op.purpose !== undefined
  if (op.leave === 'circulation.bulk') return held.has('patrons.read')
  return op.purpose !== undefined || isPersonal(op.leave)
}

const BriefingText = closed({
  /** What to know, each in a few sentences: all of it is read in two minutes. */
  points: Type.Array(closed({ title: Line(80), text: Line(500) }), { minItems: 1, maxItems: 8 }),
  /** What the reader promises. */
  undertaking: Line(500),
  /** What is other than in the version before; null in the first. */
  changed: Nullable(Line(500)),
})
export const BriefingTexts = closed({ nl: BriefingText, en: BriefingText })
export type BriefingTexts = Static<typeof BriefingTexts>

export const Briefing = closed({
  version: Type.Integer(),
  texts: BriefingTexts,
  published_at: Instant,
  /** What the asking account signed last. */
  signed: Nullable(closed({ version: Type.Integer(), signed_at: Instant })),
})
export const readBriefing = operation({
  id: 'readBriefing',
  method: 'GET',
  path: '/briefing',
  leave: 'signed_in',
  summary: 'The privacy briefing in force, and what the own account signed last',
  ok: Briefing,
})
export const signBriefing = operation({
  id: 'signBriefing',
  method: 'POST',
  path: '/briefing/undertaking',
  leave: 'signed_in',
  summary: 'Say that the briefing was read, and undertake to keep confidential what is learnt about patrons',
  body: closed({ command_id: CommandId, version: Type.Integer() }),
  ok: Session,
  codes: ['briefing_other_version'],
})
export const publishBriefing = operation({
  id: 'publishBriefing',
  method: 'POST',
  path: '/briefing',
  leave: 'consortium.libraries',
  status: 201,
  summary: 'Publish a new version of the briefing: everybody is asked anew, and told what changed',
  body: closed({ command_id: CommandId, texts: BriefingTexts }),
  ok: Briefing,
  codes: ['briefing_what_changed'],
})

export const UndertakingLine = closed({
  staff_id: Id,
  name: Type.String(),
  login: Type.String(),
  /** The version that was signed last, and when; null where nothing was ever signed. */
  version: Nullable(Type.Integer()),
  signed_at: Nullable(Instant),
  why: OneOf(['never', 'older_version', 'over_a_year']),
})
export const readUndertakings = operation({
  id: 'readUndertakings',
  method: 'GET',
  path: '/staff-undertakings',
  leave: 'organisation.staff',
  summary: 'Accounts whose roles meet patrons and that lack a valid undertaking of confidentiality',
  query: closed({ after: Type.Optional(Id) }),
  ok: closed({
    rows: Type.Array(UndertakingLine),
    /** Of the whole library: accounts that meet patrons, and how many of them lack it. */
    accounts: Type.Integer(),
    lacking: Type.Integer(),
    next: Nullable(Id),
  }),
})
