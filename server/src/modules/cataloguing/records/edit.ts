import type {
  addRecord as addOp,
  Ask,
  BodyOf,
  Finding,
  Likeness,
  OkOf,
  readVersion as versionOp,
  recordVersions as versionsOp,
  saveRecord as saveOp,
  TitleRecord,
} from '@kaft/contract'
import { conformRecord, type MarcRecord, parseMarcJson, toMarcJson } from '@kaft/marc'
import { once } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Answer, refusedBy } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read, transact } from '../../../base/tx.ts'
import { likenesses } from '../copying/likeness.ts'
import { storedTitles } from '../import/import.store.ts'
import { titleRow } from '../import/title-row.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'
import { mayEdit, recordOf, stamped, stopOf } from './edit.rules.ts'
import {
  type Editing,
  Editing as EditingRow,
  editing,
  insertEdit,
  lockEditing,
  lockFresh,
  OneVersion,
  oneVersion,
  Own,
  ownSource,
  VersionRow,
  versionsBefore,
} from './edit.store.ts'
import { makeTitle } from './make.ts'
import { replaceTitles } from './replace.ts'

const decoded = (bytes: unknown): MarcRecord => {
  const said = parseMarcJson(Buffer.from(bytes as Uint8Array).toString('utf8'))
  if (!said.ok) throw new Error('a record in the catalogue cannot be read')
  return said.record
}
const shownRecord = (record: MarcRecord) => ({ leader: record.leader, fields: toMarcJson(record).fields })

const isConsortium = (ctx: StaffCtx): boolean => may(ctx)('consortium.libraries')
const asked = (row: Editing) => ({ ...row, provisional: row.source === PROVISIONAL })
const shown = (ctx: StaffCtx, row: Editing): TitleRecord => ({
  title_id: row.title_id,
  source: row.source,
  source_name: row.source_name,
  control_number: row.control_number,
  record: shownRecord(decoded(row.record)),
  version: row.version,
  changed_at: row.changed_at,
  editable: may(ctx)('cataloguing.change') && mayEdit(asked(row), isConsortium(ctx)),
  provisional: row.source === PROVISIONAL,
  dropped_at: row.dropped_at,
})

export async function readRecord(ctx: StaffCtx, title_id: string): Promise<TitleRecord | Refusal> {
  const [rows = []] = await read(ctx, [editing(title_id, ctx.actor.library_id)])
  const row = oneOf(EditingRow, rows)
  return row ? shown(ctx, row) : refuse('title_unknown')
}

/** Gives a title another description. A provisional one becomes the own library's by it; the former one is kept. */
export async function saveRecord(
  ctx: StaffCtx,
  { params, body }: Ask<typeof saveOp>,
): Promise<Answer<TitleRecord>> {
  const { title_id } = params
  const { library_id, staff_id } = ctx.actor
  const edited = recordOf(body.record)
  const stop = edited && stopOf(edited, body.format)
  if (!edited || stop !== null) return refuse('record_invalid', { detail: stop ?? 'field of the wrong kind' })
  const done = await once<{ title_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockEditing(title_id, library_id)],
      decide: async ([rows = []], tx) => {
        const now = oneOf(EditingRow, rows)
        if (!now) return refuse('title_unknown')
        if (!mayEdit(asked(now), isConsortium(ctx))) return refuse('source_not_yours')
        if (now.version !== body.version) return refuse('changed_meanwhile')
        if (same(edited, decoded(now.record))) return refuse('record_same')
        const row = titleRow(stamped(edited, now.control_number, ctx.now), null)
        if ('reason' in row) return refuse('record_invalid', { detail: row.reason })
        const source = now.source === PROVISIONAL ? now.own_source : now.source
        const one = { title_id, row: { ...row, control_number: now.control_number }, source, before: now }
        const by = { at: ctx.now.toString(), library_id, import_id: null, why: body.why }
        await replaceTitles(query => tx.more([query]), [one], by)
        const edit = insertEdit({ library_id, title_id, version: now.version, staff_id })
        return { effects: [edit], answer: () => ({ title_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readRecord(ctx, done.title_id)
}

/** Apart from when it was changed and from lengths, which the server writes. */
function same(a: MarcRecord, b: MarcRecord): boolean {
  const said = (r: MarcRecord) => {
    const { record } = conformRecord(r)
    return JSON.stringify([record.leader, record.fields.filter(f => f.tag !== '005' && f.tag !== '001')])
  }
  return said(a) === said(b)
}

const asksWhetherSame = ({ title_id, title, author, year }: Likeness): Finding => ({
  code: 'title_is_here',
  weight: 'ask',
  about: { title_id, title, author, year },
})

/** Makes a title, under the source of the own library and the number of the record, or one that is given here. */
export async function addRecord(ctx: StaffCtx, body: BodyOf<typeof addOp>): Promise<Answer<TitleRecord>> {
  const edited = recordOf(body.record)
  const stop = edited && stopOf(edited, body.format)
  if (!edited || stop !== null) return refuse('record_invalid', { detail: stop ?? 'field of the wrong kind' })
  const given = edited.fields.find(f => f.tag === '001')
  const number =
    given && 'value' in given && given.value.trim() !== ''
      ? given.value.trim()
      : `k${body.command_id.replaceAll('-', '')}`
  const row = titleRow(stamped(edited, number, ctx.now), null)
  if ('reason' in row) return refuse('record_invalid', { detail: row.reason })
  const { beside } = body
  const done = await once<{ title_id: string }>(ctx, body, {
    facts: [ownSource(ctx.actor.library_id), ...(beside ? [lockFresh] : [])],
    decide: async ([own = []], tx) => {
      const { own_source } = shaped(Own, own[0])
      const [here = []] = beside ? await likenesses(queries => tx.more(queries), [edited]) : []
      const unseen = here.filter(title => !beside?.includes(title.title_id))
      if (unseen.length > 0) return refusedBy(unseen.map(asksWhetherSame))
      const [there = []] = await tx.more([storedTitles(own_source, [number])])
      if (there.length > 0) return refuse('record_number_in_use')
      const title_id = await makeTitle(tx, { row, source: own_source, at: ctx.now.toString() })
      return { effects: [], answer: () => ({ title_id }) }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readRecord(ctx, done.title_id)
}

const ROWS = 50
export async function recordVersions(
  ctx: StaffCtx,
  { params, query }: Ask<typeof versionsOp>,
): Promise<OkOf<typeof versionsOp> | Refusal> {
  const { title_id } = params
  const before = query.before === undefined ? null : Number(query.before)
  const [title = [], rows = []] = await transact(ctx, tx =>
    tx.first([editing(title_id, ctx.actor.library_id), versionsBefore(title_id, before, ROWS)]),
  )
  if (title.length === 0) return refuse('title_unknown')
  const all = allOf(VersionRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page, next: all.length > ROWS ? String(page.at(-1)?.version ?? '') : null }
}

export async function readVersion(
  ctx: StaffCtx,
  { params }: Ask<typeof versionOp>,
): Promise<OkOf<typeof versionOp> | Refusal> {
  const [rows = []] = await read(ctx, [oneVersion(params.title_id, Number(params.version))])
  const row = oneOf(OneVersion, rows)
  return row
    ? { version: row.version, at: row.at, record: shownRecord(decoded(row.record)) }
    : refuse('not_found')
}
