import { createHash } from 'node:crypto'
import type { MoveKind, MoveReason } from '@kaft/contract'
import type { MovingIn } from '../../../base/moving.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Kind, Outcome, Ready } from '../kinds/kind.ts'
import type { Draft } from '../read/row.rules.ts'
import {
  addTally,
  type At,
  Link,
  linksOf,
  type NewLink,
  noteRefused,
  noTally,
  type Refused,
  renameLinks,
  seeAgain,
  type Tally,
  tie,
} from './notes.store.ts'
import { keysOf, type Overlay } from './overlay.ts'
import { findRefs, missingRef } from './refs.ts'

/** A batch of rows of one kind from one file, in the transaction that also moves the cursor. */
export interface Batch {
  readonly moving: MovingIn
  readonly at: At
  readonly kind: Kind
  readonly file_no: number
  /** Whose titles a number of the old system names. */
  readonly source: string
  /** Set in a dry run: nothing is written but what stays behind. */
  readonly overlay: Overlay | null
}

interface Row extends Ready {
  readonly draft: Draft
  readonly digest: string
}

const MOST_KEY = 60
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
/** A number as it is kept; a long one by its hash. */
const short = (key: string): string => (key.length > MOST_KEY ? `#${digestOf(key)}` : key)

/** Left behind on purpose, and no fault of the file. */
const behind: ReadonlySet<MoveReason> = new Set(['nothing_open', 'history_not_kept', 'erased_here'])
const centsOf = (draft: Draft): number =>
  draft.kind === 'charges' && typeof draft.values['amount'] === 'number' ? draft.values['amount'] : 0

/** What happened to rows, as it is counted and noted. */
interface Notes {
  readonly refused: Refused[]
  tally: Tally
}

function refuse(
  notes: Notes,
  file_no: number,
  draft: Draft,
  why: { reason: MoveReason; field?: string | null },
): void {
  const { kind, line_no } = draft
  const left = behind.has(why.reason)
  if (why.reason === 'changed_here') {
    // The row is here; only what the export says otherwise was not taken.
    notes.refused.push({
      kind,
      file_no,
      line_no,
      reason: why.reason,
      field: why.field ?? null,
      whole_row: false,
    })
    notes.tally = { ...notes.tally, fields: notes.tally.fields + 1, same: notes.tally.same + 1 }
    return
  }
  // What is left behind on purpose is counted, line by line it says nothing.
  if (!left)
    notes.refused.push({
      kind,
      file_no,
      line_no,
      reason: why.reason,
      field: why.field ?? null,
      whole_row: true,
    })
  notes.tally = {
    ...notes.tally,
    refused: notes.tally.refused + (left ? 0 : 1),
    left_behind: notes.tally.left_behind + (left ? 1 : 0),
    refused_cents: notes.tally.refused_cents + (left ? 0 : centsOf(draft)),
  }
}

/**
 * Takes a batch in: what is new is made, what says something else is changed, what is the same is left alone, and
 * what cannot be taken is noted by its line and the reason. The same rows again change nothing.
 * @returns the statements that note it; they travel with the cursor
 */
export async function takeBatch(batch: Batch, drafts: readonly Draft[]): Promise<Query[]> {
  const { at, kind, file_no } = batch
  const notes: Notes = { refused: [], tally: { ...noTally, read: drafts.length } }
  const rows = await rowsOf(batch, drafts, notes)
  const links = new Map(
    allOf(
      Link,
      (
        await batch.moving.tx.more([
          linksOf(
            at.library_id,
            kind.kind,
            rows.map(r => r.key),
          ),
        ])
      )[0] ?? [],
    ).map(l => [l.source_key, l] as const),
  )
  const fresh: Row[] = []
  const changed: (Row & { id: string })[] = []
  const same: NewLink[] = []
  for (const row of rows) {
    const link = links.get(row.key)
    if (!link) fresh.push(row)
    else if (!batch.overlay && link.seen_pass === at.pass)
      refuse(notes, file_no, row.draft, { reason: 'repeated' })
    else if ((link.digest as Buffer).toString('hex') === row.digest)
      same.push({ key: row.key, id: link.target_id, digest: row.digest, cents: centsOf(row.draft) })
    else changed.push({ ...row, id: link.target_id })
    if (link && !at.whole && link.cents !== null)
      // Of an export with changes only, what counts is by how much the sum changed.
      notes.tally = { ...notes.tally, read_cents: notes.tally.read_cents - link.cents }
  }
  const writes = [
    ...(await made(batch, fresh, notes)),
    ...(await changes(batch, changed, notes)),
    ...(same.length > 0 && !batch.overlay ? [seeAgain(at, kind.kind, same)] : []),
  ]
  notes.tally = { ...notes.tally, same: notes.tally.same + same.length }
  return [...writes, ...noted(at, kind.kind, notes)]
}

export const noted = (at: At, kind: MoveKind, { refused, tally }: Notes): Query[] => [
  ...(refused.length > 0 ? [noteRefused(at, refused)] : []),
  addTally(at, kind, tally),
]

