import type { OkOf, startPull as startOp, stopPull as stopOp } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import type { Refusal, StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { shaped } from '../../../base/row.ts'
import { pullFacts } from './pull-facts.store.ts'
import { roundOf } from './pull-list.rules.ts'
import {
  claimQuery,
  forgetClaims,
  lockGroup,
  prolongClaims,
  releaseClaims,
  ROUND_LINES,
} from './pull-list.store.ts'
import { linesIn, whereOf } from './pull-list.ts'

const ROUND_MIN = 60
const Claimed = Type.Object({ claimed: Type.Integer() })
const Released = Type.Object({ released: Type.Integer() })

/** Begins a round: the first lines are this branch's for an hour, what it claimed before included. */
export function startPull(
  ctx: StaffCtx,
  ask: { readonly command_id: string },
): Promise<OkOf<typeof startOp> | Refusal | RefusedByRules> {
  const where = whereOf(ctx)
  const until = ctx.now.add({ minutes: ROUND_MIN }).toString()
  return once(ctx, ask, {
    facts: [lockGroup(ctx.actor.library_id), pullFacts(where)],
    decide: rows => ({
      effects: [
        forgetClaims(where),
        prolongClaims(where, until),
        claimQuery(where, {
          staff_id: ctx.actor.staff_id,
          until,
          holds: roundOf(linesIn(rows[1], where), ROUND_LINES),
        }),
      ],
      answer: done => ({ claimed: shaped(Claimed, done[2]?.[0]).claimed, until }),
    }),
  })
}

/** Ends a round: whoever has an item of what was not found may look for it at once. */
export function stopPull(
  ctx: StaffCtx,
  ask: { readonly command_id: string },
): Promise<OkOf<typeof stopOp> | Refusal | RefusedByRules> {
  return once(ctx, ask, {
    facts: [],
    decide: () => ({
      effects: [releaseClaims(whereOf(ctx))],
      answer: rows => ({ released: shaped(Released, rows[0]?.[0]).released }),
    }),
  })
}
