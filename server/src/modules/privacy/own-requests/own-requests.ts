import type {
  Ask,
  KeepReason,
  MyRequest,
  MyRequestDetail,
  myErasure as erasureOp,
  myRequests as listOp,
  OkOf,
  readMyRequestFile as fileOp,
  withdrawRequest as withdrawOp,
} from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { once } from '../../../base/command.ts'
import { isRefusal, type ReaderCtx, refuse } from '../../../base/ctx.ts'
import { type Day, dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { transact } from '../../../base/tx.ts'
import { proveReader } from '../../patrons/index.ts'
import { close } from '../cases/case-effects.store.ts'
import {
  CaseRow,
  caseRow,
  FileRow,
  fileRows,
  ItemRow,
  itemRows,
  LetterRow,
  letterRows,
  lockCase,
  MOST_CASES,
  NoticeRow,
  noticeRows,
  ownCase,
  OwnCaseRow,
  ownCases,
  OwnWords,
} from '../cases/case.store.ts'
import { readCaseFile } from '../cases/list-cases.ts'
import { shownCase } from '../cases/show-case.ts'
import { liftOfCase, RestrictionRow, restrictionsOfCase } from '../restrictions/restriction.store.ts'
import { openReasons } from '../retention/retention.rules.ts'
import { LifeRow, livesOf, theseRecords } from '../retention/life.store.ts'

const Whole = Type.Object({ ...OwnCaseRow.properties, ...OwnWords.properties })

function shownOwn(row: OwnCaseRow, today: Day): MyRequest {
  const { case_id, number, kind, source, step, received_on, due_on, state } = shownCase(row, today)
  const { decision, closed_on, closed_how } = row
  const may_withdraw = decision === null && closed_on === null
  return {
    case_id,
    number,
    kind,
    source,
    step,
    received_on,
    due_on,
    state,
    decision,
    closed_on,
    closed_how,
    may_withdraw,
  }
}

/** Own requests, the newest first. */
export const myRequests = (ctx: ReaderCtx, { query }: Ask<typeof listOp>): Promise<OkOf<typeof listOp>> =>
  transact(ctx, async tx => {
    const { patron_id } = ctx.actor.reader
    const [rows = []] = await tx.first([ownCases(patron_id, query.after ?? null, MOST_CASES + 1)])
    tx.seen(patron_id)
    const found = allOf(OwnCaseRow, rows)
    const page = found.slice(0, MOST_CASES)
    return {
      rows: page.map(row => shownOwn(row, dayOf(ctx.now))),
      next: found.length > MOST_CASES ? (page.at(-1)?.case_id ?? null) : null,
    }
  })

const detailQueries = (case_id: string, today: Day): readonly Query[] => [
  ownCase(case_id),
  itemRows(case_id),
  letterRows(case_id),
  fileRows(case_id, today),
  noticeRows(case_id),
  restrictionsOfCase(case_id),
]
function detailOf(row: Static<typeof Whole>, rows: readonly Row[][], today: Day): MyRequestDetail {
  const [items = [], letters = [], files = [], notices = [], limits = []] = rows
  const { purposes, wants, changes, limits: limited, objection, outcome_wished } = row
  return {
    ...shownOwn(row, today),
    purposes,
    wants,
    changes,
    limits: limited,
    objection,
    outcome_wished,
    items: allOf(ItemRow, items).map(({ field, wish, did }) => ({ field, wish, did })),
    letters: allOf(LetterRow, letters),
    files: allOf(FileRow, files),
    told: allOf(NoticeRow, notices).map(({ recipient, told_on }) => ({ recipient, told_on })),
    limited: allOf(RestrictionRow, limits).flatMap(r => (r.lifted_on === null ? r.purposes : [])),
    busy: row.open_tasks > 0 && row.closed_on === null,
  }
}

/** One own request; of somebody else's the database shows none. */
export const readMyRequest = (ctx: ReaderCtx, case_id: string): Promise<Answer<MyRequestDetail>> =>
  transact(ctx, async tx => {
    const today = dayOf(ctx.now)
    const [found = [], ...rows] = await tx.first(detailQueries(case_id, today))
    const row = oneOf(Whole, found)
    tx.seen(row?.patron_id ?? null, row ? 'seen' : 'refused')
    return row === null ? refuse('not_found') : detailOf(row, rows, today)
  })

/** Taken back while nothing was decided; what an objection suspended runs again, since the person says so. */
export async function withdrawRequest(
  ctx: ReaderCtx,
  { params, body }: Ask<typeof withdrawOp>,
): Promise<Answer<MyRequestDetail>> {
  const { case_id } = params
  const said = await once<{ case_id: string }>(
    ctx,
    { ...body, entry_id: case_id },
    {
      facts: [lockCase(case_id), caseRow(case_id)],
      decide: ([, rows = []], tx) => {
        const row = oneOf(CaseRow, rows)
        tx.seen(row?.patron_id ?? null, row ? 'seen' : 'refused')
        if (row === null) return refuse('not_found')
        if (row.closed_on !== null) return refuse('case_closed')
        if (row.decision !== null) return refuse('case_decided')
        const lifts = row.kind === 'objection' ? [liftOfCase(ctx, case_id)] : []
        return {
          effects: [close(case_id, ctx.now.toString(), 'withdrawn'), ...lifts],
          answer: () => ({ case_id }),
        }
      },
    },
  )
  return isRefusal(said) || 'findings_refused' in said ? said : readMyRequest(ctx, case_id)
}

/** A file of an own request. A browser that was left open is not enough: the password is asked again. */
export async function readMyRequestFile(
  ctx: ReaderCtx,
  { params, body: { password, ...command } }: Ask<typeof fileOp>,
): Promise<Answer<OkOf<typeof fileOp>>> {
  const refusal = await proveReader(ctx, password)
  return refusal ?? readCaseFile(ctx, { params, body: command })
}

function wordless(reason: KeepReason): Omit<KeepReason, 'text'> {
  const { text: _words, ...rest } = reason
  return rest
}
/** What keeps the own record from being erased, by the rules of whoever erases; what staff wrote at a block is left out. */
export const myErasure = (ctx: ReaderCtx): Promise<Answer<OkOf<typeof erasureOp>>> =>
  transact(ctx, async tx => {
    const { patron_id } = ctx.actor.reader
    const [rows = []] = await tx.first([livesOf(theseRecords([patron_id]))])
    const life = oneOf(LifeRow, rows)
    tx.seen(life?.patron_id ?? null, life ? 'seen' : 'refused')
    if (life === null) return refuse('patron_unknown')
    return { blocks: openReasons(life, dayOf(ctx.now)).map(wordless) }
  })
