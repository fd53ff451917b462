import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Purpose } from './privacy.ts'
import { KeepReason } from './retention.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page, Prose } from './values.ts'

/* What readers ask about their own data (AVG art. 15–22), and how far each request is. */

export const caseKinds = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'complaint',
] as const
export const CaseKind = OneOf(caseKinds)
export type CaseKind = (typeof caseKinds)[number]

/** Where a case stands: the steps of the screen, in their order. */
export const caseSteps = ['identity', 'judge', 'carry_out', 'answer', 'notices', 'ready', 'closed'] as const
export const CaseStep = OneOf(caseSteps)
export type CaseStep = (typeof caseSteps)[number]

/** Through which door it came. */
export const CaseSource = OneOf(['desk', 'portal', 'mail'])
/** How somebody showed who they are. `copy`: of an identity card, looked at and gone; `known`: there is no doubt. */
export const identityWays = ['eid', 'document', 'copy', 'portal', 'known'] as const
export const IdentityWay = OneOf(identityWays)
export type IdentityWay = (typeof identityWays)[number]
export const CaseDecision = OneOf(['granted', 'partly', 'refused'])
export type CaseDecision = Static<typeof CaseDecision>

/** What the privacy statement asks for in a request. */
const asked = {
  kind: CaseKind,
  /** None is all of them. */
  purposes: Type.Array(Purpose, { maxItems: 6, uniqueItems: true }),
  wants: Type.Optional(Prose(2000)),
  changes: Type.Optional(Prose(2000)),
  limits: Type.Optional(Prose(2000)),
  objection: Type.Optional(Prose(2000)),
  outcome_wished: Type.Optional(Prose(2000)),
}
/** What has to be put right: the field, and what should stand there. */
export const CaseItem = closed({
  field: Line(40),
  wish: Line(300),
})
const items = Type.Optional(Type.Array(CaseItem, { maxItems: 20 }))

/** One row of the list. */
export const RightsCase = closed({
  case_id: Id,
  /** As it is named: year and number. */
  number: Type.String(),
  library_id: Id,
  library_name: Type.String(),
  kind: CaseKind,
  source: CaseSource,
  step: CaseStep,
  name: Nullable(Type.String()),
  received_on: Day,
  /** The last day by the law; it waits while who it is was asked and not shown. */
  due_on: Day,
  /** The day that we keep to: one calendar month, working day or not. */
  strict_on: Day,
  /** Days until the strict day; negative when it is past. */
  days_left: Type.Integer(),
  state: OneOf(['quiet', 'ten_days', 'three_days', 'late', 'waits', 'closed']),
})
export type RightsCase = Static<typeof RightsCase>

export const caseTabs = ['open', 'identity', 'late', 'closed'] as const
export const CaseTab = OneOf(caseTabs)
export type CaseTab = (typeof caseTabs)[number]

export const startCase = operation({
  id: 'startCase',
  method: 'POST',
  path: '/patrons/:patron_id/rights-cases',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'Take in a request of a member of the own library, who showed at the desk who they are',
  params: closed({ patron_id: Id }),
  body: closed({ command_id: CommandId, ...asked, items, proof: OneOf(['eid', 'document']) }),
  ok: RightsCase,
  codes: ['patron_not_own', 'case_says_nothing'],
})
export const patronCases = operation({
  id: 'patronCases',
  method: 'GET',
  path: '/patrons/:patron_id/rights-cases',
  leave: 'patrons.read',
  purpose: 'administration',
  summary: 'The requests of a patron of the own library: kind, step and days, and nothing of what they say',
  params: closed({ patron_id: Id }),
  ok: closed({ rows: Type.Array(RightsCase) }),
})
export const addCase = operation({
  id: 'addCase',
  method: 'POST',
  path: '/rights-cases',
  leave: 'privacy.cases',
  purpose: 'administration',
  status: 201,
  summary: 'Enter a request that came by letter or e-mail; nothing is done before who it is was shown',
  body: closed({
    command_id: CommandId,
    ...asked,
    items,
    library_id: Id,
    patron_id: Type.Optional(Id),
    received_on: Day,
    name: Line(200),
    email: Type.Optional(Line(254)),
    address: Type.Optional(Prose(300)),
  }),
  ok: RightsCase,
  codes: ['case_says_nothing', 'case_day_ahead', 'case_other_library'],
})
export const rightsCases = operation({
  id: 'rightsCases',
  method: 'GET',
  path: '/rights-cases',
  leave: 'privacy.cases',
  purpose: 'administration',
  summary: 'Requests of the own library, or of all libraries for their officer: those due first, first',
  query: closed({ tab: CaseTab, after: Type.Optional(Type.String({ maxLength: 40 })) }),
  ok: closed({
    ...Page(RightsCase).properties,
    counts: closed({ open: Type.Integer(), identity: Type.Integer(), late: Type.Integer() }),
  }),
})
export const readersRights = operation({
  id: 'readersRights',
  method: 'GET',
  path: '/privacy/rights',
  leave: 'anyone',
  summary: 'What readers may ask, of whom, how long it takes and where they can complain',
  ok: closed({
    rights: Type.Array(closed({ kind: CaseKind, article: Type.String(), says: Type.String() })),
    controller: Type.String(),
    dpo: Type.String(),
    complain: Type.Array(closed({ name: Type.String(), url: Type.String() })),
  }),
})

