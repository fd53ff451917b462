import type {
  addIdentityCopy as copyOp,
  Ask,
  askIdentity as askOp,
  CaseDetail,
  decideCase as decideOp,
  eraseAgain as againOp,
  ErasurePart,
  extendCase as extendOp,
  proveIdentity as proveOp,
  tieCase as tieOp,
} from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { encrypt } from '../../../base/keys.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { askErasure, ErasureAsked } from '../erase/ask-erasure.ts'
import { insertRestriction, liftOfCase } from '../restrictions/restriction.store.ts'
import { act, type ActFacts } from './act.ts'
import { decideRefusal, extendRefusal, limitedBy, tellsRecipients } from './case.rules.ts'
import {
  askWho,
  byErasure,
  decide,
  extend,
  insertLetter,
  insertListNotices,
  insertNotices,
  insertTask,
  markCarried,
  proveWho,
  tie,
} from './case-effects.store.ts'
import { aboutFile, noticeWhy } from './words.rules.ts'
import { dropCopies, insertFile } from './files.store.ts'
import { decisionLetter, extensionLetter, identityLetter } from './letters.rules.ts'
import { CasePatron, casePatron } from './people.store.ts'
import { fileUntil } from './show-case.ts'
import { suspend } from './start-case.ts'
import { TASKS, wake } from './tasks.store.ts'

type Said = Promise<Answer<CaseDetail>>

/** Says whom a request is about. For an objection that waited for it, what it suspends begins now. */
export const tieCase = (ctx: StaffCtx, { params, body }: Ask<typeof tieOp>): Said =>
  act(ctx, { ...params, body }, async ({ row, standing, tx }) => {
    if (standing.closed || standing.decision !== null) return refuse('case_closed')
    const [found = []] = await tx.more([casePatron(body.patron_id)])
    const patron = oneOf(CasePatron, found)
    // Out of the own scope the person cannot be read: then the case already stands at the library of the person.
    if (patron !== null && patron.library_id !== row.library_id) return refuse('case_other_library')
    tx.seen(body.patron_id)
    const tied = { ...row, patron_id: body.patron_id }
    return {
      effects: [
        tie(row.case_id, body.patron_id, row.library_id),
        ...(row.kind === 'objection' && row.identity_on !== null ? suspend(ctx, tied) : []),
      ],
    }
  })

/** Asks who somebody is: from here on the term by the law waits (AVG art. 12(6)). */
export const askIdentity = (ctx: StaffCtx, { params, body }: Ask<typeof askOp>): Said =>
  act(ctx, { ...params, body }, ({ row, standing, today, written }) => {
    if (standing.closed) return refuse('case_closed')
    if (standing.identity_on !== null) return refuse('case_identity_known')
    if (body.why.trim().length < 10) return refuse('case_reason_needed')
    return {
      effects: [
        askWho(row.case_id, today, body.why.trim()),
        insertLetter(ctx, row, identityLetter(written(), body.why.trim())),
      ],
    }
  })

/** Records how somebody showed who they are. A copy was there to be looked at: it goes in the same moment (P90). */
export const proveIdentity = (ctx: StaffCtx, { params, body }: Ask<typeof proveOp>): Said =>
  act(ctx, { ...params, body }, ({ row, standing }) => {
    if (standing.closed) return refuse('case_closed')
    if (standing.identity_on !== null) return refuse('case_identity_known')
    return {
      effects: [
        proveWho(ctx, row.case_id, body.how),
        dropCopies(row.case_id),
        ...(row.kind === 'objection' ? suspend(ctx, row) : []),
      ],
    }
  })

/** The first bytes of what may be kept as a copy: what is called an image and is none stays out. */
const starts: Readonly<Record<string, string>> = {
  'image/jpeg': 'ffd8ff',
  'image/png': '89504e47',
  'application/pdf': '25504446',
}
export const addIdentityCopy = (ctx: StaffCtx, { params, body }: Ask<typeof copyOp>): Said =>
  act(ctx, { ...params, body }, ({ row, standing }) => {
    if (standing.closed) return refuse('case_closed')
    if (standing.identity_on !== null) return refuse('case_identity_known')
    const bytes = Buffer.from(body.content, 'base64')
    if (!bytes.toString('hex', 0, 8).startsWith(starts[body.mime] ?? '-')) return refuse('case_copy_kind')
    const file = {
      case_id: row.case_id,
      library_id: row.library_id,
      kind: 'identity_copy' as const,
      name: body.name,
      mime: body.mime,
      cipher: encrypt(ctx.keys, body.content, aboutFile('identity_copy')),
      until: fileUntil(ctx.now),
    }
    return { effects: [insertFile(file, { at: ctx.now.toString(), staff_id: ctx.actor.staff_id })] }
  })

