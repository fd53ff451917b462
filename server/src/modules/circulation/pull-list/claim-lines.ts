import { type OkOf, PullLine, type startPull as startOp, type stopPull as stopOp } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import type { Refusal, StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import {
  claimQuery,
  forgetClaims,
  lockGroup,
  prolongClaims,
  pullListQuery,
  releaseClaims,
  ROUND_LINES,
} from './pull-list.store.ts'
import { whereOf } from './pull-list.ts'

const ROUND_MIN = 60
const Claimed = Type.Object({ claimed: Type.Integer() })
const Released = Type.Object({ released: Type.Integer() })

/** What one round takes: the first lines that nobody looks for. */
const roundOf = (lines: readonly PullLine[]): string[] =>
  lines
    .filter(line => line.state === 'free')
    .slice(0, ROUND_LINES)
    .map(line => line.title_id)

/** Begins a round: the first lines are this branch's for an hour, what it claimed before included. */
export function startPull(
  ctx: StaffCtx,
  ask: { readonly command_id: string },
): Promise<OkOf<typeof startOp> | Refusal | RefusedByRules> {
  const where = whereOf(ctx)
  const until = ctx.now.add({ minutes: ROUND_MIN }).toString()
  return once(ctx, ask, {
    facts: [lockGroup(ctx.actor.library_id), pullListQuery(where)],
    decide: rows => ({
      effects: [
        forgetClaims(where),
        prolongClaims(where, until),
        claimQuery(where, {
          staff_id: ctx.actor.staff_id,
          until,
          title_ids: roundOf(allOf(PullLine, rows[1] ?? [])),
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
