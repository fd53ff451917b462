import { flight } from '../../../base/db.ts'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { kinds } from '../kinds/all.ts'
import { queued } from '../kinds/holds.ts'
import type { Encoding } from '../read/encoding.rules.ts'
import { headerOf, recordsOf } from '../read/file.ts'
import { dropParts } from '../read/part.store.ts'
import { compileGive, type Draft, type ReadRow } from '../read/row.rules.ts'
import { analyse } from './analyse.store.ts'
import { takeBatch } from './batch.ts'
import { endBatch } from './end-batch.ts'
import { claimMove, endPhase, MoveRow, setFault } from './move.store.ts'
import { addTally, forgetRefused, forgetTallies, noteRefused } from './notes.store.ts'
import { BATCH, LetGo, movingOf, openRun, type Place, type Run, takeTurn } from './run.ts'
import { stampLinks } from './stamps.store.ts'
import { type Step, weightOf } from './steps.ts'
import { takeTitles } from './titles.ts'

/** Links that are ended or stamped at once: nobody waits for them. */
const STRETCH = 2_000

/**
 * Does the phase that a move is in, to its end. Killed at any point it goes on from the last batch; a dry run, which
 * keeps what it met in memory, begins anew. Two processes at one move do each batch once.
 * @returns whether this process did it to the end
 */
export async function workOnMove(
  ctx: JobCtx,
  which: { readonly library_id: string; readonly move_id: string },
  how: Pick<Run, 'onProgress' | 'batch'> = { onProgress: undefined, batch: BATCH },
): Promise<boolean> {
  const run = await openRun(ctx, which, how)
  if (!run) return false
  try {
    if (run.overlay) await beginAnew(run)
    let done = 0
    for (const [step_no, step] of run.steps.entries()) {
      if (step_no >= startOf(run)) await doStep(run, step_no, done)
      done += weightOf(step)
    }
    await finish(run)
    return true
  } catch (error) {
    if (error instanceof LetGo) return false
    await noteFault(run, error)
    throw error
  }
}

const startOf = (run: Run): number => (run.overlay ? 0 : run.move.step_no)
const firstRow = (run: Run, step_no: number): number =>
  !run.overlay && step_no === run.move.step_no ? Number(run.move.row_no) : 0

/** What the last dry run noted goes; so does where it stood. */
async function beginAnew(run: Run): Promise<void> {
  const { move } = run
  const [step] = run.steps
  if (!step) return
  const from: Place = { step_no: move.step_no, row_no: Number(move.row_no) }
  await takeTurn(run, { from, to: { step_no: 0, row_no: 0 }, step, done: 0 }, async () => [
    forgetRefused(run.notesAt, null),
    forgetTallies(run.notesAt),
  ])
}

async function doStep(run: Run, step_no: number, before: number): Promise<void> {
  const step = run.steps[step_no]
  if (!step) throw new Error('a step that is not there')
  const row_no = firstRow(run, step_no)
  const end = { step_no: step_no + 1, row_no: 0 }
  const at: StepAt = { run, step_no, before, row_no }
  const last = await {
    titles: () => titles(at, step),
    rows: () => rows(at, step),
    end: () => stretches(at, step, ended),
    stamp: () => stretches(at, step, stampedStretch),
  }[step.does]()
  await takeTurn(
    run,
    { from: { step_no, row_no: last }, to: end, step, done: before + weightOf(step) },
    async () => [],
  )
}

interface StepAt {
  readonly run: Run
  readonly step_no: number
  /** Rows that the steps before passed by. */
  readonly before: number
  /** The row after which it goes on. */
  readonly row_no: number
}

/** Records: the import keeps its own batches, and what it gave is noted when it is through. */
async function titles({ run, step_no, before, row_no }: StepAt, step: Step): Promise<number> {
  if (step.does !== 'titles') return row_no
  const { file, map } = step
  const onProgress = (records: number) => run.onProgress?.(step, before + records, run.total)
  const said = await takeTitles(run, { file, map, onProgress })
  const from = { step_no, row_no }
  const done = before + weightOf(step)
  await takeTurn(run, { from, to: { step_no, row_no: row_no + 1 }, step, done }, async () => [
    forgetRefused(run.notesAt, { kind: 'titles', file_no: file.file_no }),
    ...(said.refused.length > 0 ? [noteRefused(run.notesAt, said.refused)] : []),
    addTally(run.notesAt, 'titles', said.titles),
    ...(said.items ? [addTally(run.notesAt, 'items', said.items)] : []),
  ])
  return row_no + 1
}

/** The rows of a file, from the one on where a break left off: how many records were passed, and what they give. */
async function* draftsOf(
  run: Run,
  step: Extract<Step, { does: 'rows' }>,
): AsyncGenerator<readonly [number, Draft | null]> {
  const { file, map } = step
  const give = map.gives[step.give]
  if (!give) return
  const form = {
    encoding: map.encoding ?? ((file.encoding ?? 'utf-8') as Encoding),
    delimiter: map.delimiter ?? file.delimiter ?? ',',
  }
  const { tables, move } = run
  let read: ReadRow | null = null
  let passed = 0
  const collected: Draft[] = []
  const queues = step.kind === 'holds'
  for await (const records of recordsOf(run.ask, file, form))
    for (const record of records) {
      if (!read)
        read = compileGive(give, { header: headerOf(record.cells), codes: move.mapping.codes, tables })
      else {
        passed++
        const draft = read(record)
        if (!queues) yield [passed, draft]
        else if (draft) collected.push(draft)
      }
    }
  // A queue is put in order as a whole: its place counts, not its line.
  let place = 0
  for (const draft of queued(collected, run.at)) yield [++place, draft]
}

