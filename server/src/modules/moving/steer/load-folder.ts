import { gzipSync } from 'node:zlib'
import { MOVE_PART, type Move, type MoveMapping } from '@kaft/contract'
import { setTimeout as wait } from 'node:timers/promises'
import { Type } from 'typebox'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { StartError } from '../../../base/start-error.ts'
import type { Tx } from '../../../base/tx.ts'
import { hasRegulation } from '../../circulation/index.ts'
import { restLibrary } from '../../organisation/index.ts'
import { lookAtFile } from '../read/file.ts'
import { dropFile, FileRow, filesOf, insertFile, insertPart, setLook } from '../read/part.store.ts'
import {
  anOpenMove,
  beginPhase,
  countUp,
  insertMove,
  lockMove,
  MoveRow,
  OpenMove,
  setMapping,
} from '../run/move.store.ts'
import { BATCH, type Run } from '../run/run.ts'
import { stepsOf } from '../run/steps.ts'
import { workOnMove } from '../run/work.ts'
import { passOf } from './files.ts'
import { LibraryHere, libraryHere } from './load-folder.store.ts'
import { mappingFault } from './mapping.rules.ts'
import { countAgain } from './read-move.ts'
import { readWhole } from './shown.ts'

/** A file of the old system, as it stands in a folder. */
export interface SourceFile {
  readonly name: string
  readonly bytes: number
  readonly open: () => AsyncIterable<Uint8Array>
}
export interface FolderAsk {
  /** Code of the library that moves in. */
  readonly library: string
  readonly mapping: MoveMapping
  readonly files: readonly SourceFile[]
  /** Load it, and not only try; whether what the files do not hold any more has ended. */
  readonly load: boolean
  readonly whole: boolean
  readonly onProgress?: Run['onProgress']
  readonly batch?: number
}
/** How a move stands after it. */
export interface MoveTold {
  readonly move: Move
  readonly counts: Awaited<ReturnType<typeof countAgain>>
}

/**
 * Moves a folder in: files, dry run, and with `load` the freeze and the load. A load that was cut off goes on; after
 * one, the files are the next export. Signing is for a person at a screen, who sees the counts.
 */
export async function loadFolder(ctx: JobCtx, ask: FolderAsk): Promise<MoveTold> {
  const fault = mappingFault(ask.mapping)
  if (fault !== null) throw new StartError(`The mapping is not right: ${fault}.`)
  const which = await openMove(ctx, ask)
  const { library_id, move_id } = which
  const how = { onProgress: ask.onProgress, batch: ask.batch ?? BATCH }
  const work = async () => {
    // The server may have taken it over: then it is waited for, and taken back when nothing moves any more.
    for (let done = await workOnMove(ctx, which, how); !done; ) {
      const now = await state()
      if (!working.has(now.state)) return
      done = now.still && (await workOnMove(ctx, which, how))
      if (!done) await wait(1_000)
    }
  }
  const state = async (): Promise<MoveRow> =>
    shaped(MoveRow, (await inLibrary(ctx, library_id, tx => tx.first([lockMove(move_id)])))[0]?.[0])
  let move = await state()
  if (move.state === 'loading') await work()
  else {
    const next = passOf(move)
    await bringFiles(ctx, which, ask)
    if (next === 1 && move.state !== 'frozen') {
      await begin(ctx, which, { state: 'checking', pass: 0, whole: true })
      await work()
    }
    if (ask.load) {
      await mayLoad(ctx, which, next)
      await begin(ctx, which, { state: 'loading', pass: next, whole: ask.whole })
      await work()
    }
  }
  move = await state()
  return inLibrary(ctx, library_id, async tx => {
    const whole = await readWhole(tx, move_id)
    if (!whole) throw new Error('a move that is gone')
    return { move: whole, counts: await countAgain({ first: q => tx.more(q) }, move_id) }
  })
}

const working: ReadonlySet<string> = new Set(['checking', 'loading'])

interface Which {
  readonly library_id: string
  readonly move_id: string
}

const MadeMove = Type.Object({ move_id: Type.String() })

