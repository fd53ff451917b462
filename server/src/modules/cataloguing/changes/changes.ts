import type {
  Ask,
  beginTitleChange as beginOp,
  BodyOf,
  listTitleChanges as listOp,
  OkOf,
  readTitleChangeLine as lineOp,
  steerTitleChange as steerOp,
  TitleChange,
  titleChangeLines as linesOp,
} from '@kaft/contract'
import { MOST_CHANGED } from '@kaft/contract'
import { parseMarcJson, toMarcJson } from '@kaft/marc'
import { once } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read } from '../../../base/tx.ts'
import { Place, placeOf } from '../imports/profiles.store.ts'
import { meaningOfQuestion, questionOf } from '../public/ask.ts'
import { numberOf } from '../search/search-titles.ts'
import { applyRules } from './apply.rules.ts'
import {
  changeById,
  ChangeRow,
  changesBefore,
  insertChange,
  LineRow,
  linesAfter,
  linesOfNumbers,
  linesOfQuestion,
  lockChange,
  Made,
  OneLine,
  oneLine,
  setState,
  setTitles,
} from './change.store.ts'

export const CHANGE_JOB = 'title_changes'
const ROWS = 50

const shown = (row: ChangeRow): TitleChange => {
  const n = (state: string): number => row.counts[state] ?? 0
  const { change_id, name, rules, selection, state, titles, handled, fault, made_at, finished_at } = row
  return {
    change_id,
    name,
    rules,
    selection,
    state,
    titles,
    handled,
    fault,
    made_at,
    finished_at,
    made_by: row.by,
    counts: {
      planned: n('planned'),
      same: n('same'),
      refused: n('refused'),
      done: n('done'),
      reverted: n('reverted'),
      kept: n('kept'),
    },
  }
}

export async function readTitleChange(ctx: StaffCtx, change_id: string): Promise<TitleChange | Refusal> {
  const [rows = []] = await read(ctx, [changeById(change_id)])
  const row = oneOf(ChangeRow, rows)
  return row ? shown(row) : refuse('not_found')
}
export async function listTitleChanges(
  ctx: StaffCtx,
  query: Ask<typeof listOp>['query'],
): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [changesBefore(query.after ?? null, ROWS)])
  const all = allOf(ChangeRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page.map(shown), next: all.length > ROWS ? (page.at(-1)?.change_id ?? null) : null }
}

/** What was typed is CQL where it can be read so, and words where not. */
const meaningOf = (q: string) => meaningOfQuestion(q) ?? meaningOfQuestion(questionOf({ q }) ?? '')

type Body = BodyOf<typeof beginOp>
function linesOf(of: { library_id: string; change_id: string }, { selection }: Body): Query | null {
  const { q, held, numbers } = selection
  if (numbers.length > 0) {
    const said = [...new Set(numbers.map(n => n.trim()).filter(n => n !== ''))]
    const plain = said.map(n => [n, numberOf(n) ?? n.replaceAll('-', '')] as const)
    return said.length === 0 ? null : linesOfNumbers({ ...of, numbers: plain })
  }
  const meaning = q === null ? null : meaningOf(q)
  // A question that cannot be understood finds nothing; without any, it is all that the library has.
  if (meaning === null && (q !== null || !held)) return null
  return linesOfQuestion({ ...of, meaning: meaning?.meaning ?? null, held, most: MOST_CHANGED })
}

/** Selects the titles; what the rules make of each is looked at by a job, and nothing changes before it is started. */
export async function beginTitleChange(ctx: StaffCtx, body: Body): Promise<Answer<TitleChange>> {
  const { library_id, staff_id } = ctx.actor
  const done = await once<{ change_id: string }>(ctx, body, {
    facts: [placeOf(library_id)],
    decide: async ([places = []], tx) => {
      const central = may(ctx)('consortium.libraries') || shaped(Place, places[0]).only
      const of = { library_id, staff_id, central, at: ctx.now.toString() }
      const { name, rules, selection } = body
      const [rows = []] = await tx.more([insertChange({ ...of, name, rules, selection })])
      const { change_id } = shaped(Made, rows[0])
      const query = linesOf({ library_id, change_id }, body)
      const lines = query === null ? [] : ((await tx.more([query]))[0] ?? [])
      if (lines.length === 0) return refuse('change_selects_nothing')
      if (lines.length > MOST_CHANGED) return refuse('change_too_many')
      return {
        effects: [setTitles(change_id, lines.length), soon(CHANGE_JOB)],
        answer: () => ({ change_id }),
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readTitleChange(ctx, done.change_id)
}

type Act = Ask<typeof steerOp>['body']['act']
const from: Readonly<Record<Act, ReadonlySet<string>>> = {
  start: new Set(['ready']),
  stop: new Set(['looking', 'ready', 'running']),
  revert: new Set(['done', 'stopped', 'failed']),
}
export async function steerTitleChange(
  ctx: StaffCtx,
  { params, body }: Ask<typeof steerOp>,
): Promise<Answer<TitleChange>> {
  const { change_id } = params
  const done = await once<{ change_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockChange(change_id), changeById(change_id)],
      decide: ([, rows = []]) => {
        const row = oneOf(ChangeRow, rows)
        if (!row) return refuse('not_found')
        if (!from[body.act].has(row.state)) return refuse('change_wrong_state')
        const state = { start: 'running', stop: 'stopped', revert: 'reverting' }[body.act]
        const over = body.act === 'stop' ? ctx.now.toString() : null
        const effects = [setState(change_id, state, over), ...(body.act === 'stop' ? [] : [soon(CHANGE_JOB)])]
        return { effects, answer: () => ({ change_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readTitleChange(ctx, change_id)
}

export async function titleChangeLines(
  ctx: StaffCtx,
  { params, query }: Ask<typeof linesOp>,
): Promise<OkOf<typeof linesOp>> {
  const of = { state: query.state ?? null, after: Number(query.after ?? 0), most: ROWS }
  const [rows = []] = await read(ctx, [linesAfter(params.change_id, of)])
  const all = allOf(LineRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page, next: all.length > ROWS ? String(page.at(-1)?.line_no ?? '') : null }
}

const decoded = (bytes: unknown) => {
  const said = parseMarcJson(Buffer.from(bytes as Uint8Array).toString('utf8'))
  if (!said.ok) throw new Error('a record in the catalogue cannot be read')
  return said.record
}
/** One record before and after: what the rules would make of it, or what they made. */
export async function readTitleChangeLine(
  ctx: StaffCtx,
  { params }: Ask<typeof lineOp>,
): Promise<OkOf<typeof lineOp> | Refusal> {
  const [changes = [], rows = []] = await read(ctx, [
    changeById(params.change_id),
    oneLine(params.change_id, Number(params.line_no)),
  ])
  const [change, line] = [oneOf(ChangeRow, changes), oneOf(OneLine, rows)]
  if (!change || !line) return refuse('not_found')
  const changed = line.former !== null && line.version_no !== null
  const before = decoded(changed ? line.former : line.record)
  const after = changed ? decoded(line.next) : applyRules(before, change.rules)
  const said = (r: typeof before) => ({ leader: r.leader, fields: toMarcJson(r).fields })
  return { before: said(before), after: said(after) }
}
