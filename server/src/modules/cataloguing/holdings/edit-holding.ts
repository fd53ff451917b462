import type {
  addHolding as addOp,
  Ask,
  HoldingRecord,
  OkOf,
  removeHolding as removeOp,
  restoreHolding as restoreOp,
  saveHolding as saveOp,
} from '@kaft/contract'
import { checkFormat, conformRecord, extractHoldingsFacts, FORMATS, type MarcRecord } from '@kaft/marc'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import {
  forgetPlaces,
  insertHoldings,
  insertPlaces,
  MadeHolding,
  touchTitles,
  updateHoldings,
} from '../import/holding.store.ts'
import { type HoldingRow, holdingRow } from '../import/holding-row.ts'
import { Branch, branchesOf } from '../import/import.store.ts'
import { branchFinder, type BranchRow } from '../import/item-rows.ts'
import { recordOf, stamped } from '../records/edit.rules.ts'
import { refreshHeld } from '../search/held.store.ts'
import {
  forgetRemoved,
  HoldingNow,
  holdingNow,
  insertHoldingEdit,
  keepHoldingVersions,
  lockHolding,
  Removed,
  removedOne,
  removeOne,
  sameNumber,
  TitleHere,
  titleHere,
} from './edit-holding.store.ts'
import { ofTitle, wordsOfPlaces } from './holding-edit.rules.ts'
import { decodedHolding, mayEditNow, readHolding } from './read-holding.ts'

/** Where an editor wrote no items: those of a holdings record come by an import or by hand, never by a change of its words. */
const NO_ITEMS = { layout: { tag: '', barcode: '' } }

/** What an editor sent, where it can be a holdings record. */
function edited(body: { record: Parameters<typeof recordOf>[0] }): MarcRecord | Refusal {
  const record = recordOf(body.record)
  // The number of a new record is given here, so its absence is no fault of the editor.
  const stop =
    record && checkFormat(record, FORMATS.holdings).find(f => f.weight === 'stop' && f.tag !== '001')
  if (!record || stop) {
    const detail = stop ? `${stop.tag} ${stop.code} ${stop.about}`.trim() : 'field of the wrong kind'
    return refuse('record_invalid', { detail })
  }
  return record
}

interface Into {
  readonly branches: readonly BranchRow[]
  /** Words that the record named branches by before, beside codes and names. */
  readonly words?: ReadonlyMap<string, string>
  readonly embedded: boolean
  readonly control_number: string
}
/** The row that a record becomes; a branch that nobody knows is the one thing an editor can have wrong here. */
function rowOf(record: MarcRecord, into: Into): HoldingRow | Refusal {
  const find = branchFinder(NO_ITEMS, into.branches)
  const known = (word: string | null): BranchRow | undefined =>
    into.branches.find(b => b.branch_id === into.words?.get((word ?? '').trim().toLowerCase()))
  const made = holdingRow(record, {
    holdings: null,
    branchOf: word => find(word) ?? known(word),
    ...(into.embedded ? { number: into.control_number } : {}),
  })
  if (!('reason' in made)) return made.holding
  if (made.reason === 'branch_unknown') return refuse('holding_branch_unknown', { branch: made.detail })
  return refuse('record_invalid', { detail: made.reason })
}

/** Apart from when it was changed, from 004 and from lengths, which the server writes. */
function same(a: MarcRecord, b: MarcRecord): boolean {
  const said = (r: MarcRecord) => {
    const { record } = conformRecord(r)
    return JSON.stringify([record.leader, record.fields.filter(f => !['001', '004', '005'].includes(f.tag))])
  }
  return said(a) === said(b)
}

/** What a title's holdings change of it: who harvests it must hear of that, and search knows who has it. */
const tellTitle = (title_id: string, at: string): readonly Query[] => [
  touchTitles([title_id], at),
  refreshHeld([title_id], at),
]

