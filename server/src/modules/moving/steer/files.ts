import { gzipSync } from 'node:zlib'
import {
  type addMoveFile as addOp,
  type addMovePart as partOp,
  type Ask,
  type dropMoveFile as dropOp,
  MOVE_PART,
  type MoveFile,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer, RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { type Ask as Asking, lookAtFile } from '../read/file.ts'
import {
  dropFile,
  FileRow,
  filesOf,
  HowMany,
  howMany,
  insertFile,
  insertPart,
  setLook,
} from '../read/part.store.ts'
import { countUp, lockMove, moveById, MoveRow } from '../run/move.store.ts'
import { fileShown } from './shown.ts'

/** Files come in before the load, and for a next export after it. */
const takes: ReadonlySet<string> = new Set(['open', 'checked', 'frozen', 'loaded'])
/** For which pass a file is that comes now: the first load, or the next one. */
export const passOf = (move: Pick<MoveRow, 'state' | 'pass'>): number =>
  move.state === 'loaded' ? move.pass + 1 : 1

export async function addMoveFile(
  ctx: StaffCtx,
  { params, body }: Ask<typeof addOp>,
): Promise<MoveFile | Refusal | RefusedByRules> {
  const done = await once<{ file_no: number }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockMove(params.move_id), filesOf(params.move_id)],
      decide: ([moves = [], rows = []]) => {
        const move = oneOf(MoveRow, moves)
        if (!move) return refuse('not_found')
        if (!takes.has(move.state)) return refuse('move_wrong_state')
        const files = allOf(FileRow, rows)
        const pass = passOf(move)
        if (files.some(f => f.pass === pass && f.name === body.name))
          return refuse('move_file_twice', { name: body.name })
        const file_no = Math.max(0, ...files.map(f => f.file_no)) + 1
        const of = { library_id: move.library_id, move_id: move.move_id, file_no, pass, name: body.name }
        return { effects: [insertFile({ ...of, bytes: body.bytes })], answer: () => ({ file_no }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : oneFile(ctx, params.move_id, done.file_no)
}

async function oneFile(ctx: StaffCtx, move_id: string, file_no: number): Promise<MoveFile | Refusal> {
  const found = await readFile(ctx, move_id, file_no)
  return found ? fileShown(found.file, found.move.mapping) : refuse('not_found')
}

export const readFile = (
  ctx: StaffCtx,
  move_id: string,
  file_no: number,
): Promise<{ move: MoveRow; file: FileRow } | null> =>
  transact(ctx, async tx => {
    const [moves = [], files = []] = await tx.first([moveById(move_id), filesOf(move_id)])
    const move = oneOf(MoveRow, moves)
    const file = allOf(FileRow, files).find(f => f.file_no === file_no)
    return move && file ? { move, file } : null
  })

/** One part; the same part again takes the place of the first. With the last the whole file is looked at. */
export async function addMovePart(
  ctx: StaffCtx,
  { params, body }: Ask<typeof partOp>,
): Promise<MoveFile | Refusal> {
  const file_no = Number(params.file_no)
  const bytes = Buffer.from(body.bytes, 'base64')
  if (bytes.length > MOVE_PART || (!body.last && bytes.length < MOVE_PART)) return refuse('invalid')
  const said = await transact(ctx, async tx => {
    const [moves = [], files = []] = await tx.first([lockMove(params.move_id), filesOf(params.move_id)])
    const move = oneOf(MoveRow, moves)
    const file = allOf(FileRow, files).find(f => f.file_no === file_no)
    if (!move || !file) return refuse('not_found')
    if (!takes.has(move.state) || file.pass !== passOf(move)) return refuse('move_wrong_state')
    const of = { library_id: move.library_id, move_id: move.move_id, file_no, part_no: body.part_no }
    await tx.last([insertPart({ ...of, packed: gzipSync(bytes, { level: 1 }) })])
    return null
  })
  if (said) return said
  return body.last ? look(ctx, params.move_id, file_no) : oneFile(ctx, params.move_id, file_no)
}

/** Asks in the scope of whoever is signed in, each time in a transaction of its own. */
export const asking =
  (ctx: StaffCtx): Asking =>
  queries =>
    transact(ctx, tx => tx.first(queries))

/** Looks at a file that has come in whole, and keeps what was seen of it. */
export async function look(ctx: StaffCtx, move_id: string, file_no: number): Promise<MoveFile | Refusal> {
  const found = await readFile(ctx, move_id, file_no)
  if (!found) return refuse('not_found')
  const [parts = []] = await transact(ctx, tx => tx.first([howMany(move_id, file_no)]))
  const count = oneOf(HowMany, parts)
  if (!count || count.parts === 0 || count.parts !== count.last) return refuse('move_file_cut')
  const seen = await lookAtFile(asking(ctx), { ...found.file, parts: count.last })
  await transact(ctx, async tx => {
    await tx.first([lockMove(move_id)])
    await tx.last([setLook(move_id, file_no, seen), countUp(move_id)])
  })
  return oneFile(ctx, move_id, file_no)
}

export async function dropMoveFile(
  ctx: StaffCtx,
  { params, body }: Ask<typeof dropOp>,
): Promise<Answer<{ move_id: string }>> {
  const file_no = Number(params.file_no)
  return once<{ move_id: string }>(
    ctx,
    { command_id: body.command_id, ...params },
    {
      facts: [lockMove(params.move_id), filesOf(params.move_id)],
      decide: ([moves = [], rows = []]) => {
        const move = oneOf(MoveRow, moves)
        const file = allOf(FileRow, rows).find(f => f.file_no === file_no)
        if (!move || !file) return refuse('not_found')
        if (!takes.has(move.state) || file.pass !== passOf(move)) return refuse('move_wrong_state')
        return {
          effects: [dropFile(move.move_id, file_no), countUp(move.move_id)],
          answer: () => ({ move_id: move.move_id }),
        }
      },
    },
  )
}
