import { type Ask, type OkOf, ReaderRecord, readerTies, type showRecord as showOp } from '@kaft/contract'
import { Id, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type ReaderCtx, type Refusal, refuse } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { recordsQuery, showQuery } from './records.store.ts'

/** Whom this reader reaches: the own records and those of their children, with what each has at home and waits for. */
export const myRecords = (ctx: ReaderCtx): Promise<{ rows: ReaderRecord[] }> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([recordsQuery])
    const found = allOf(ReaderRecord, rows)
    // The log takes only whom this session shows; the counts of the others name nothing.
    tx.seen(ctx.actor.reader.patron_id)
    return { rows: found }
  })

const Shown = Type.Object({ patron_id: Id, tie: OneOf(readerTies) })
/** Looks at another of them. The database asks the tie anew in each statement; here it answers whether there is one. */
export const showRecord = (
  ctx: ReaderCtx,
  { params }: Pick<Ask<typeof showOp>, 'params'>,
): Promise<OkOf<typeof showOp> | Refusal> =>
  transact(ctx, async tx => {
    await tx.first([])
    const [rows = []] = await tx.last([showQuery(params.patron_id)])
    return oneOf(Shown, rows) ?? refuse('not_found')
  })
