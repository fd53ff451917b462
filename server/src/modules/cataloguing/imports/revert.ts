import { parseMarcJson } from '@kaft/marc'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { takeBackMovedItems } from '../../inventory/index.ts'
import { dropBareTitles } from '../import/drop-bare.ts'
import { titleRow } from '../import/title-row.ts'
import { makeTitle } from '../records/make.ts'
import { replaceTitles, type Replacement } from '../records/replace.ts'
import { titlesNow, TitleNow } from '../records/records.store.ts'
import { refreshHeld } from '../search/held.store.ts'
import { undoAuthorities } from './revert-authorities.ts'
import { undoHoldings } from './revert-holdings.ts'
import { kept, type Said } from './revert.rules.ts'
import { dropParts, type ImportRow } from './imports.store.ts'
import {
  beat,
  ChangeRow,
  changesToUndo,
  endPhase,
  forgetChanges,
  forgetItems,
  forgetRemoved,
  insertProblems,
  itemsToUndo,
  RemovedRow,
  removedToUndo,
  unmarkImport,
  Undone,
  VersionRecord,
  versionsOf,
  type Noted,
} from './work.store.ts'

const STRETCH = 500

/** How far the way back is: `more` until nothing is left, `stopped` where it was let go. */
type Step = 'items' | 'holdings' | 'removed' | 'titles' | 'authorities' | 'done' | 'stopped'

/**
 * The way back of a whole import: items that it made go unless something was done with them since; titles that it made
 * go unless somebody has or awaits them; titles that it took out come back; titles that it changed get their former description back unless it was changed
 * since. What stays is listed with its reason.
 */
export async function revertImport(ctx: JobCtx, row: ImportRow): Promise<void> {
  const told = { problems: row.problems, read: 0 }
  for (let step: Step = 'items'; step !== 'done' && step !== 'stopped'; ) {
    ctx.signal.throwIfAborted()
    const now = step
    step = await inLibrary(ctx, row.library_id, async (tx): Promise<Step> => {
      const [going = []] = await tx.first([
        beat({ ...row, read_bytes: told.read, problems: told.problems, counts: row.counts }),
      ])
      if (going.length === 0) return 'stopped'
      const at = ctx.now.toString()
      const said: Said = await UNDO[now](tx, row, at)
      told.problems += said.kept.length
      const notes = said.kept.length > 0 ? [insertProblems(row.library_id, row.import_id, said.kept)] : []
      const over = now === 'authorities' && !said.more
      const ends = over
        ? [
            endPhase({ import_id: row.import_id, from: 'reverting', to: 'reverted', at }),
            dropParts(row.import_id),
          ]
        : []
      await tx.last([
        ...notes,
        beat({ ...row, read_bytes: 0, problems: told.problems, counts: row.counts }),
        ...ends,
      ])
      return said.more ? now : NEXT[now]
    })
  }
}

const NEXT = {
  items: 'removed',
  holdings: 'titles',
  removed: 'holdings',
  titles: 'authorities',
  authorities: 'done',
} as const

async function undoItems(tx: Tx, { import_id }: ImportRow, at: string): Promise<Said> {
  const [rows = []] = await tx.more([itemsToUndo(import_id, STRETCH)])
  const items = allOf(Undone, rows)
  if (items.length === 0) return { more: false, kept: [] }
  const ids = items.map(i => i.item_id)
  const titles = [...new Set(items.map(i => i.title_id))].toSorted()
  const [gone = []] = await tx.more([
    takeBackMovedItems(ids),
    forgetItems(import_id, ids),
    refreshHeld(titles, at),
  ])
  const went = new Set(gone.map(g => g['id']))
  return {
    more: true,
    kept: items
      .filter(i => !went.has(i.item_id))
      .map(i =>
        kept('item_used_since', `the item ${i.item_id} was lent, awaited or changed since`, i.title_id),
      ),
  }
}

/** Titles that it took out come back as they were, under another id; marks that it made go. */
async function undoRemoved(tx: Tx, { import_id }: ImportRow, at: string): Promise<Said> {
  const [rows = []] = await tx.more([removedToUndo(import_id, STRETCH), unmarkImport(import_id)])
  const removed = allOf(RemovedRow, rows)
  if (removed.length === 0) return { more: false, kept: [] }
  for (const { source, control_number, record, there } of removed) {
    const read = there ? null : parseMarcJson((record as Buffer).toString('utf8'))
    const row = read?.ok ? titleRow(read.record, null) : null
    if (row && !('reason' in row)) await makeTitle(tx, { row: { ...row, control_number }, source, at })
  }
  await tx.more([
    forgetRemoved(
      import_id,
      removed.map(r => r.control_number),
    ),
  ])
  return { more: true, kept: [] }
}

async function undoTitles(tx: Tx, row: ImportRow, at: string): Promise<Said> {
  const [rows = []] = await tx.more([changesToUndo(row.import_id, STRETCH)])
  const changes = allOf(ChangeRow, rows)
  if (changes.length === 0) return { more: false, kept: [] }
  const [made, changed] = [true, false].map(is => changes.filter(c => c.made === is && c.there))
  const notes: Noted[] = []
  const untouched = (made ?? []).filter(c => c.same)
  const gone = new Set(
    await dropBareTitles(
      tx,
      untouched.map(c => c.title_id),
      at,
    ),
  )
  for (const c of made ?? [])
    if (!gone.has(c.title_id))
      notes.push(
        kept(
          'title_used_since',
          'a library has it, somebody waits for it, or it was changed since',
          c.title_id,
        ),
      )
  for (const c of changed ?? [])
    if (!c.same) notes.push(kept('changed_since', 'its description was changed again since', c.title_id))
  await restore(
    tx,
    (changed ?? []).filter(c => c.same),
    { row, at },
  )
  await tx.more([
    forgetChanges(
      row.import_id,
      changes.map(c => c.title_id),
    ),
  ])
  return { more: true, kept: notes }
}

const UNDO = {
  items: undoItems,
  removed: undoRemoved,
  holdings: undoHoldings,
  titles: undoTitles,
  authorities: undoAuthorities,
} as const

/** Titles get the description back that the import replaced; that is a change like any other, and is kept as one. */
async function restore(
  tx: Tx,
  changes: readonly { readonly title_id: string; readonly version_no: number | null }[],
  { row, at }: { readonly row: ImportRow; readonly at: string },
): Promise<void> {
  if (changes.length === 0) return
  const [versions = [], now = []] = await tx.more([
    versionsOf(changes),
    titlesNow(changes.map(c => c.title_id)),
  ])
  const before = new Map(allOf(TitleNow, now).map(t => [t.title_id, t]))
  const all = allOf(VersionRecord, versions).flatMap((v): Replacement[] => {
    const read = parseMarcJson((v.record as Buffer).toString('utf8'))
    const stored = before.get(v.title_id)
    const made = read.ok ? titleRow(read.record, null) : null
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
  const by = {
    at,
    library_id: row.library_id,
    import_id: row.import_id,
    why: 'import teruggedraaid',
  }
  await replaceTitles((query: Query) => tx.more([query]), all, by)
}
