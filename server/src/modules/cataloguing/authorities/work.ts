import { type DataField, parseMarcJson } from '@kaft/marc'
import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { titleRow } from '../import/title-row.ts'
import { VersionRecord, versionsOf } from '../imports/work.store.ts'
import { stamped } from '../records/edit.rules.ts'
import { TitleNow, titlesNow } from '../records/records.store.ts'
import { replaceTitles, type Replacement } from '../records/replace.ts'
import { aligned } from './align.rules.ts'
import { numberOfAuthority } from './authority-row.ts'
import { runById, RunRow, setRunState } from './runs.store.ts'
import { decoded, headingIn } from './shown.ts'
import {
  AuthorityForm,
  authorityForm,
  beatRun,
  failRun,
  headingsOf,
  LineRow,
  linesDone,
  linesKept,
  linesReverted,
  LinkedHeading,
  nextLines,
  WorkingRun,
  workingRuns,
} from './work.store.ts'

/** So many titles in a transaction: each is searchable anew well within two seconds, and nobody waits for it. */
const STRETCH = 50

/** Goes on with every run that has something to do, whoever began it and however it was cut off. */
export async function workOnAuthorities(ctx: JobCtx): Promise<void> {
  await eachLibrary(ctx, async library_id => {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([workingRuns]))
    for (const { run_id } of allOf(WorkingRun, rows)) await workOnRun(ctx, { library_id, run_id })
  })
}

/** Does a run to its end, a stretch in each transaction. Killed at any point it goes on where it was. */
async function workOnRun(
  ctx: JobCtx,
  { library_id, run_id }: { library_id: string; run_id: string },
): Promise<void> {
  try {
    for (let more = true; more; ) {
      ctx.signal.throwIfAborted()
      more = await inLibrary(ctx, library_id, async tx => {
        const [rows = []] = await tx.first([runById(run_id)])
        const run = oneOf(RunRow, rows)
        if (!run || (run.state !== 'working' && run.state !== 'reverting')) return false
        const [going = []] = await tx.more([beatRun(run_id, run.state)])
        if (going.length === 0) return false
        const at = ctx.now.toString()
        const goes = run.state === 'working' ? await align(tx, run, ctx) : await restore(tx, run, ctx)
        const over = run.state === 'working' ? 'done' : 'reverted'
        await tx.last(goes ? [] : [setRunState(run_id, over, at)])
        return goes
      })
    }
  } catch (error) {
    if (ctx.signal.aborted) throw error
    const fault = `fault ${(error as { code?: string }).code ?? 'in the program'}`
    await inLibrary(ctx, library_id, async tx => {
      await tx.first([])
      await tx.last([failRun(run_id, fault, ctx.now.toString())])
    })
    throw error
  }
}

const runner = (tx: Tx) => (query: Query) => tx.more([query])
type Kept = { readonly title_id: string; readonly reason: string }

/** A stretch of titles gets the heading; what cannot is left, with why. @returns whether there was one */
async function align(tx: Tx, run: RunRow, ctx: JobCtx): Promise<boolean> {
  const [lines = [], forms = []] = await tx.more([
    nextLines(run.run_id, 'waiting', STRETCH),
    authorityForm(run.authority_id),
  ])
  const ids = allOf(LineRow, lines).map(l => l.title_id)
  if (ids.length === 0) return false
  const form = shaped(AuthorityForm, forms[0])
  const heading = { field: headingIn(decoded(form.record)), number: numberOfAuthority(form) }
  const [now = [], linked = []] = await tx.more([titlesNow(ids), headingsOf(ids, run.authority_id)])
  const titles = new Map(allOf(TitleNow, now).map(t => [t.title_id, t]))
  const links = Map.groupBy(allOf(LinkedHeading, linked), l => l.title_id)
  const [all, kept]: [Replacement[], Kept[]] = [[], []]
  for (const title_id of ids) {
    const made = alignOne({ run, heading, ctx }, titles.get(title_id), links.get(title_id) ?? [])
    if (typeof made === 'string') kept.push({ title_id, reason: made })
    else all.push(made)
  }
  const why = `kop: ${run.now}`.slice(0, 200)
  const by = { at: ctx.now.toString(), library_id: run.library_id, import_id: null, why }
  await replaceTitles(runner(tx), all, by)
  await tx.more([
    ...(all.length > 0
      ? [
          linesDone(
            run.run_id,
            all.map(a => a.title_id),
          ),
        ]
      : []),
    ...(kept.length > 0 ? [linesKept(run.run_id, kept)] : []),
  ])
  return true
}

interface Aligning {
  readonly run: RunRow
  readonly heading: { readonly field: DataField; readonly number: string }
  readonly ctx: JobCtx
}
function alignOne(
  { run, heading, ctx }: Aligning,
  title: TitleNow | undefined,
  linked: readonly LinkedHeading[],
): Replacement | string {
  if (!title || title.state !== 'in_use') return 'gone'
  if (!run.central && title.source !== run.library_code) return 'not_yours'
  const record = aligned(decoded(title.record), heading, linked)
  if (record === null) return 'no_such_heading'
  const row = titleRow(stamped(record, title.control_number, ctx.now), null)
  if ('reason' in row) return 'invalid'
  return {
    title_id: title.title_id,
    row: { ...row, control_number: title.control_number },
    source: title.source,
    before: title,
  }
}

/** A stretch of titles gets the description back that the run replaced, unless it was changed since. */
async function restore(tx: Tx, run: RunRow, ctx: JobCtx): Promise<boolean> {
  const [rows = []] = await tx.more([nextLines(run.run_id, 'done', STRETCH)])
  const lines = allOf(LineRow, rows)
  if (lines.length === 0) return false
  const same = lines.filter(l => l.same)
  const [versions = [], now = []] = await tx.more([versionsOf(same), titlesNow(same.map(l => l.title_id))])
  const before = new Map(allOf(TitleNow, now).map(t => [t.title_id, t]))
  const all = allOf(VersionRecord, versions).flatMap((v): Replacement[] => {
    const read = parseMarcJson((v.record as Buffer).toString('utf8'))
    const made = read.ok ? titleRow(read.record, null) : null
    const stored = before.get(v.title_id)
    if (!made || 'reason' in made || !stored) return []
    return [
      {
        title_id: v.title_id,
        row: { ...made, control_number: v.control_number },
        source: v.source,
        before: stored,
      },
    ]
  })
  const by = { at: ctx.now.toString(), library_id: run.library_id, import_id: null, why: 'kop teruggezet' }
  await replaceTitles(runner(tx), all, by)
  const restored = new Set(all.map(a => a.title_id))
  const kept = lines
    .filter(l => !restored.has(l.title_id))
    .map(l => ({ title_id: l.title_id, reason: 'changed_since' }))
  await tx.more([
    ...(restored.size > 0 ? [linesReverted(run.run_id, [...restored])] : []),
    ...(kept.length > 0 ? [linesKept(run.run_id, kept)] : []),
  ])
  return true
}
