import type { Ask, OkOf, Operation } from '@kaft/contract'
import type { Ctx, ReaderCtx, Refusal, StaffCtx } from './ctx.ts'
import type { Finding } from './decision.ts'

/** A refusal by rules: every finding, with the rule that each came from. */
export interface RefusedByRules {
  readonly findings_refused: readonly Finding[]
}
export const refusedBy = (findings: readonly Finding[]): RefusedByRules => ({ findings_refused: findings })

/** What a use case says to a door: the declared answer, a refusal, or findings. Faults are thrown. */
export type Answer<T> = T | Refusal | RefusedByRules

/** A signed-in caller is sure wherever the operation is not open to anyone. */
type CtxOf<O extends Operation> = O['leave'] extends 'anyone'
  ? Ctx
  : O['leave'] extends 'reader'
    ? ReaderCtx
    : StaffCtx

/** An operation of the contract paired with the use case that answers it. */
export interface Route {
  readonly op: Operation
  readonly run: (
    ctx: Ctx,
    ask: { params: unknown; query: unknown; body: unknown },
    wire: Wire,
  ) => Promise<unknown>
}

/** What only signing in and out may touch: the caller's address and the cookie. */
export interface Wire {
  readonly address: string
  setSecret(secret: string | null): void
  /** The secret that the browser brought, whether it still opens anything or not. */
  readonly secret: string | null
  /** What the browser keeps of a sign-in elsewhere that is under way; closed, so that it can only be handed back. */
  readonly attempt: string | null
  /** The same of a reader: a cookie of its own, so that one browser may hold both. */
  readonly reader: string | null
  setReader(secret: string | null): void
  setAttempt(sealed: string | null): void
}

export const on = <O extends Operation>(
  op: O,
  run: (ctx: CtxOf<O>, ask: Ask<O>, wire: Wire) => Promise<Answer<OkOf<O>>>,
): Route => ({ op, run: run as unknown as Route['run'] })
