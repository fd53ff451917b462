import type {
  Ask,
  Departure,
  departurePart as partOp,
  fetchedDeparture as fetchedOp,
  OkOf,
  ownDeparture as op,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { decrypt } from '../../../base/keys.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { departureOf, DepartureRow } from './departure.store.ts'
import { partIs } from './export/file-writer.ts'
import { FileRow, filesOf, markAllFetched, markFetched, PartRow, partOf } from './files.store.ts'
import { toldOf } from './shown.ts'

async function ownNow(ctx: StaffCtx): Promise<Departure | null> {
  const [rows = []] = await read(ctx, [departureOf(ctx.actor.library_id)])
  const row = oneOf(DepartureRow, rows)
  if (!row) return null
  const [files = []] = await read(ctx, [filesOf([row.departure_id])])
  return toldOf(row, allOf(FileRow, files), dayOf(ctx.now))
}

/** That the own library leaves, with the files that it takes along. */
export const ownDeparture = async (ctx: StaffCtx): Promise<OkOf<typeof op>> => ({
  departure: await ownNow(ctx),
})

/** One part of a file, in clear, to the library whose it is. */
export async function departurePart(
  ctx: StaffCtx,
  { params }: Ask<typeof partOp>,
): Promise<OkOf<typeof partOp> | Refusal> {
  const [file_no, part_no] = [Number(params.file_no), Number(params.part_no)]
  const [rows = []] = await read(ctx, [departureOf(ctx.actor.library_id)])
  const row = oneOf(DepartureRow, rows)
  if (row?.state !== 'confirmed') return refuse('not_found')
  const [found = []] = await read(ctx, [partOf(row.departure_id, file_no, part_no)])
  const part = oneOf(PartRow, found)
  if (!part) return refuse('not_found')
  const text = decrypt(ctx.keys, part.cipher, partIs(row, file_no, part_no))
  return { base64: Buffer.from(text, 'utf8').toString('base64'), last: part_no === part.parts }
}

/** A file arrived whole; with the last one the library has its export. */
export async function fetchedDeparture(
  ctx: StaffCtx,
  { params, body }: Ask<typeof fetchedOp>,
): Promise<Answer<OkOf<typeof fetchedOp>>> {
  const file_no = Number(params.file_no)
  const [rows = []] = await read(ctx, [departureOf(ctx.actor.library_id)])
  const row = oneOf(DepartureRow, rows)
  if (!row) return refuse('not_found')
  const done = await once<{ file_no: number }>(
    ctx,
    { ...body, ...params },
    {
      facts: [departureOf(ctx.actor.library_id), filesOf([row.departure_id])],
      decide: ([again = [], files = []]) => {
        if (oneOf(DepartureRow, again)?.state !== 'confirmed') return refuse('departure_state')
        const file = allOf(FileRow, files).find(f => f.file_no === file_no)
        if (!file) return refuse('not_found')
        if (file.sha256 !== body.sha256) return refuse('departure_file_differs')
        const now = ctx.now.toString()
        return {
          effects: [markFetched(row.departure_id, file_no, now), markAllFetched(row.departure_id, now)],
          answer: () => ({ file_no }),
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : { departure: await ownNow(ctx) }
}