export async function saveHolding(
  ctx: StaffCtx,
  { params, body }: Ask<typeof saveOp>,
): Promise<Answer<HoldingRecord>> {
  const { holding_id } = params
  const record = edited(body)
  if (isRefusal(record)) return record
  const at = ctx.now.toString()
  const { staff_id, library_id } = ctx.actor
  const done = await once<{ holding_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockHolding(holding_id), holdingNow(holding_id), branchesOf(null)],
      decide: ([, rows = [], all = []]: Row[][]) => {
        const now = oneOf(HoldingNow, rows)
        if (!now) return refuse('not_found')
        if (!mayEditNow(ctx, now)) return refuse('source_not_yours')
        if (now.version !== body.version) return refuse('changed_meanwhile')
        const before = decodedHolding(now.record)
        if (same(record, before)) return refuse('record_same')
        const branches = allOf(Branch, all).filter(b => b.library_id === now.library_id)
        const words = wordsOfPlaces(extractHoldingsFacts(before).places, now.branch_ids)
        const whole = ofTitle(stamped(record, now.control_number, ctx.now), now.title_number)
        const row = rowOf(whole, { ...now, branches, words })
        if (isRefusal(row)) return row
        const one = {
          holding_id,
          title_id: now.title_id,
          row: { ...row, control_number: now.control_number },
        }
        return {
          effects: [
            keepHoldingVersions([holding_id], { at, library_id, import_id: null, why: body.why }),
            insertHoldingEdit({ library_id, holding_id, version: now.version, staff_id }),
            updateHoldings(at, [one]),
            forgetPlaces([holding_id]),
            insertPlaces([one]),
            ...tellTitle(now.title_id, at),
          ],
          answer: () => ({ holding_id }),
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readHolding(ctx, done.holding_id)
}

/** Stores a record that is not there. @returns its id */
async function store(
  tx: Tx,
  of: { readonly row: HoldingRow; readonly title_id: string; readonly source: string; readonly at: string },
): Promise<string> {
  const [made = []] = await tx.more([insertHoldings(of.source, of.at, [of])])
  const { holding_id } = shaped(MadeHolding, made[0])
  await tx.more([insertPlaces([{ holding_id, row: of.row }])])
  return holding_id
}

export async function addHolding(
  ctx: StaffCtx,
  { params, body }: Ask<typeof addOp>,
): Promise<Answer<HoldingRecord>> {
  const { title_id } = params
  const record = edited(body)
  if (isRefusal(record)) return record
  const at = ctx.now.toString()
  const done = await once<{ holding_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [titleHere(title_id, ctx.actor.library_id), branchesOf(null)],
      decide: async ([titles = [], all = []], tx) => {
        const title = oneOf(TitleHere, titles)
        if (!title) return refuse('title_unknown')
        const given = record.fields.find(f => f.tag === '001')
        const number = given && 'value' in given ? given.value.trim() : ''
        const control_number = number || `b${body.command_id.replaceAll('-', '')}`
        const source = title.library_code
        const [there = []] = await tx.more([sameNumber({ source, control_number })])
        if (there.length > 0) return refuse('record_number_in_use')
        const branches = allOf(Branch, all).filter(b => b.library_id === ctx.actor.library_id)
        const whole = ofTitle(stamped(record, control_number, ctx.now), title.control_number)
        const row = rowOf(whole, { branches, embedded: false, control_number })
        if (isRefusal(row)) return row
        const holding_id = await store(tx, { row, title_id, source, at })
        return { effects: tellTitle(title_id, at), answer: () => ({ holding_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readHolding(ctx, done.holding_id)
}

/** Takes a record out. Items are things on a shelf: they stay, and so does what waits for them. */
export async function removeHolding(
  ctx: StaffCtx,
  { params, body }: Ask<typeof removeOp>,
): Promise<Answer<OkOf<typeof removeOp>>> {
  const { holding_id } = params
  const at = ctx.now.toString()
  return once<OkOf<typeof removeOp>>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockHolding(holding_id), holdingNow(holding_id)],
      decide: ([, rows = []]) => {
        const now = oneOf(HoldingNow, rows)
        if (!now) return refuse('not_found')
        if (!mayEditNow(ctx, now)) return refuse('source_not_yours')
        if (now.version !== body.version) return refuse('changed_meanwhile')
        const removed_id = body.command_id
        const { title_id } = now
        return {
          effects: [
            ...removeOne({ library_id: ctx.actor.library_id, holding_id, removed_id, at }),
            ...tellTitle(title_id, at),
          ],
          answer: () => ({ removed_id, title_id }),
        }
      },
    },
  )
}

export async function restoreHolding(
  ctx: StaffCtx,
  { params, body }: Ask<typeof restoreOp>,
): Promise<Answer<OkOf<typeof restoreOp>>> {
  const { library_id } = ctx.actor
  const at = ctx.now.toString()
  return once<OkOf<typeof restoreOp>>(
    ctx,
    { ...body, ...params },
    {
      facts: [removedOne(library_id, params.removed_id), branchesOf(null)],
      decide: async ([rows = [], all = []], tx) => {
        const was = oneOf(Removed, rows)
        if (!was) return refuse('not_found')
        if (!was.stands) return refuse('title_unknown')
        const [there = []] = await tx.more([sameNumber(was)])
        if (there.length > 0) return refuse('record_number_in_use')
        const { title_id, control_number, source } = was
        const row = rowOf(decodedHolding(was.record), { ...was, branches: allOf(Branch, all) })
        if (isRefusal(row)) return row
        const holding_id = await store(tx, { row: { ...row, control_number }, title_id, source, at })
        return {
          effects: [forgetRemoved(library_id, params.removed_id), ...tellTitle(title_id, at)],
          answer: () => ({ holding_id, title_id }),
        }
      },
    },
  )
}
