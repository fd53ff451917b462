import type { BulkRun, Code } from '@kaft/contract'
import { Type } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read, type Tx, transact } from '../../../base/tx.ts'
import { Line, type LineSet, Met, metBefore, nextLines, setLines } from './lines.store.ts'
import { doneBatch, returnedBatch } from './phases.ts'
import { advanceRun, claimRun, Run, runById, undoDaysQuery } from './run.store.ts'
import { mayDo, shownRun, subjectFor, undoUntil } from './shown.ts'
import type { Moment } from './subject.ts'
import type { Verdict } from './verdict.rules.ts'

/** Looking is quick; changing holds the patrons and items of a batch, so that batch is one that no desk notices. */
const LOOK = 2_000
const CHANGE = 400

/** Does the next batch of a run as the one who asks, and says how far it is. */
export async function workBulk(ctx: StaffCtx, run_id: string): Promise<BulkRun | Refusal> {
  const [rows = []] = await read(ctx, [runById(run_id)])
  const run = oneOf(Run, rows)
  if (!run) return refuse('not_found')
  if (!mayDo(ctx, run.kind)) return refuse('bulk_kind_not_yours')
  // Whoever is looked at on the way is written down for the purpose that the run was given.
  const own = { ...ctx, purpose: run.purpose ?? ctx.purpose }
  return transact(own, tx => nextBatch(own, tx, run_id))
}

/**
 * One batch of whatever the run is doing, in one transaction with its cursor: after a break it goes on where it was,
 * and no row is done twice. While somebody else works on the run, its state is told and nothing is done.
 */
export async function nextBatch(ctx: StaffCtx, tx: Tx, run_id: string): Promise<BulkRun | Refusal> {
  const [claimed = [], look = [], days = [], known = []] = await tx.first([
    claimRun(run_id),
    nextLines(run_id, LOOK),
    undoDaysQuery,
    runById(run_id),
  ])
  const run = oneOf(Run, claimed)
  if (!run) {
    const told = oneOf(Run, known)
    return told ? shownRun(told) : refuse('not_found')
  }
  const preparing = run.state === 'preparing'
  if (!preparing && run.state !== 'running' && run.state !== 'rolling_back') return shownRun(run)
  const all = allOf(Line, look)
  const lines = preparing ? all : all.slice(0, CHANGE)
  const { change, reason } = run
  const at: Moment = { ctx, tx, today: dayOf(ctx.now), change, reason }
  const done = preparing
    ? await lookedAt(at, run, lines)
    : await (run.state === 'running' ? doneBatch(at, lines) : returnedBatch(at, lines))
  const after = moved(run, lines.at(-1)?.line_no ?? run.lines, done)
  const ended = after.cursor_no >= run.lines
  const next = ended ? finished(after, ctx, days) : after
  await tx.last([
    ...(done.length > 0 ? [setLines(run_id, done)] : []),
    advanceRun({ ...next, finished_at: next.finished_at, undo_until: next.undo_until }),
  ])
  return shownRun(next)
}

const count = (lines: readonly LineSet[], state: string): number =>
  lines.filter(l => l.state === state).length

function moved(run: Run, cursor_no: number, lines: readonly LineSet[]): Run {
  const late = run.state === 'running' ? count(lines, 'refused') : 0
  return {
    ...run,
    cursor_no,
    planned: run.planned + count(lines, 'planned') - late,
    refused: run.refused + count(lines, 'refused'),
    done: run.done + count(lines, 'done') - (run.state === 'rolling_back' ? count(lines, 'rolled_back') : 0),
    rolled_back: run.rolled_back + count(lines, 'rolled_back'),
    kept: run.kept + count(lines, 'kept'),
  }
}