/** Lengthens the term, and tells the person why, inside the first month (AVG art. 12(3)). */
export const extendCase = (ctx: StaffCtx, { params, body }: Ask<typeof extendOp>): Said =>
  act(ctx, { ...params, body }, ({ row, standing, today, written }) => {
    const no = extendRefusal(standing, today, body.why)
    if (no) return refuse(no)
    const why = body.why.trim()
    const letter = extensionLetter(written({ extended_on: today }), why)
    return { effects: [extend(row.case_id, today, why), insertLetter(ctx, row, letter)] }
  })

/** Decides, writes the letter, and begins what follows from it. */
export const decideCase = (ctx: StaffCtx, { params, body }: Ask<typeof decideOp>): Said =>
  act(ctx, { ...params, body }, async facts => {
    const { row, standing, written } = facts
    const wanted = {
      decision: body.decision,
      reasons: body.reasons.trim(),
      unfounded_why: body.unfounded_why?.trim() || null,
      fee_cents: body.fee_cents ?? 0,
    }
    const no = decideRefusal(standing, wanted)
    if (no) return refuse(no)
    return {
      effects: [
        decide(ctx, row.case_id, wanted),
        insertLetter(ctx, row, decisionLetter(written(), wanted)),
        ...(wanted.decision === 'refused' ? refused(ctx, facts) : follows(ctx, facts)),
        ...(wanted.decision === 'refused' ? [] : lists(facts)),
        ...(wanted.decision === 'refused' ? [] : await erases(ctx, facts, body.parts ?? ['everything'])),
      ],
    }
  })

/** Lists of addresses that left the house and held the person: somebody has to take them out (AVG art. 19, 21(3)). */
const lists = ({ row, standing, today }: ActFacts): Query[] => {
  const { patron_id, kind } = row
  const against = kind === 'objection' && limitedBy(standing).includes('communication')
  if (patron_id === null || !(against || ['rectification', 'erasure', 'restriction'].includes(kind)))
    return []
  return [insertListNotices({ ...row, patron_id }, today, noticeWhy(kind))]
}

/** What was suspended while an objection was weighed runs again; the letter with the decision tells so. */
const refused = (ctx: StaffCtx, { row }: ActFacts): Query[] =>
  row.kind === 'objection' ? [liftOfCase(ctx, row.case_id)] : []

/** An erasure is asked for in the library of the person; a job does it, looks once more what keeps it, and proves it. */
async function erases(
  ctx: StaffCtx,
  { row, tx }: ActFacts,
  parts: readonly ErasurePart[],
): Promise<readonly Query[]> {
  const { kind, patron_id, library_id, case_id } = row
  if (kind !== 'erasure' || patron_id === null) return []
  const [insert, ...rest] = askErasure(ctx, { library_id, patron_id, parts })
  if (!insert) return []
  const [asked = []] = await tx.more([insert])
  return [byErasure(case_id, shaped(ErasureAsked, asked[0]).erasure_id), ...rest]
}

/**
 * Something was open when the job came to it, and nothing was erased. Once the desk settled that, the same erasure is asked
 * anew; the job looks again what keeps it.
 */
export const eraseAgain = (ctx: StaffCtx, { params, body }: Ask<typeof againOp>): Said =>
  act(ctx, { ...params, body }, async facts => {
    const { erasure, erasure_parts } = facts.detail
    if (facts.standing.closed) return refuse('case_closed')
    if (erasure !== 'blocked' || erasure_parts === null) return refuse('case_not_held')
    return { effects: await erases(ctx, facts, erasure_parts) }
  })

function follows(ctx: StaffCtx, { row, standing, today }: ActFacts): Query[] {
  const at = ctx.now.toString()
  const { case_id, library_id, patron_id, kind } = row
  if (kind === 'access' || kind === 'portability') return [insertTask(ctx, row, 'files'), wake(TASKS)]
  if (kind === 'objection') return [...suspend(ctx, row), markCarried(case_id, at)]
  if (kind === 'complaint') return [markCarried(case_id, at)]
  if (kind !== 'restriction' || patron_id === null) return []
  return [
    insertRestriction(ctx, {
      library_id,
      patron_id,
      case_id,
      cause: 'request',
      purposes: limitedBy(standing),
    }),
    ...(tellsRecipients({ kind, decision: 'granted' }) ? [insertNotices(row, today, noticeWhy(kind))] : []),
    markCarried(case_id, at),
  ]
}
