import { conformRecord, type MarcRecord, parseMarcJson } from '@kaft/marc'
import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { titleRow } from '../import/title-row.ts'
import { VersionRecord, versionsOf } from '../imports/work.store.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'
import { stamped, stopOf } from '../records/edit.rules.ts'
import { insertEdits } from '../records/edit.store.ts'
import { replaceTitles, type Replacement } from '../records/replace.ts'
import { applyRules } from './apply.rules.ts'
import {
  beat,
  Busy,
  busyChanges,
  changeById,
  ChangeRow,
  type LineDone,
  LineToDo,
  linesInState,
  noteLines,
  setState,
  TitleNow,
  titlesThere,
} from './change.store.ts'

const BATCH = 100
const STEPS = {
  looking: { lines: 'new', next: 'ready', work: look },
  running: { lines: 'planned', next: 'done', work: change },
  reverting: { lines: 'done', next: 'reverted', work: revert },
} as const

/** Goes on with every change that has something to do; killed at any point, it goes on with the next title. */
export async function workOnChanges(ctx: JobCtx): Promise<void> {
  await eachLibrary(ctx, async library_id => {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([busyChanges]))
    for (const { change_id } of allOf(Busy, rows)) await workOn(ctx, library_id, change_id)
  })
}

async function workOn(ctx: JobCtx, library_id: string, change_id: string): Promise<void> {
  const batch = () =>
    inLibrary(ctx, library_id, async tx => {
      const [rows = []] = await tx.first([changeById(change_id)])
      const row = oneOf(ChangeRow, rows)
      const step = row && STEPS[row.state as keyof typeof STEPS]
      if (!row || !step) return false
      const [found = []] = await tx.more([linesInState(change_id, step.lines, BATCH)])
      const lines = allOf(LineToDo, found)
      if (lines.length === 0) {
        await tx.last([setState(change_id, step.next, ctx.now.toString())])
        return false
      }
      const [going = []] = await tx.more([beat(change_id, row.state, lines.length)])
      if (going.length === 0) return false
      const said = await step.work({ ctx, tx, row, lines })
      await tx.last([noteLines(change_id, said)])
      return true
    })
  while (await batch()) ctx.signal.throwIfAborted()
}

interface Work {
  readonly ctx: JobCtx
  readonly tx: Tx
  readonly row: ChangeRow
  readonly lines: readonly LineToDo[]
}
const said = (line_no: number, state: string, why: string | null = null): LineDone => ({
  line_no,
  state,
  why,
  version_no: null,
  hash: null,
})
const decoded = (bytes: unknown): MarcRecord => {
  const read = parseMarcJson(Buffer.from(bytes as Uint8Array).toString('utf8'))
  if (!read.ok) throw new Error('a record in the catalogue cannot be read')
  return read.record
}
const text = (record: MarcRecord): string => JSON.stringify(conformRecord(record).record)

/** What the rules make of a title: another record, the same, or one that cannot be kept. */
function made(
  title: TitleNow | undefined,
  { row, ctx }: Work,
): { readonly record: MarcRecord } | { readonly state: 'same' | 'refused'; readonly why: string | null } {
  if (!title) return { state: 'refused', why: 'title_gone' }
  if (!row.central && title.source !== row.library_code && title.source !== PROVISIONAL)
    return { state: 'refused', why: 'source_not_yours' }
  const before = decoded(title.record)
  const after = applyRules(before, row.rules)
  if (text(before) === text(after)) return { state: 'same', why: null }
  const record = stamped(after, title.control_number, ctx.now)
  const stop = stopOf(record, 'marc21')
  // What was wrong before is no fault of the rules.
  if (stop !== null && stopOf(before, 'marc21') === null)
    return { state: 'refused', why: `record_invalid ${stop}` }
  return 'reason' in titleRow(record, null) ? { state: 'refused', why: 'record_invalid 245' } : { record }
}

const titlesOf = async ({ tx, lines }: Work, lock: boolean): Promise<Map<string, TitleNow>> => {
  const [rows = []] = await tx.more([
    titlesThere(
      lines.map(l => l.title_id),
      lock,
    ),
  ])
  return new Map(allOf(TitleNow, rows).map(t => [t.title_id, t]))
}

async function look(work: Work): Promise<LineDone[]> {
  const titles = await titlesOf(work, false)
  return work.lines.map(line => {
    const one = made(titles.get(line.title_id), work)
    return 'record' in one ? said(line.line_no, 'planned') : said(line.line_no, one.state, one.why)
  })
}

/** Gives titles their new records, keeps the former ones, and notes which version each replaced. */
async function put(
  { ctx, tx, row }: Work,
  all: readonly (Replacement & { readonly line_no: number })[],
  of: { readonly state: string; readonly why: string },
): Promise<LineDone[]> {
  const by = { at: ctx.now.toString(), library_id: row.library_id, import_id: null, why: of.why }
  const versions = await replaceTitles(query => tx.more([query]), all, by)
  const edits = [...versions].map(([title_id, version]) => ({ title_id, version }))
  if (row.made_by !== null && edits.length > 0)
    await tx.more([insertEdits(row.library_id, row.made_by, edits)])
  return all.map(one => ({
    line_no: one.line_no,
    state: of.state,
    why: null,
    version_no: of.state === 'done' ? (versions.get(one.title_id) ?? null) : null,
    hash: of.state === 'done' ? one.row.hash.toString('hex') : null,
  }))
}

async function change(work: Work): Promise<LineDone[]> {
  const titles = await titlesOf(work, true)
  const left: LineDone[] = []
  const changed = work.lines.flatMap(({ line_no, title_id }) => {
    const title = titles.get(title_id)
    const one = made(title, work)
    const row = 'record' in one ? titleRow(one.record, null) : null
    if (!title || row === null || 'reason' in row) {
      left.push(
        'record' in one ? said(line_no, 'refused', 'record_invalid 245') : said(line_no, one.state, one.why),
      )
      return []
    }
    const source = title.source === PROVISIONAL ? work.row.library_code : title.source
    return [
      { line_no, title_id, row: { ...row, control_number: title.control_number }, source, before: title },
    ]
  })
  return [...left, ...(await put(work, changed, { state: 'done', why: work.row.name }))]
}

/** Titles get the record back that they had, unless somebody changed them since. */
async function revert(work: Work): Promise<LineDone[]> {
  const titles = await titlesOf(work, true)
  const same = work.lines.filter(line => {
    const now = titles.get(line.title_id)
    return now !== undefined && Buffer.from(now.record_hash as Buffer).equals(line.record_hash as Buffer)
  })
  const kept = work.lines.filter(line => !same.includes(line))
  const [rows = []] = same.length === 0 ? [] : await work.tx.more([versionsOf(same)])
  const former = new Map(allOf(VersionRecord, rows ?? []).map(v => [v.title_id, v]))
  const back = same.flatMap(({ line_no, title_id }) => {
    const [version, now] = [former.get(title_id), titles.get(title_id)]
    const row = version && titleRow(decoded(version.record), null)
    if (!version || !now || !row || 'reason' in row) return []
    return [
      {
        line_no,
        title_id,
        row: { ...row, control_number: version.control_number },
        source: version.source,
        before: now,
      },
    ]
  })
  const done = await put(work, back, { state: 'reverted', why: `${work.row.name}: teruggedraaid` })
  const lost = same.filter(line => !back.some(b => b.line_no === line.line_no))
  return [...done, ...[...kept, ...lost].map(line => said(line.line_no, 'kept', 'changed_since'))]
}
