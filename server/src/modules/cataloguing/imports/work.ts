import { gunzipSync } from 'node:zlib'
import type { ImportCounts } from '@kaft/contract'
import type { Static } from 'typebox'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { StartError } from '../../../base/start-error.ts'
import type { ImportProblem } from '../import/ask.ts'
import { importMarc } from '../import/import-marc.ts'
import type { Stored } from '../import/batch.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'
import { clearProblems, dropParts, importById, ImportRow, onePart, Part } from './imports.store.ts'
import { holdingsOf } from './holdings-of.ts'
import { revertImport } from './revert.ts'
import { noCounts } from './shown.ts'
import {
  beat,
  endPhase,
  enterQuery,
  insertProblems,
  noteAuthorities,
  noteChanges,
  noteHoldings,
  noteItems,
  tally,
  Tally,
} from './work.store.ts'

/** Somebody stopped it, or another process is at it: it is let go where it stands. */
export class LetGo extends Error {}

/** So many problems are listed; all are counted. Whoever has more has one cause for most of them. */
const MOST_PROBLEMS = 10_000

export interface Which {
  readonly library_id: string
  readonly import_id: string
}
interface Run {
  readonly ctx: JobCtx
  readonly row: ImportRow
  counts: Static<typeof ImportCounts>
  problems: number
  waiting: ImportProblem[]
  read: number
}

/** Does the phase that an import is in to its end. Killed at any point it begins again: what is there is not written twice. */
export async function workOnImport(ctx: JobCtx, which: Which): Promise<void> {
  const [rows = []] = await inLibrary(ctx, which.library_id, tx => tx.first([importById(which.import_id)]))
  const row = oneOf(ImportRow, rows)
  if (!row) return
  if (row.state === 'reverting') return revertImport(ctx, row)
  if (row.state !== 'checking' && row.state !== 'loading') return
  const run: Run = { ctx, row, counts: noCounts, problems: 0, waiting: [], read: 0 }
  try {
    await inLibrary(ctx, row.library_id, async tx => {
      await tx.first([])
      await tx.last([clearProblems(row.import_id)])
    })
    await importAll(run)
    await finish(run)
  } catch (error) {
    if (error instanceof LetGo) return
    if (error instanceof StartError && error.message.startsWith('Another import')) return
    await fail(run, error)
    throw error
  }
}

async function importAll(run: Run): Promise<void> {
  const { ctx, row } = run
  const { rules } = row
  const dry = row.state === 'checking'
  const began = performance.now()
  const mayOverlay = (source: string) => row.central || source === row.library_code || source === PROVISIONAL
  const counts = await importMarc(
    { db: ctx.db, now: () => ctx.now.add({ milliseconds: Math.trunc(performance.now() - began) }) },
    {
      stream: bytesOf(run),
      source: rules.source,
      library: row.library_code,
      holdings: holdingsOf(row),
      report: problem => void run.waiting.push(problem),
      onProgress: counted => {
        ctx.signal.throwIfAborted()
        run.counts = { ...noCounts, ...counted }
      },
      steered: {
        rules,
        mayOverlay,
        by: { library_id: row.library_id, import_id: row.import_id, why: null },
      },
      dry,
      ...(dry ? {} : { noted: batch => notesOf(row, batch) }),
    },
  )
  run.counts = { ...noCounts, ...counts }
}

const notesOf = ({ library_id, import_id, rules }: ImportRow, batch: Stored) => {
  const { titles, items, authorities, holdings } = batch
  const changed = titles.filter(t => t.made || t.version_no !== null)
  const made = items.filter(i => i.made)
  return [
    enterQuery(library_id),
    ...(changed.length > 0 ? [noteChanges(library_id, import_id, changed)] : []),
    ...(made.length > 0 ? [noteItems(library_id, import_id, made)] : []),
    ...(authorities.length > 0 ? [noteAuthorities(library_id, import_id, authorities)] : []),
    ...(holdings.length > 0 ? [noteHoldings({ library_id, import_id, source: rules.source }, holdings)] : []),
  ]
}

/** The bytes of the file part by part; between two it is noted how far it is, and asked whether to go on. */
async function* bytesOf(run: Run): AsyncGenerator<Buffer> {
  const { ctx, row } = run
  for (let part_no = 1; part_no <= row.parts; part_no++) {
    await noteProgress(run)
    const [rows = []] = await inLibrary(ctx, row.library_id, tx =>
      tx.first([onePart(row.import_id, part_no)]),
    )
    const bytes = gunzipSync(shaped(Part, rows[0]).bytes as Buffer)
    yield bytes
    run.read += bytes.length
  }
}

async function noteProgress(run: Run): Promise<void> {
  const { ctx, row, counts } = run
  const said = run.waiting.splice(0)
  const room = Math.max(0, MOST_PROBLEMS - run.problems)
  run.problems += said.length
  const problems = said.slice(0, room).map(p => ({
    position: p.position,
    record_no: p.index,
    reason: p.reason,
    detail: p.detail.slice(0, 500),
    title_id: p.title_id ?? null,
  }))
  const going = await inLibrary(ctx, row.library_id, async tx => {
    const [found = []] = await tx.first([
      beat({ ...row, read_bytes: run.read, counts, problems: run.problems }),
    ])
    if (found.length > 0)
      await tx.last(problems.length > 0 ? [insertProblems(row.library_id, row.import_id, problems)] : [])
    return found.length > 0
  })
  if (!going) throw new LetGo()
}

/** The figures of an import by what is noted of it: what it met and is not noted was there already. */
function counted(
  counts: Static<typeof ImportCounts>,
  noted: Static<typeof Tally>,
): Static<typeof ImportCounts> {
  const rest = (kind: 'titles' | 'authorities' | 'holdings'): number => {
    const before = counts[`${kind}_new`] + counts[`${kind}_changed`] + counts[`${kind}_unchanged`]
    return Math.max(0, before - noted[`${kind}_new`] - noted[`${kind}_changed`])
  }
  return {
    ...counts,
    ...noted,
    titles_unchanged: rest('titles'),
    authorities_unchanged: rest('authorities'),
    holdings_unchanged: rest('holdings'),
    items_same: Math.max(0, counts.items_new + counts.items_same - noted.items_new),
  }
}

/** What was taken in is counted by what is noted, so that a break in the middle changes no figure. */
async function finish(run: Run): Promise<void> {
  const { ctx, row } = run
  const { import_id } = row
  if (row.state === 'loading') {
    const [rows = []] = await inLibrary(ctx, row.library_id, tx => tx.first([tally(import_id)]))
    run.counts = counted(run.counts, shaped(Tally, rows[0]))
  }
  await noteProgress(run)
  const to = row.state === 'checking' ? 'checked' : 'loaded'
  await inLibrary(ctx, row.library_id, async tx => {
    await tx.first([])
    const ended = endPhase({ import_id, from: row.state, to, at: ctx.now.toString() })
    await tx.last([ended, ...(to === 'loaded' ? [dropParts(import_id)] : [])])
  })
}

async function fail({ ctx, row }: Run, error: unknown): Promise<void> {
  const fault =
    error instanceof StartError
      ? error.message
      : `fault ${(error as { code?: string }).code ?? 'in the program'}`
  await inLibrary(ctx, row.library_id, async tx => {
    await tx.first([])
    await tx.last([
      endPhase({ import_id: row.import_id, from: row.state, to: 'failed', at: ctx.now.toString(), fault }),
    ])
  })
}