/** A person as telling people apart needs it. */
export const CasePerson = closed({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  name: Type.String(),
  birth_year: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
})
export const findForCase = operation({
  id: 'findForCase',
  method: 'GET',
  path: '/privacy/people',
  leave: 'privacy.cases',
  purpose: 'administration',
  summary:
    'Whom a request is about: by whole e-mail address or by the whole words of a name; each one shown is logged',
  query: closed({ q: Line(254) }),
  ok: closed({ rows: Type.Array(CasePerson) }),
})

export const CaseLetter = closed({
  letter_id: Id,
  kind: OneOf(['received', 'identity', 'extension', 'decision', 'lifting']),
  subject: Type.String(),
  body: Type.String(),
  made_at: Instant,
})
export type CaseLetter = Static<typeof CaseLetter>
export const CaseFile = closed({
  file_id: Id,
  kind: OneOf(['identity_copy', 'report', 'portability', 'csv']),
  name: Type.String(),
  until: Day,
  fetched: Type.Integer(),
})
export type CaseFile = Static<typeof CaseFile>

export const CaseDetail = closed({
  ...RightsCase.properties,
  patron_id: Nullable(Id),
  patron_name: Nullable(Type.String()),
  purposes: Type.Array(Purpose),
  email: Nullable(Type.String()),
  address: Nullable(Type.String()),
  wants: Nullable(Type.String()),
  changes: Nullable(Type.String()),
  limits: Nullable(Type.String()),
  objection: Nullable(Type.String()),
  outcome_wished: Nullable(Type.String()),
  identity_how: Nullable(IdentityWay),
  identity_on: Nullable(Day),
  identity_by: Nullable(Type.String()),
  identity_asked_on: Nullable(Day),
  identity_asked_why: Nullable(Type.String()),
  extended_on: Nullable(Day),
  extended_why: Nullable(Type.String()),
  /** Until when it can still be lengthened; null when it cannot, or was. */
  extend_until: Nullable(Day),
  decision: Nullable(CaseDecision),
  reasons: Nullable(Type.String()),
  decided_on: Nullable(Day),
  decided_by: Nullable(Type.String()),
  unfounded_why: Nullable(Type.String()),
  fee_cents: Type.Integer(),
  carried_on: Nullable(Day),
  answered_on: Nullable(Day),
  closed_on: Nullable(Day),
  items: Type.Array(
    closed({
      item_id: Id,
      field: Type.String(),
      wish: Type.String(),
      did: Nullable(OneOf(['done', 'refused'])),
    }),
  ),
  notices: Type.Array(
    closed({
      notice_id: Id,
      recipient: Type.String(),
      why: Type.String(),
      told_on: Nullable(Day),
      impossible: Nullable(Type.String()),
    }),
  ),
  letters: Type.Array(CaseLetter),
  files: Type.Array(CaseFile),
  restrictions: Type.Array(
    closed({
      restriction_id: Id,
      cause: OneOf(['request', 'objection']),
      purposes: Type.Array(Purpose),
      from_on: Day,
      told_on: Nullable(Day),
      lifted_on: Nullable(Day),
    }),
  ),
  /** A job still has to do something for it. */
  busy: Type.Boolean(),
  /** How far an erasure is: a job does it, or something keeps it back. */
  erasure: Nullable(OneOf(['asked', 'done', 'blocked'])),
  /**
   * What erasing waits for, as the job that erases looks at it; of a part of the record a restriction alone. Null where the record is in no
   * scope of who asks, until the job was there.
   */
  holds_back: Nullable(Type.Array(KeepReason)),
  version: Type.Integer(),
})
export type CaseDetail = Static<typeof CaseDetail>

export const oneCase = closed({ case_id: Id })
export const readCase = operation({
  id: 'readCase',
  method: 'GET',
  path: '/rights-cases/:case_id',
  leave: 'privacy.cases',
  purpose: 'administration',
  summary: 'One request with all that was asked, decided and done',
  params: oneCase,
  ok: CaseDetail,
})
