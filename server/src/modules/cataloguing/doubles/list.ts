import type {
  BodyOf,
  doublesOfTitle as ofOp,
  keepTitlesApart as apartOp,
  OkOf,
  QueryOf,
  TitleDouble,
  titleDoubles as listOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read, transact } from '../../../base/tx.ts'
import { proposalsFor, ruleOf } from './find-doubles.ts'
import { doubleRuleQuery, ExaminedRow, oneToExamine } from './find.store.ts'
import {
  type Behind,
  DoubleRow,
  doublesAfter,
  type Keeper,
  OneSide,
  setApart,
  sidesOf,
  There,
  titlesThere,
  unsetApart,
} from './list.store.ts'

export const keeperOf = (ctx: StaffCtx): Keeper => ({
  library_id: ctx.actor.library_id,
  consortium: may(ctx)('consortium.libraries'),
})

const PAGE = 25
const behindOf = (after: string | undefined): Behind | null => {
  const [weight, low_id, high_id] = after?.split('~') ?? []
  return low_id === undefined || high_id === undefined ? null : { weight: Number(weight), low_id, high_id }
}

/** The queue of pairs that may be one title. */
export async function titleDoubles(
  ctx: StaffCtx,
  { whose = 'mine', provisional, after }: QueryOf<typeof listOp>,
): Promise<OkOf<typeof listOp>> {
  const asked = {
    mine: whose === 'mine',
    provisional: provisional === '1',
    behind: behindOf(after),
    most: PAGE,
  }
  const [rows = []] = await read(ctx, [doublesAfter(keeperOf(ctx), asked)])
  const all = allOf(DoubleRow, rows)
  const page = all.slice(0, PAGE)
  const last = page.at(-1)
  return {
    rows: page.map(({ one, other, weight, agrees, differs }) => ({ one, other, weight, agrees, differs })),
    next: last && all.length > PAGE ? `${last.weight}~${last.low_id}~${last.high_id}` : null,
  }
}

/** What this title may be the same as, looked up now: for who has just made it, or stands before it. */
export const doublesOfTitle = (ctx: StaffCtx, title_id: string): Promise<OkOf<typeof ofOp> | Refusal> =>
  transact(ctx, async tx => {
    const [titles = [], rules = []] = await tx.first([oneToExamine(title_id), doubleRuleQuery])
    const title = oneOf(ExaminedRow, titles)
    if (!title) return refuse('title_unknown')
    const found = (await proposalsFor(tx, [title], ruleOf(rules))).filter(one => !one.apart)
    if (found.length === 0) return { rows: [] }
    const [sides = []] = await tx.more([
      sidesOf([title_id, ...found.map(f => f.other.title_id)], keeperOf(ctx)),
    ])
    const by = new Map(allOf(OneSide, sides).map(s => [s.side.title_id, s.side]))
    const one = by.get(title_id)
    const rows = found.flatMap(({ other, weight, agrees, differs }): TitleDouble[] => {
      const beside = by.get(other.title_id)
      return one && beside ? [{ one, other: beside, weight, agrees: [...agrees], differs: [...differs] }] : []
    })
    return { rows: rows.toSorted((a, b) => b.weight - a.weight) }
  })

type Done = Record<string, never>
const setPair = (
  ctx: StaffCtx,
  body: BodyOf<typeof apartOp>,
  write: Query,
): Promise<Done | Refusal | RefusedByRules> =>
  once<Done>(ctx, body, {
    facts: [titlesThere(body.one_id, body.other_id)],
    decide: ([rows = []]) => {
      if (body.one_id === body.other_id) return refuse('title_merge_self')
      if (allOf(There, rows).length !== 2) return refuse('title_unknown')
      return { effects: [write], answer: () => ({}) }
    },
  })

/** These two are two titles: nobody is asked again. */
export const keepTitlesApart = (ctx: StaffCtx, body: BodyOf<typeof apartOp>) => {
  const by = { library_id: ctx.actor.library_id, at: ctx.now.toString() }
  return setPair(ctx, body, setApart(body.one_id, body.other_id, by))
}
/** Takes that back. */
export const unkeepTitlesApart = (ctx: StaffCtx, body: BodyOf<typeof apartOp>) =>
  setPair(ctx, body, unsetApart(body.one_id, body.other_id))
