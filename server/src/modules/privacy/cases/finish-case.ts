import type {
  addNotice as addNoticeOp,
  answerCase as answerOp,
  Ask,
  CaseDetail,
  carryOut as carryOp,
  closeCase as closeOp,
  liftRestriction as liftOp,
  reopenCase as reopenOp,
  settleItem as itemOp,
  settleNotice as noticeOp,
  tellLifting as tellOp,
} from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { lift, RestrictionRow, restrictionRow, tellLift } from '../restrictions/restriction.store.ts'
import { act } from './act.ts'
import { carryRefusal, closeRefusal, isAbsolute, type Standing, tellsRecipients } from './case.rules.ts'
import {
  close,
  forgetWho,
  insertLetter,
  insertNotice,
  insertNotices,
  markAnswered,
  markCarried,
  reopen,
  settleItem as putItem,
  settleNotice as putNotice,
} from './case-effects.store.ts'
import { dropFiles } from './files.store.ts'
import { liftingLetter } from './letters.rules.ts'
import { noticeWhy } from './words.rules.ts'

type Said = Promise<Answer<CaseDetail>>

/** Says of one field that it was put right, or that it was not; null takes it back. */
export const settleItem = (ctx: StaffCtx, { params, body }: Ask<typeof itemOp>): Said =>
  act(ctx, { case_id: params.case_id, part: params.item_id, body }, async ({ standing, tx }) => {
    if (standing.closed) return refuse('case_closed')
    if (standing.decision === null) return refuse('case_undecided')
    const [found = []] = await tx.more([putItem(ctx, params, body.did)])
    return found.length === 0 ? refuse('not_found') : { effects: [] }
  })

/** What was decided is done: from here on whoever received the data has to be told (AVG art. 19). */
export const carryOut = (ctx: StaffCtx, { params, body }: Ask<typeof carryOp>): Said =>
  act(ctx, { ...params, body }, ({ row, standing, detail, today }) => {
    const no = carryRefusal(standing, detail.erasure === 'done' || !detail.stands)
    if (no) return refuse(no)
    return {
      effects: [
        markCarried(row.case_id, ctx.now.toString()),
        ...(tellsRecipients(standing) ? [insertNotices(row, today, noticeWhy(row.kind))] : []),
      ],
    }
  })

export const addNotice = (ctx: StaffCtx, { params, body }: Ask<typeof addNoticeOp>): Said =>
  act(ctx, { ...params, body }, ({ row, standing }) =>
    standing.closed
      ? refuse('case_closed')
      : { effects: [insertNotice(row, body.recipient.trim(), body.why.trim())] },
  )

export const settleNotice = (ctx: StaffCtx, { params, body }: Ask<typeof noticeOp>): Said =>
  act(ctx, { case_id: params.case_id, part: params.notice_id, body }, async ({ standing, tx }) => {
    if (standing.closed) return refuse('case_closed')
    const impossible = body.told ? null : body.impossible?.trim() || null
    const [found = []] = await tx.more([putNotice(ctx, params, { told: body.told, impossible })])
    return found.length === 0 ? refuse('not_found') : { effects: [] }
  })

export const answerCase = (ctx: StaffCtx, { params, body }: Ask<typeof answerOp>): Said =>
  act(ctx, { ...params, body }, ({ row, standing }) => {
    if (standing.closed) return refuse('case_closed')
    if (standing.decision === null) return refuse('case_undecided')
    return { effects: [markAnswered(row.case_id, ctx.now.toString())] }
  })

/** Closes it. Who was erased is forgotten here too: what stays are number, kind, days and decision (P83). */
export const closeCase = (ctx: StaffCtx, { params, body }: Ask<typeof closeOp>): Said =>
  act(ctx, { ...params, body }, ({ row, standing, detail }) => {
    const no = closeRefusal(standing, body.how)
    if (no) return refuse(no)
    const erased = row.kind === 'erasure' && !detail.stands && body.how === 'answered'
    return {
      effects: [
        close(row.case_id, ctx.now.toString(), body.how),
        ...(erased ? [forgetWho(row.case_id), dropFiles(row.case_id)] : []),
      ],
    }
  })

export const reopenCase = (ctx: StaffCtx, { params, body }: Ask<typeof reopenOp>): Said =>
  act(ctx, { ...params, body }, ({ row, standing }) =>
    standing.closed ? { effects: [reopen(row.case_id)] } : refuse('case_not_closed'),
  )

/** The limit that may be lifted; against news it stays until the reader asks for news again. */
async function liftable(
  tx: Tx,
  standing: Standing,
  of: { case_id: string; restriction_id: string },
): Promise<RestrictionRow | Refusal> {
  const [rows = []] = await tx.more([restrictionRow(of.case_id, of.restriction_id)])
  const found = oneOf(RestrictionRow, rows)
  if (found === null) return refuse('not_found')
  if (found.lifted_on !== null) return refuse('lift_lifted')
  return isAbsolute(standing) ? refuse('lift_absolute') : found
}

/** The person is told first (AVG art. 18(3)): the letter is made, and that it goes out is recorded. */
export const tellLifting = (ctx: StaffCtx, { params, body }: Ask<typeof tellOp>): Said =>
  act(
    ctx,
    { case_id: params.case_id, part: params.restriction_id, body },
    async ({ row, standing, tx, written }) => {
      const found = await liftable(tx, standing, params)
      if ('refused' in found) return found
      return {
        effects: [tellLift(ctx, found.restriction_id), insertLetter(ctx, row, liftingLetter(written()))],
      }
    },
  )

export const liftRestriction = (ctx: StaffCtx, { params, body }: Ask<typeof liftOp>): Said =>
  act(ctx, { case_id: params.case_id, part: params.restriction_id, body }, async ({ standing, tx }) => {
    const found = await liftable(tx, standing, params)
    if ('refused' in found) return found
    return found.told_on === null ? refuse('lift_not_told') : { effects: [lift(ctx, found.restriction_id)] }
  })
