import { isDeepStrictEqual } from 'node:util'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import type { Query } from '../../../base/sql.ts'
import { read, type Tx } from '../../../base/tx.ts'
import { bumpEpoch, type Change, lockLibraries, recordChange } from './change.store.ts'

/** What a change of the configuration decides: its effects, what is recorded of it, and an answer of ids. */
export interface Configured<A> {
  readonly effects: readonly Query[]
  /** What is recorded of it; of several things at once each its own. */
  readonly change: Change | readonly Change[]
  readonly answer: A
  /** Libraries whose configuration it touches; the own one unless said otherwise. */
  readonly libraries?: readonly string[]
}

export interface Configuring<A> {
  /** Statement that locks; the own library's row unless said otherwise. */
  readonly lock?: Query
  readonly facts: readonly Query[]
  readonly decide: (
    rows: Row[][],
    tx: Tx,
  ) => Refusal | RefusedByRules | Configured<A> | Promise<Refusal | RefusedByRules | Configured<A>>
}

/** Two changes that wait for each other: the database ends one of them, and nothing of it stays. */
const isDeadlock = (error: unknown): boolean => (error as { code?: string }).code === '40P01'

/**
 * Runs a change of the configuration: one at a time for each library, once for each command. The change, its record
 * with before and after, and the library's new epoch are one transaction. What changes nothing leaves no trace.
 *
 * Whoever derives a scope holds the agreements shared until the end, and whoever changes an agreement wants them
 * alone: when both also want the same library, one is ended by the database, and begins again here.
 */
export async function configure<A extends object>(
  ctx: StaffCtx,
  body: { readonly command_id: string },
  use: Configuring<A>,
): Promise<A | Refusal | RefusedByRules> {
  for (let again = 0; ; again++) {
    try {
      return await attempt(ctx, body, use)
    } catch (error) {
      if (!isDeadlock(error) || again === 2) throw error
    }
  }
}

const attempt = <A extends object>(
  ctx: StaffCtx,
  body: { readonly command_id: string },
  use: Configuring<A>,
): Promise<A | Refusal | RefusedByRules> =>
  once<A>(ctx, body, {
    facts: [use.lock ?? lockLibraries([ctx.actor.library_id]), ...use.facts],
    decide: async ([, ...rows], tx) => {
      const said = await use.decide(rows, tx)
      if (isRefusal(said) || 'findings_refused' in said) return said
      const { effects, change, answer, libraries = [ctx.actor.library_id] } = said
      const changes = [change].flat().filter(one => !isDeepStrictEqual(one.before, one.after))
      if (changes.length === 0) return { effects: [], answer: () => answer }
      const records = changes.map(one => recordChange(ctx, one))
      return { effects: [...effects, ...records, bumpEpoch(libraries)], answer: () => answer }
    },
  })

/** Reads what was just changed. The caller's own change made the session facts in memory old, which is no reason to stop. */
export const readAnew = (ctx: StaffCtx, queries: readonly Query[]): Promise<Row[][]> =>
  read({ ...ctx, actor: null }, queries)