/** The move that runs, or a new one with this mapping. */
async function openMove(ctx: JobCtx, { library, mapping }: FolderAsk): Promise<Which> {
  const { library_id, branch_id } = await libraryOf(ctx, library)
  return inLibrary(ctx, library_id, async tx => {
    const [open = []] = await tx.first([anOpenMove(library_id)])
    const known = oneOf(OpenMove, open)?.move_id
    const at = ctx.now.toString()
    const made = known
      ? null
      : await tx.more([insertMove({ library_id, branch_id, mapping, at, staff_id: null })])
    const move_id = known ?? shaped(MadeMove, made?.[0]?.[0]).move_id
    const [rows = []] = await tx.more([lockMove(move_id)])
    const move = shaped(MoveRow, rows[0])
    const changed = JSON.stringify(move.mapping) !== JSON.stringify(mapping) && move.state !== 'loading'
    await tx.last(changed ? [setMapping(move_id, mapping)] : [])
    return { library_id, move_id }
  })
}

async function libraryOf(ctx: JobCtx, code: string): Promise<LibraryHere> {
  const [rows = []] = await inLibrary(ctx, '0', tx => tx.first([libraryHere(code)]))
  const found = oneOf(LibraryHere, rows)
  if (!found) throw new StartError(`There is no library with the code ${code}, or it has no branch.`)
  return found
}

/** Files of the coming pass: those of the same name take the place of what was there. */
async function bringFiles(ctx: JobCtx, which: Which, { files }: FolderAsk): Promise<void> {
  const { library_id, move_id } = which
  for (const file of files) {
    ctx.signal.throwIfAborted()
    const file_no = await announce(ctx, which, file)
    let parts = 0
    for await (const bytes of inParts(file.open())) {
      parts++
      const packed = gzipSync(bytes, { level: 1 })
      await write(ctx, library_id, [insertPart({ library_id, move_id, file_no, part_no: parts, packed })])
    }
    const look = await lookAtFile(queries => inLibrary(ctx, library_id, tx => tx.first(queries)), {
      move_id,
      file_no,
      parts,
    })
    await write(ctx, library_id, [setLook(move_id, file_no, look), countUp(move_id)])
  }
}

const announce = (ctx: JobCtx, { library_id, move_id }: Which, file: SourceFile): Promise<number> =>
  inLibrary(ctx, library_id, async tx => {
    const [moves = [], rows = []] = await tx.first([lockMove(move_id), filesOf(move_id)])
    const pass = passOf(shaped(MoveRow, moves[0]))
    const all = allOf(FileRow, rows)
    const before = all.find(f => f.pass === pass && f.name === file.name)
    const file_no = Math.max(0, ...all.map(f => f.file_no)) + 1
    await tx.last([
      ...(before ? [dropFile(move_id, before.file_no)] : []),
      insertFile({ library_id, move_id, file_no, pass, name: file.name, bytes: file.bytes }),
    ])
    return file_no
  })

const write = (ctx: JobCtx, library_id: string, queries: readonly Query[]): Promise<unknown> =>
  inLibrary(ctx, library_id, async (tx: Tx) => {
    await tx.first([])
    return tx.last(queries)
  })

async function* inParts(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    held.push(chunk)
    size += chunk.length
    if (size < MOVE_PART) continue
    const all = Buffer.concat(held)
    let at = 0
    for (; all.length - at >= MOVE_PART; at += MOVE_PART) yield all.subarray(at, at + MOVE_PART)
    held = [all.subarray(at)]
    size = all.length - at
  }
  if (size > 0) yield Buffer.concat(held)
}

const begin = (
  ctx: JobCtx,
  { library_id, move_id }: Which,
  of: { readonly state: 'checking' | 'loading'; readonly pass: number; readonly whole: boolean },
): Promise<unknown> => {
  const frozen_at = of.state === 'loading' ? ctx.now.toString() : null
  return write(ctx, library_id, [
    beginPhase(move_id, { ...of, frozen_at, staff_id: null }),
    ...(frozen_at === null ? [] : [restLibrary(library_id, frozen_at)]),
  ])
}

/** @throws StartError when there is nothing to load, or nothing to lend by */
const mayLoad = (ctx: JobCtx, { library_id, move_id }: Which, pass: number): Promise<void> =>
  inLibrary(ctx, library_id, async tx => {
    const [moves = [], files = []] = await tx.first([lockMove(move_id), filesOf(move_id)])
    const { mapping } = shaped(MoveRow, moves[0])
    const steps = stepsOf(mapping, allOf(FileRow, files), { pass, dry: true, whole: false })
    if (steps.length === 0) throw new StartError('No file of the folder has a part of the mapping to go by.')
    const lends = steps.some(s => s.kind === 'loans' || s.kind === 'history')
    const moving = { ctx, tx, library_id, staff_id: null, at: ctx.now.toString() }
    if (lends && !(await hasRegulation(moving)))
      throw new StartError('The library has no active regulation yet: without one, loans cannot come over.')
  })