async function rows({ run, step_no, before, row_no }: StepAt, step: Step): Promise<number> {
  if (step.does !== 'rows') return row_no
  let last = row_no
  let passed = 0
  let batch: Draft[] = []
  const flush = async () => {
    const drafts = batch
    batch = []
    const to = { step_no, row_no: passed }
    const turn = { from: { step_no, row_no: last }, to, step, done: before + passed }
    await takeTurn(run, turn, tx => taken(run, step, tx, drafts))
    last = passed
  }
  let batches = 0
  for await (const [count, draft] of draftsOf(run, step)) {
    if (count <= row_no) continue
    passed = count
    if (draft) batch.push(draft)
    if (batch.length < run.batch) continue
    await flush()
    if (LOOK_AFTER.has(++batches)) await figures(run, step.kind)
  }
  if (batch.length > 0) await flush()
  await figures(run, step.kind)
  return last
}

/** The figures of a table that grows are taken early, again when it is many times as large, and at the end. */
const LOOK_AFTER: ReadonlySet<number> = new Set([2, 20])
async function figures({ ctx, overlay }: Run, kind: Step['kind']): Promise<void> {
  if (overlay) return
  const client = await ctx.db.bulk.connect()
  try {
    await flight(client, [analyse[kind]])
  } finally {
    client.release()
  }
}

const taken = (
  run: Run,
  { kind, file }: Extract<Step, { does: 'rows' }>,
  tx: Tx,
  drafts: readonly Draft[],
): Promise<Query[]> =>
  takeBatch(
    {
      moving: movingOf(run, tx),
      at: run.notesAt,
      kind: kinds[kind],
      file_no: file.file_no,
      source: run.move.library_code,
      overlay: run.overlay,
    },
    drafts,
  )

type Stretch = (
  run: Run,
  step: Step,
  tx: Tx,
  after: string,
) => Promise<{ queries: Query[]; last: string | null }>

const ended: Stretch = async (run, step, tx, after) =>
  step.does === 'end'
    ? endBatch({ moving: movingOf(run, tx), at: run.notesAt, kind: kinds[step.kind] }, after, STRETCH)
    : { queries: [], last: null }

const stampedStretch: Stretch = async (run, step, tx, after) => {
  const [rows = []] = await tx.more([stampLinks(run.notesAt, step.kind, after, STRETCH)])
  const last = (rows.at(-1) as { target_id?: string } | undefined)?.target_id ?? null
  return { queries: [], last }
}

/** What is done with links, in the order of their ids: the cursor is the last of them. */
async function stretches(
  { run, step_no, before, row_no }: StepAt,
  step: Step,
  work: Stretch,
): Promise<number> {
  let at = row_no
  for (let more = true; more; ) {
    const from = { step_no, row_no: at }
    let next = at
    run.ctx.signal.throwIfAborted()
    await turnOf(run, { from, step, done: before }, async tx => {
      const { queries, last } = await work(run, step, tx, String(at))
      more = last !== null
      next = last === null ? at : Number(last)
      return { queries, to: { step_no, row_no: next } }
    })
    at = next
  }
  return at
}

/** A turn whose end is only known when it is done. */
async function turnOf(
  run: Run,
  turn: { readonly from: Place; readonly step: Step; readonly done: number },
  work: (tx: Tx) => Promise<{ queries: Query[]; to: Place }>,
): Promise<void> {
  let to = turn.from
  const moved = {
    ...turn,
    get to() {
      return to
    },
  }
  await takeTurn(run, moved, async tx => {
    const said = await work(tx)
    to = said.to
    return said.queries
  })
}

async function finish(run: Run): Promise<void> {
  const { move, ctx } = run
  const state = run.overlay ? 'checked' : 'loaded'
  await inLibrary(ctx, move.library_id, async tx => {
    const [rows = []] = await tx.first([claimMove(move.move_id)])
    const held = oneOf(MoveRow, rows)
    if (held?.state !== move.state || held.pass !== move.pass)
      throw new LetGo('the move ended without this process')
    await tx.last([
      endPhase(move.move_id, state, Temporal.Now.instant().toString()),
      ...(run.overlay ? [] : [dropParts(move.move_id, move.pass)]),
    ])
  })
}

/** The kind of fault, for whoever looks at the screen. Its message is not told: it may quote a value. */
async function noteFault(run: Run, error: unknown): Promise<void> {
  const { code, name } = error as { code?: string; name?: string }
  const said = code ?? name ?? 'Error'
  if (run.ctx.signal.aborted) return
  await inLibrary(run.ctx, run.move.library_id, async tx => {
    await tx.first([])
    await tx.last([setFault(run.move.move_id, said)])
  }).catch(() => undefined)
}
