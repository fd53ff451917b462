import { type DoubleRule, DoubleRule as DoubleRuleShape, doubleRule } from '@kaft/contract'
import { fields, parseMarcJson, subfields } from '@kaft/marc'
import type { Static } from 'typebox'
import type { JobCtx } from '../../../base/job.ts'
import type { Row } from '../../../base/db.ts'
import { allOf, matches, oneOf } from '../../../base/row.ts'
import { transact, type Tx } from '../../../base/tx.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'
import {
  candidatesOf,
  Cursor,
  cursorQuery,
  doubleRuleQuery,
  ExaminedRow,
  forgetPairs,
  FoundRow,
  keepPairs,
  type LaidRow,
  nextToExamine,
  type Pair,
  Ruled,
  setCursor,
} from './find.store.ts'
import { isProposed, type Laid, weighPair, type Weighed } from './weigh.rules.ts'

const BATCH = 500
/** A change is looked at when it is this old: by then whatever began before it has been stored. */
const SETTLED = { minutes: 2 }

/** The rule of this consortium; one that was stored in another form counts as none. */
export const ruleOf = (rows: readonly Row[]): DoubleRule => {
  const value = oneOf(Ruled, rows)?.value
  return matches(DoubleRuleShape, value) ? (value as DoubleRule) : doubleRule
}

type Examined = Static<typeof ExaminedRow>

/** Numbers of the same title elsewhere: MARC 21, 035 $a, and $z where it was cancelled or merged there. */
function borneBy(bytes: unknown): string[] {
  const said = parseMarcJson(Buffer.from(bytes as Uint8Array).toString('utf8'))
  if (!said.ok) return []
  return fields(said.record, '035')
    .flatMap(field => [...subfields(field, 'a'), ...subfields(field, 'z')])
    .flatMap(number => [number.trim(), number.replace(/^\([^)]*\)/, '').trim()])
    .filter(number => number !== '')
}

const laid = (row: LaidRow, borne: readonly string[]): Laid => ({
  ...row,
  borne: [row.control_number, ...borne],
  provisional: row.source === PROVISIONAL,
})

export interface Proposal extends Weighed {
  readonly of_id: string
  readonly other: LaidRow
  readonly apart: boolean
}

/** What each of these titles may be the same as, by the rule. */
export async function proposalsFor(
  tx: Pick<Tx, 'more'>,
  rows: readonly Examined[],
  rule: DoubleRule,
): Promise<Proposal[]> {
  const asked = rows.map(row => ({ ...row, borne: borneBy(row.record) }))
  const [found = []] = await tx.more([candidatesOf(asked)])
  const by = new Map(asked.map(one => [one.title_id, laid(one, one.borne)]))
  return allOf(FoundRow, found).flatMap(({ of_id, apart, ...other }) => {
    const one = by.get(of_id)
    const beside = laid(other, [])
    const weighed = one && weighPair(one, beside, rule)
    return weighed && isProposed(one, beside, weighed, rule) ? [{ of_id, other, apart, ...weighed }] : []
  })
}

const ordered = (a: string, b: string): [string, string] => (BigInt(a) < BigInt(b) ? [a, b] : [b, a])

function pairsOf(proposals: readonly Proposal[]): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const { of_id, other, weight, agrees, differs } of proposals) {
    const [low_id, high_id] = ordered(of_id, other.title_id)
    const before = pairs.get(`${low_id} ${high_id}`)
    // From the side that bears the other's number it weighs more.
    if (!before || before.weight < weight)
      pairs.set(`${low_id} ${high_id}`, { low_id, high_id, weight, agrees, differs })
  }
  return [...pairs.values()]
}

/**
 * Looks at the titles that came or changed since the last time, in the order in which they did: each is laid beside the
 * few that share a number or a beginning with it. Broken off, it goes on where it was.
 * @returns how many titles were looked at
 */
export async function findDoubles(ctx: JobCtx): Promise<number> {
  const until = ctx.now.subtract(SETTLED).toString()
  for (let looked = 0; ; ) {
    ctx.signal.throwIfAborted()
    const seen = await transact(ctx, async tx => {
      const [cursors = [], rules = []] = await tx.first([cursorQuery, doubleRuleQuery])
      const [rows = []] = await tx.more([nextToExamine(oneOf(Cursor, cursors), until, BATCH)])
      const titles = allOf(ExaminedRow, rows)
      const last = titles.at(-1)
      if (!last) return 0
      const pairs = pairsOf(await proposalsFor(tx, titles, ruleOf(rules)))
      await tx.last([
        forgetPairs(titles.map(t => t.title_id)),
        ...(pairs.length > 0 ? [keepPairs(pairs, ctx.now.toString())] : []),
        setCursor({ at: last.changed_at, title_id: last.title_id }),
      ])
      return titles.length
    })
    looked += seen
    if (seen < BATCH) return looked
  }
}
