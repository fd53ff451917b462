import { type FusionReport, settings } from '@kaft/contract'
import { Type } from 'typebox'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { matches, oneOf, shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { loansAhead } from '../../circulation/index.ts'
import { accountsAhead } from '../../finance/index.ts'
import { ItemsAhead, itemsAhead } from '../../inventory/index.ts'
import { agreementsAhead, houseAhead } from '../../organisation/index.ts'
import { PatronsAhead, patronsAhead } from '../../patrons/index.ts'
import { becoming } from './fusion.rules.ts'
import { type Before, claimFusion, FusionRow, setReport } from './fusion.store.ts'

const Accounts = Type.Object({ count: Type.Integer(), cents: Type.String() })
const Loans = Type.Object({ loans: Type.Integer(), holds: Type.Integer() })
const Names = Type.Object({ names: Type.Array(Type.String()) })
const House = Type.Object({
  branches: Type.Integer(),
  accounts: Type.Integer(),
  workstations: Type.Integer(),
  membership_types: Type.Unknown(),
  their_types: Type.Unknown(),
})
const types = settings['patrons.membership_types']
/** Types of membership by their word, with the name that a library gives them. */
const typesOf = (stored: unknown): Map<string, string> =>
  new Map(
    ((matches(types.value, stored) ? stored : types.default) as { type: string; name: string }[]).map(
      ({ type, name }) => [type, name],
    ),
  )

/** Looks at both libraries: what comes, what becomes one, and what is in the way. Nothing is written. */
async function look(tx: Tx, row: FusionRow): Promise<FusionReport> {
  const between = { from: row.absorbed_id, to: row.kept_id }
  const [patrons = [], items = [], accounts = [], loans = [], house = [], agreements = []] = await tx.more([
    patronsAhead(between),
    itemsAhead(between),
    accountsAhead(between.from),
    loansAhead(between.from),
    houseAhead(between),
    agreementsAhead(between.from, between.to),
  ])
  const people = shaped(PatronsAhead, patrons[0])
  const things = shaped(ItemsAhead, items[0])
  const money = shaped(Accounts, accounts[0])
  const { branches, accounts: staff, workstations, ...both } = shaped(House, house[0])
  const [ours, theirs] = [typesOf(both.membership_types), typesOf(both.their_types)]
  const known = new Set(things.types.filter(t => t.known).map(t => t.word))
  const { types: memberships, ...counts } = people
  return {
    ...counts,
    ...shaped(Loans, loans[0]),
    items: things.items,
    taken_barcodes: things.taken_barcodes,
    accounts: money.count,
    balance_cents: Number(money.cents),
    branches,
    staff,
    workstations,
    membership_types: becoming(memberships, row.map.membership_types, new Set(ours.keys())).map(used => {
      const name = theirs.get(used.word)
      return name === undefined ? used : { ...used, name }
    }),
    membership_choices: [...ours].map(([word, name]) => ({ word, name })),
    item_types: becoming(
      things.types,
      row.map.item_types,
      new Set([...known, ...Object.values(row.map.item_types)]),
    ),
    agreements: shaped(Names, agreements[0]).names,
  }
}

export const checkFusion = (
  ctx: JobCtx,
  which: { readonly kept_id: string; readonly fusion_id: string },
): Promise<void> =>
  inLibrary(ctx, which.kept_id, async tx => {
    const [rows = []] = await tx.first([claimFusion(which.fusion_id)])
    const row = oneOf(FusionRow, rows)
    if (row?.state !== 'checking') return
    const report = await look(tx, row)
    await tx.last([setReport(row.fusion_id, row.version, report)])
  })

/** What stands in the library that is absorbed, counted at the moment when it has closed. */
export async function countBefore(tx: Tx, row: FusionRow): Promise<Before> {
  const report = await look(tx, row)
  const { records, cards, memberships, loans, holds, items, accounts, balance_cents: balance } = report
  return { records, cards, memberships, loans, holds, items, accounts, balance }
}
