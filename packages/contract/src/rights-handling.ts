import { Type } from 'typebox'
import type { Code } from './codes.ts'
import { operation } from './operation.ts'
import { Purpose } from './privacy.ts'
import { ErasurePart } from './retention.ts'
import { CaseDecision, CaseDetail, IdentityWay, oneCase } from './rights.ts'
import { closed, CommandId, Id, Line, Nullable, OneOf, Prose } from './values.ts'

/* The steps of a request, each for the data protection officer. */

const step = <const Id extends string, const P extends string, const C extends readonly Code[]>(
  id: Id,
  path: P,
  codes: C,
) => ({
  id,
  method: 'POST' as const,
  path,
  leave: 'privacy.cases' as const,
  purpose: 'administration' as const,
  params: oneCase,
  ok: CaseDetail,
  codes,
})
const command = { command_id: CommandId }
const why = Prose(2000)

export const tieCase = operation({
  ...step('tieCase', '/rights-cases/:case_id/person', ['case_closed', 'case_other_library']),
  summary: 'Say whom a request is about, once they were found',
  body: closed({ ...command, patron_id: Id }),
})
export const askIdentity = operation({
  ...step('askIdentity', '/rights-cases/:case_id/identity/ask', ['case_closed', 'case_identity_known']),
  summary: 'Ask who somebody is, on reasonable doubt: the term waits until it is shown',
  body: closed({ ...command, why }),
})
export const proveIdentity = operation({
  ...step('proveIdentity', '/rights-cases/:case_id/identity', ['case_closed', 'case_identity_known']),
  summary: 'Record how somebody showed who they are; a copy of a card that was sent is erased at once',
  body: closed({ ...command, how: IdentityWay }),
})
export const addIdentityCopy = operation({
  ...step('addIdentityCopy', '/rights-cases/:case_id/identity/copy', [
    'case_closed',
    'case_identity_known',
    'case_copy_kind',
  ]),
  summary:
    'Keep the copy of an identity card that was mailed, encrypted, until who it is was shown: thirty days at most',
  body: closed({
    ...command,
    name: Line(120),
    mime: OneOf(['image/jpeg', 'image/png', 'application/pdf']),
    /** The bytes in base64; 1.4 megabytes at most. */
    content: Type.String({ minLength: 4, maxLength: 1_900_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
  }),
})
export const extendCase = operation({
  ...step('extendCase', '/rights-cases/:case_id/extend', [
    'case_closed',
    'case_extended',
    'case_extend_too_late',
    'case_reason_needed',
  ]),
  summary:
    'Lengthen the term by two months, once, inside the first month, with the reason told to the person',
  body: closed({ ...command, why }),
})
export const decideCase = operation({
  ...step('decideCase', '/rights-cases/:case_id/decision', [
    'case_closed',
    'case_identity_needed',
    'case_person_needed',
    'case_decided',
    'case_reason_needed',
    'case_fee_unfounded',
    'case_marketing_absolute',
  ]),
  summary:
    'Decide a request: granted, in part or refused, with the reasons; the letter is made and what follows begins',
  body: closed({
    ...command,
    decision: CaseDecision,
    reasons: why,
    /** Manifestly unfounded or excessive: why, and what it costs then. */
    unfounded_why: Type.Optional(why),
    fee_cents: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
    /** Of an erasure: what goes; everything unless said otherwise (AVG art. 17). */
    parts: Type.Optional(Type.Array(ErasurePart, { minItems: 1, maxItems: 7, uniqueItems: true })),
  }),
})
export const settleItem = operation({
  ...step('settleItem', '/rights-cases/:case_id/items/:item_id', ['case_closed', 'case_undecided']),
  summary: 'Say of one field that had to be put right that it was, or why not',
  params: closed({ case_id: Id, item_id: Id }),
  body: closed({ ...command, did: Nullable(OneOf(['done', 'refused'])) }),
})
export const eraseAgain = operation({
  ...step('eraseAgain', '/rights-cases/:case_id/erasure', ['case_closed', 'case_not_held']),
  summary: 'Ask anew for the erasure that was granted, once what kept it from being done is settled',
  body: closed(command),
})
export const carryOut = operation({
  ...step('carryOut', '/rights-cases/:case_id/carried', [
    'case_closed',
    'case_undecided',
    'case_items_open',
    'case_busy',
    'case_not_erased',
  ]),
  summary: 'Say that what was decided is done; who received the data has to be told then',
  body: closed(command),
})
export const addNotice = operation({
  ...step('addNotice', '/rights-cases/:case_id/notices', ['case_closed']),
  summary: 'Add somebody who received the data and has to be told',
  body: closed({ ...command, recipient: Line(120), why: Line(200) }),
})
export const settleNotice = operation({
  ...step('settleNotice', '/rights-cases/:case_id/notices/:notice_id', ['case_closed']),
  summary: 'Say that a recipient was told, or why that is impossible; nothing takes it back',
  params: closed({ case_id: Id, notice_id: Id }),
  body: closed({ ...command, told: Type.Boolean(), impossible: Type.Optional(Line(300)) }),
})
export const answerCase = operation({
  ...step('answerCase', '/rights-cases/:case_id/answer', ['case_closed', 'case_undecided']),
  summary: 'The letter with the decision went out',
  body: closed(command),
})
export const closeCase = operation({
  ...step('closeCase', '/rights-cases/:case_id/close', [
    'case_closed',
    'case_not_ready',
    'case_notices_open',
  ]),
  summary: 'Close a request: answered, done and with nobody left to tell; or withdrawn by the person',
  body: closed({ ...command, how: OneOf(['answered', 'withdrawn']) }),
})
export const reopenCase = operation({
  ...step('reopenCase', '/rights-cases/:case_id/reopen', ['case_not_closed']),
  summary: 'Open a request again that was closed by mistake',
  body: closed(command),
})

export const tellLifting = operation({
  ...step('tellLifting', '/rights-cases/:case_id/restrictions/:restriction_id/tell', [
    'lift_lifted',
    'lift_absolute',
  ]),
  summary: 'The person was told that a limit on the use of their data will be lifted',
  params: closed({ case_id: Id, restriction_id: Id }),
  body: closed(command),
})
export const liftRestriction = operation({
  ...step('liftRestriction', '/rights-cases/:case_id/restrictions/:restriction_id/lift', [
    'lift_lifted',
    'lift_not_told',
    'lift_absolute',
  ]),
  summary: 'Lift a limit on the use of data, after the person was told',
  params: closed({ case_id: Id, restriction_id: Id }),
  body: closed(command),
})

export const readCaseFile = operation({
  id: 'readCaseFile',
  method: 'POST',
  path: '/rights-cases/:case_id/files/:file_id',
  leave: 'privacy.cases',
  purpose: 'administration',
  summary: 'Fetch a file of a request; that it was fetched stands in the log of the person',
  params: closed({ case_id: Id, file_id: Id }),
  body: closed(command),
  ok: closed({ file_id: Id, name: Type.String(), mime: Type.String(), base64: Type.String() }),
})
export const readCaseLetter = operation({
  id: 'readCaseLetter',
  method: 'GET',
  path: '/rights-cases/:case_id/letters/:letter_id',
  leave: 'privacy.cases',
  purpose: 'administration',
  summary: 'A letter of a request as a tagged PDF, with the address where the window of the envelope is',
  params: closed({ case_id: Id, letter_id: Id }),
  ok: closed({ name: Type.String(), mime: Type.String(), base64: Type.String() }),
})
export const portabilitySchema = operation({
  id: 'portabilitySchema',
  method: 'GET',
  path: '/privacy/portability-schema',
  leave: 'anyone',
  summary: 'The JSON Schema of the file in which readers take their data along',
  ok: Type.Unknown(),
})

/** A limit that holds now, as the screens of a patron say it. */
export const Restricted = closed({ purposes: Type.Array(Purpose), since: Type.String() })
