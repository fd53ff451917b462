import type { magdaConsultations as logOp, OkOf, registerNotices as op } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import {
  ConsultationRow,
  consultationsBefore,
  Moved,
  NoticeRow,
  openNotices,
  setNotice,
} from './notices.store.ts'

const PAGE = 50

/** What somebody has to decide about, oldest first. */
export const registerNotices = (ctx: StaffCtx, after: string | null): Promise<OkOf<typeof op>> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([openNotices(ctx.actor.library_id, after, PAGE + 1)])
    const found = allOf(NoticeRow, rows)
    const page = found.slice(0, PAGE)
    for (const row of page) tx.seen(row.patron_id)
    return { rows: page, next: found.length > PAGE ? (page.at(-1)?.notice_id ?? null) : null }
  })

/** Closes a notice, or opens it again. Twice is the same as once. */
export const moveNotice = (
  ctx: StaffCtx,
  notice_id: string,
  closed: boolean,
): Promise<{ notice_id: string } | Refusal> =>
  transact(ctx, async tx => {
    await tx.first([])
    const by = closed ? { at: ctx.now.toString(), by: ctx.actor.staff_id } : null
    const [rows = []] = await tx.more([setNotice(ctx.actor.library_id, notice_id, by)])
    const row = oneOf(Moved, rows)
    tx.seen(row?.patron_id ?? null, row ? 'seen' : 'refused')
    if (!row) return refuse('notice_unknown')
    await tx.last([])
    return { notice_id: row.notice_id }
  })

/** Every question to the register, newest first, for who watches over it. */
export const magdaConsultations = (ctx: StaffCtx, before: string | null): Promise<OkOf<typeof logOp>> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([consultationsBefore(ctx.actor.library_id, before, PAGE + 1)])
    const found = allOf(ConsultationRow, rows)
    const page = found.slice(0, PAGE)
    for (const row of page) if (row.patron_id !== null) tx.seen(row.patron_id)
    return { rows: page, next: found.length > PAGE ? (page.at(-1)?.consultation_id ?? null) : null }
  })
