import { requestHash } from '../../../base/command.ts'
import type { StaffCtx } from '../../../base/ctx.ts'

/** A desk command as its use case works with it. */
export interface DeskCommand {
  readonly command_id: string
  readonly hash: Buffer
  /** When it happened, which is now unless it was done without connection. */
  readonly at: string
}

const AHEAD_MIN = 5
const BACK_H = 24 * 7

/**
 * The command of a request. What was done offline carries its own moment, which may lie a week back; a clock that
 * runs ahead, or a moment that is older, counts as now, so that no loan is dated outside of what could be.
 */
export function commandOf(
  ctx: StaffCtx,
  ask: { command_id: string; occurred_at?: string | undefined },
): DeskCommand {
  const told = ask.occurred_at ? Temporal.Instant.from(ask.occurred_at) : ctx.now
  const early = Temporal.Instant.compare(told, ctx.now.subtract({ hours: BACK_H })) < 0
  const late = Temporal.Instant.compare(told, ctx.now.add({ minutes: AHEAD_MIN })) > 0
  return {
    command_id: ask.command_id,
    hash: requestHash(ctx.operation, ask),
    at: (early || late ? ctx.now : told).toString(),
  }
}

const AGAIN = 4

/**
 * Runs the work; when a twin with the same key was first, runs it again, and then finds the twin's answer. It also
 * runs again when another item caught the hold that this one had chosen: then somebody else is next.
 */
export async function againIfTwin<T>(work: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await work()
    } catch (error) {
      const e = error as { code?: string; constraint?: string }
      const twin = e.code === '23505' && e.constraint === 'command_pkey'
      if (turn === AGAIN || !(twin || e.code === 'KF003')) throw error
    }
  }
}
