import { gzipSync } from 'node:zlib'
import {
  type addImportPart as partOp,
  type Ask,
  type beginImport as beginOp,
  type BodyOf,
  type CatalogueImport,
  IMPORT_PART,
  type importProblems as problemsOp,
  type listImports as listOp,
  type OkOf,
  type steerImport as steerOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read, transact } from '../../../base/tx.ts'
import {
  beginPhase,
  beginRevert,
  dropParts,
  howMany,
  HowMany,
  importById,
  ImportRow,
  importsBefore,
  insertImport,
  insertPart,
  lockImport,
  MadeImport,
  ProblemRow,
  problemsAfter,
  stopImport,
} from './imports.store.ts'
import { isCentral } from './profiles.ts'
import { Place, placeOf } from './profiles.store.ts'
import { shown } from './shown.ts'

export const IMPORT_JOB = 'catalogue_imports'
const ROWS = 50

export async function listImports(
  ctx: StaffCtx,
  query: Ask<typeof listOp>['query'],
): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [importsBefore(query.after ?? null, ROWS)])
  const all = allOf(ImportRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page.map(shown), next: all.length > ROWS ? (page.at(-1)?.import_id ?? null) : null }
}

export async function readImport(ctx: StaffCtx, import_id: string): Promise<CatalogueImport | Refusal> {
  const [rows = []] = await read(ctx, [importById(import_id)])
  const row = oneOf(ImportRow, rows)
  return row ? shown(row) : refuse('not_found')
}

export async function importProblems(
  ctx: StaffCtx,
  { params, query }: Ask<typeof problemsOp>,
): Promise<OkOf<typeof problemsOp>> {
  const [rows = []] = await read(ctx, [problemsAfter(params.import_id, query.after ?? null, ROWS)])
  const all = allOf(ProblemRow, rows)
  const page = all.slice(0, ROWS)
  return {
    rows: page.map(p => ({ ...p, position: p.position === null ? null : Number(p.position) })),
    next: all.length > ROWS ? (page.at(-1)?.problem_id ?? null) : null,
  }
}

export async function beginImport(
  ctx: StaffCtx,
  body: BodyOf<typeof beginOp>,
): Promise<Answer<CatalogueImport>> {
  const { library_id, staff_id } = ctx.actor
  const done = await once<{ import_id: string }>(ctx, body, {
    facts: [placeOf(library_id)],
    decide: async ([places = []], tx) => {
      const central = isCentral(ctx, shaped(Place, places[0]))
      const of = { library_id, profile_id: body.profile_id, name: body.name, bytes: body.bytes, staff_id }
      const [rows = []] = await tx.more([insertImport({ ...of, central, at: ctx.now.toString() })])
      const made = oneOf(MadeImport, rows)
      return made ? { effects: [], answer: () => made } : refuse('not_found')
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readImport(ctx, done.import_id)
}

/** One part of the file. With the last it is looked through by a job, and nothing is stored yet. */
export async function addImportPart(
  ctx: StaffCtx,
  { params, body }: Ask<typeof partOp>,
): Promise<CatalogueImport | Refusal> {
  const bytes = Buffer.from(body.bytes, 'base64')
  const { import_id } = params
  const said = await transact(ctx, async tx => {
    const [rows = []] = await tx.first([lockImport(import_id)])
    const row = oneOf(ImportRow, rows)
    if (!row) return refuse('not_found')
    if (row.state !== 'open') return refuse('import_wrong_state')
    if (bytes.length > IMPORT_PART || (!body.last && bytes.length < IMPORT_PART))
      return refuse('import_file_cut')
    const part = insertPart({ ...row, part_no: body.part_no, packed: gzipSync(bytes, { level: 1 }) })
    if (!body.last) {
      await tx.last([part])
      return null
    }
    const [, counted = []] = await tx.more([part, howMany(import_id)])
    const { parts, last } = shaped(HowMany, counted[0])
    if (parts !== last) return refuse('import_file_cut')
    await tx.last([beginPhase(import_id, 'checking', ctx.now.toString()), soon(IMPORT_JOB)])
    return null
  })
  return said ?? readImport(ctx, import_id)
}

type Act = Ask<typeof steerOp>['body']['act']
const from: Readonly<Record<Act, ReadonlySet<string>>> = {
  check: new Set(['checked', 'stopped', 'failed']),
  start: new Set(['checked']),
  stop: new Set(['open', 'checking', 'checked', 'loading']),
  revert: new Set(['loaded', 'stopped', 'failed']),
}

function effectsOf(ctx: StaffCtx, row: ImportRow, act: Act): readonly Query[] {
  const at = ctx.now.toString()
  if (act === 'stop')
    return [stopImport(row.import_id, at), ...(row.started_at === null ? [dropParts(row.import_id)] : [])]
  if (act === 'revert') return [beginRevert(row.import_id, ctx.actor.staff_id), soon(IMPORT_JOB)]
  return [beginPhase(row.import_id, act === 'check' ? 'checking' : 'loading', at), soon(IMPORT_JOB)]
}

/** The next step of an import; the work itself is done by a job, in batches. */
export async function steerImport(
  ctx: StaffCtx,
  { params, body }: Ask<typeof steerOp>,
): Promise<Answer<CatalogueImport>> {
  const done = await once<{ import_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockImport(params.import_id)],
      decide: ([rows = []]) => {
        const row = oneOf(ImportRow, rows)
        if (!row) return refuse('not_found')
        const mayBegin = body.act !== 'check' || row.parts > 0
        if (!from[body.act].has(row.state) || !mayBegin) return refuse('import_wrong_state')
        return { effects: effectsOf(ctx, row, body.act), answer: () => ({ import_id: row.import_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readImport(ctx, done.import_id)
}