/** Rows with their number and what they name; what has neither is refused here. */
async function rowsOf(batch: Batch, drafts: readonly Draft[], notes: Notes): Promise<Row[]> {
  const { kind, moving, file_no, overlay, source } = batch
  const read = drafts.reduce((sum, d) => sum + centsOf(d), 0)
  const fields = drafts.flatMap(d => d.left_out.map(l => ({ ...l, draft: d })))
  notes.tally = { ...notes.tally, read_cents: read, fields: fields.length }
  for (const { draft, reason, field } of fields)
    notes.refused.push({ kind: draft.kind, file_no, line_no: draft.line_no, reason, field, whole_row: false })
  const refs = await findRefs(
    moving.tx,
    { library_id: moving.library_id, source, overlay },
    drafts.map(d => d.values),
  )
  const seen = new Set<string>()
  return drafts.flatMap(draft => {
    const said = draft.values['key']
    const natural = said === undefined ? kind.keyOf(draft.values) : String(said)
    const named = refs(draft.values)
    const missing = missingRef(named, kind.needs)
    const key = natural === null ? null : short(natural)
    const twice = key !== null && (seen.has(key) || (overlay !== null && keysOf(overlay, kind.kind).has(key)))
    const why =
      draft.refused ??
      (key === null ? { reason: 'key_missing' as const } : null) ??
      (missing === null ? null : { reason: missing }) ??
      (twice ? { reason: 'repeated' as const } : null)
    if (why || key === null) {
      refuse(notes, file_no, draft, why ?? { reason: 'key_missing' })
      return []
    }
    seen.add(key)
    return [{ key, draft, values: draft.values, refs: named, digest: digestOf(JSON.stringify(draft.values)) }]
  })
}

/** Notes what the owner of the rows said of them. @returns the links of those that were taken */
function settle(batch: Batch, rows: readonly Row[], said: Outcome, notes: Notes): NewLink[] {
  const byKey = new Map(rows.map(row => [row.key, row]))
  for (const { key, ...why } of said.refused) {
    const row = byKey.get(key)
    if (row) refuse(notes, batch.file_no, row.draft, why)
  }
  for (const { key, reason, field } of said.left_out ?? []) {
    const row = byKey.get(key)
    if (!row) continue
    const { kind, line_no } = row.draft
    notes.refused.push({ kind, file_no: batch.file_no, line_no, reason, field, whole_row: false })
    notes.tally = { ...notes.tally, fields: notes.tally.fields + 1 }
  }
  return said.made.flatMap(({ key, id }) => {
    const row = byKey.get(key)
    return row ? [{ key, id, digest: row.digest, cents: centsOf(row.draft) }] : []
  })
}

async function made(batch: Batch, rows: readonly Row[], notes: Notes): Promise<Query[]> {
  const { kind, moving, overlay, at } = batch
  if (rows.length === 0) return []
  if (overlay) {
    const links = settle(batch, rows, await kind.look(moving, rows, overlay), notes)
    for (const { key } of links) keysOf(overlay, kind.kind).add(key)
    notes.tally = { ...notes.tally, made: links.length }
    return []
  }
  const { adopted, rest } = await adopt(batch, rows)
  const links = rest.length === 0 ? [] : settle(batch, rest, await kind.make(moving, rest), notes)
  notes.tally = { ...notes.tally, made: links.length }
  const further = await changes(batch, adopted, notes)
  return [...further, ...(links.length > 0 ? [tie(at, kind.kind, links)] : [])]
}

/** Items that came in with the records are the same ones: from here on they are known by the number of the row. */
async function adopt(
  batch: Batch,
  rows: readonly Row[],
): Promise<{ adopted: (Row & { id: string })[]; rest: Row[] }> {
  const { kind, moving, at } = batch
  if (kind.kind !== 'items') return { adopted: [], rest: [...rows] }
  const pairs = rows.flatMap(row => {
    const barcode = String(row.values['barcode'] ?? '')
    return barcode === row.key ? [] : [{ from: barcode, to: row.key }]
  })
  if (pairs.length === 0) return { adopted: [], rest: [...rows] }
  const [said = []] = await moving.tx.more([renameLinks(at, 'items', pairs)])
  const renamed = new Map(allOf(Link, said).map(l => [l.source_key, l.target_id]))
  return {
    adopted: rows.flatMap(row => {
      const id = renamed.get(row.key)
      return id === undefined ? [] : [{ ...row, id }]
    }),
    rest: rows.filter(row => !renamed.has(row.key)),
  }
}

async function changes(
  batch: Batch,
  rows: readonly (Row & { id: string })[],
  notes: Notes,
): Promise<Query[]> {
  const { kind, moving, at, overlay } = batch
  if (rows.length === 0) return []
  if (overlay) {
    notes.tally = { ...notes.tally, changed: notes.tally.changed + rows.length }
    return []
  }
  const said = await kind.change(moving, rows)
  const links = settle(batch, rows, said, notes)
  notes.tally = { ...notes.tally, changed: notes.tally.changed + links.length }
  // What could not follow is still the row that it was: it did not end.
  const stay = new Set(links.map(l => l.key))
  const kept = rows.filter(r => !stay.has(r.key))
  return [
    ...(links.length > 0 ? [tie(at, kind.kind, links)] : []),
    ...(kept.length > 0
      ? [
          seeAgain(
            at,
            kind.kind,
            kept.map(r => ({ key: r.key, digest: r.digest, cents: centsOf(r.draft) })),
          ),
        ]
      : []),
  ]
}
