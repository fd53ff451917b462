import { type Decided, once, priorAnswer, repeated, requestHash } from './command.ts'
import { isRefusal, type Refusal, type StaffCtx } from './ctx.ts'
import type { Row } from './db.ts'
import type { RefusedByRules } from './route.ts'
import { type Query, sql } from './sql.ts'
import type { Tx } from './tx.ts'

/** Twins of one command come one by one; two commands that share a hash only wait for each other. */
const lockCommand = (command_id: string): Query =>
  sql`select pg_advisory_xact_lock(hashtextextended(${command_id}, 0)) is null as locked`

/**
 * `once` for commands whose own effects would refuse their twin: a payment that leaves nothing to pay, a card that
 * is in use from then on. The twin waits before the facts and gets the first answer, not a refusal.
 * @param use as for `once`; locks of rows stand first among the facts
 */
export const onceAlone = <A extends object>(
  ctx: StaffCtx,
  body: { readonly command_id: string },
  use: {
    readonly facts: readonly Query[]
    readonly decide: (rows: Row[][], tx: Tx) => Decided<A> | Promise<Decided<A>>
  },
): Promise<A | Refusal | RefusedByRules> =>
  once<A>(ctx, body, {
    facts: [lockCommand(body.command_id), priorAnswer(ctx, body.command_id), ...use.facts],
    decide: ([, prior, ...rows], tx) => {
      const first = repeated<A>(prior ?? [], requestHash(ctx.operation, body))
      if (first === null) return use.decide(rows, tx)
      // The key is taken, so keeping this answer fails, and `once` then reads the one that was kept.
      return isRefusal(first) ? first : { effects: [], answer: () => first }
    },
  })