function finished(run: Run, ctx: StaffCtx, days: readonly Record<string, unknown>[]): Run {
  const finished_at = ctx.now.toString()
  // A closure was agreed to as a whole: what it moves waits for nobody.
  if (run.state === 'preparing' && run.closure_id !== null) return { ...run, state: 'running', cursor_no: 0 }
  if (run.state === 'preparing') return { ...run, state: 'ready' }
  if (run.state === 'running')
    return { ...run, state: 'done', finished_at, undo_until: undoUntil(ctx.now, days) }
  return { ...run, state: 'rolled_back', finished_at }
}

const Meant = Type.Object({ code: Type.String(), subject_id: Type.String() })

/** What each code of these lines means; a code that fits more than one row is refused rather than guessed. */
async function meanings(at: Moment, lines: readonly Line[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const codes = lines.flatMap(line => line.code ?? [])
  const meant = new Map<string, string[]>()
  if (codes.length === 0) return meant
  const [rows = []] = await at.tx.more([subjectFor(at.change.kind).byCodes(codes)])
  for (const { code, subject_id } of allOf(Meant, rows))
    meant.set(code, [...(meant.get(code) ?? []), subject_id])
  return meant
}

const Nowhere = Type.Object({ code: Type.String() })
/** What is said of each code that means nothing here. */
async function meansNothing(at: Moment, codes: readonly string[]): Promise<(code: string | null) => Code> {
  const { nowhere, unknown } = subjectFor(at.change.kind)
  if (nowhere === undefined || codes.length === 0) return () => unknown
  const [rows = []] = await at.tx.more([nowhere.codes(codes)])
  const none = new Set(allOf(Nowhere, rows).map(row => row.code))
  return code => (code !== null && none.has(code) ? nowhere.why : unknown)
}

/** The preview: what would happen to each line, and why nothing would. */
async function lookedAt(at: Moment, run: Run, lines: readonly Line[]): Promise<LineSet[]> {
  const subject = subjectFor(run.kind)
  const meant = await meanings(at, lines)
  const idOf = (line: Line): string | null =>
    line.subject_id ?? (line.code === null ? null : (meant.get(line.code)?.[0] ?? null))
  const ids = [...new Set(lines.flatMap(line => idOf(line) ?? []))]
  const unknown = await meansNothing(
    at,
    lines.flatMap(line => (idOf(line) === null ? (line.code ?? []) : [])),
  )
  const [met = [], ...facts] = await at.tx.more([
    metBefore(run.run_id, { ids, until: run.cursor_no }),
    ...subject.facts(ids, at.today, at.change),
  ])
  const judged = await subject.judge(at, facts)
  for (const patron_id of judged.seen ?? []) at.tx.seen(patron_id)
  const before = new Set(allOf(Met, met).map(row => row.subject_id))
  return lines.map(line => {
    const id = idOf(line)
    const many = line.code !== null && (meant.get(line.code)?.length ?? 0) > 1
    const refused = (why: Code): LineSet => ({ ...blank(line), subject_id: id, state: 'refused', why })
    if (many) return refused('code_ambiguous')
    if (id === null) return refused(unknown(line.code))
    if (before.has(id)) return refused('bulk_twice')
    before.add(id)
    return previewed(line, id, judged.verdicts.get(id))
  })
}

const blank = (line: Line): LineSet => ({
  line_no: line.line_no,
  subject_id: line.subject_id,
  state: line.state,
  before: null,
  after: null,
  why: null,
  about: null,
  event_id: null,
})

function previewed(line: Line, subject_id: string, verdict: Verdict | undefined): LineSet {
  if (verdict?.go)
    return { ...blank(line), subject_id, state: 'planned', before: verdict.before, after: verdict.after }
  return {
    ...blank(line),
    subject_id,
    state: 'refused',
    why: verdict?.why ?? 'bulk_gone',
    about: verdict?.about ?? null,
    before: verdict?.before ?? null,
  }
}

/** A run by its id, for screens that only look. */
export const readRun = (ctx: StaffCtx, run_id: string): Promise<BulkRun | Refusal> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([runById(run_id)])
    return rows.length === 0 ? refuse('not_found') : shownRun(shaped(Run, rows[0]))
  })
