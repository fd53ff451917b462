import {
  type OkOf,
  type PullLine,
  type pullList as pullListOp,
  Instant,
  Nullable,
  Share,
} from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { PullFactsRow, pullFacts } from './pull-facts.store.ts'
import { type Line, placeOf, pullLines } from './pull-list.rules.ts'
import {
  BranchName,
  branchNames,
  claimedUntil,
  LIST_LINES,
  SHARE_DAYS,
  shareQuery,
  StaffName,
  staffNames,
  TitleName,
  titleNames,
  type Where,
} from './pull-list.store.ts'

const Until = Type.Object({ until: Nullable(Instant) })

export const whereOf = (ctx: StaffCtx): Where => ({
  branch_id: ctx.actor.branch_id,
  at: ctx.now.toString(),
  today: dayOf(ctx.now),
})

/** The lines that the facts of a branch come to. */
export function linesIn(rows: readonly Row[] | undefined, where: Where): Line[] {
  const facts = oneOf(PullFactsRow, rows ?? [])?.facts
  return facts ? pullLines(facts, where) : []
}

/** How many lines somebody here could fetch, for the counter of the day. */
export const linesToFetch = (rows: readonly Row[] | undefined, where: Where): number =>
  linesIn(rows, where).filter(line => line.state !== 'elsewhere').length

/** What to fetch from the shelves of this branch, who looks for it, and how fair the libraries share the work. */
export const pullList = (ctx: StaffCtx): Promise<OkOf<typeof pullListOp>> =>
  transact(ctx, async tx => {
    const where = whereOf(ctx)
    const [facts, until, share] = await tx.first([
      pullFacts(where),
      claimedUntil(where),
      shareQuery(where.branch_id, addDays(dayOf(ctx.now), -SHARE_DAYS)),
    ])
    const lines = linesIn(facts, where)
    const shares = allOf(Share, share ?? [])
    return {
      rows: await told(tx, lines.slice(0, LIST_LINES)),
      more: lines.length > LIST_LINES,
      until: oneOf(Until, until ?? [])?.until ?? null,
      // A library that shares with nobody has no share to show.
      share: shares.length > 1 ? shares : [],
    }
  })

/** Titles and names are read of those lines only that are shown. */
async function told(tx: Tx, lines: readonly Line[]): Promise<PullLine[]> {
  if (lines.length === 0) return []
  const claims = lines.flatMap(l => (l.claim ? [l.claim] : []))
  const [titles = [], branches = [], staff = []] = await tx.more([
    titleNames(lines.map(l => l.title_id)),
    branchNames([...lines.map(l => l.first.pickup_branch_id), ...claims.map(c => c.branch_id)]),
    staffNames(claims.flatMap(c => (c.claimed_by ? [c.claimed_by] : []))),
  ])
  const title = new Map(allOf(TitleName, titles).map(t => [t.title_id, t]))
  const branch = new Map(allOf(BranchName, branches).map(b => [b.branch_id, b.name]))
  const by = new Map(allOf(StaffName, staff).map(s => [s.staff_id, s.name]))
  return lines.map(line => {
    const stands = placeOf(line)
    return {
      title_id: line.title_id,
      title: title.get(line.title_id)?.title ?? '',
      language: title.get(line.title_id)?.language ?? null,
      author: title.get(line.title_id)?.author ?? null,
      item_type: stands?.item_type ?? '',
      shelf: stands?.shelf ?? null,
      call_number: stands?.call_number ?? null,
      needed: line.needed,
      items_here: line.items.length,
      own: line.own,
      for_branch: branch.get(line.first.pickup_branch_id) ?? '',
      barcodes: line.items.map(i => i.barcode),
      tries: Math.max(...line.items.map(i => i.tries)),
      state: line.state,
      claim: line.claim && {
        branch_id: line.claim.branch_id,
        branch_name: branch.get(line.claim.branch_id) ?? '',
        until: line.claim.until,
        by: by.get(line.claim.claimed_by ?? '') ?? null,
      },
    }
  })
}
