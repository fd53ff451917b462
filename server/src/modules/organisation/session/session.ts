import { createHash } from 'node:crypto'
import { helpLooks, helpWrites, isUnderCeiling, type Leave, leaves, roleCeiling, roles } from '@kaft/contract'
import type { Actor, Ctx } from '../../../base/ctx.ts'
import { transact } from '../../../base/tx.ts'
import { factorState, type FactorState, splitLeaves } from '../second-factor/factor.rules.ts'
import { briefedUntil } from '../briefing/briefing.rules.ts'
import { factsOf, type SessionFacts, sessionFacts } from './session.store.ts'

/** A session as the program holds it: who acts, and what a screen is told about it. */
export interface OpenSession {
  readonly actor: Actor
  readonly facts: SessionFacts
  /** Until when the undertaking of confidentiality holds; null where it has to be signed first. */
  readonly briefed_until: Temporal.Instant | null
  /** What the account may do once its second step is proven; the actor does not have it yet. */
  readonly withheld: ReadonlySet<Leave>
  readonly second_factor: FactorState
}

const isLeave = (text: string): text is Leave => (leaves as readonly string[]).includes(text)
const leavesOf = (codes: readonly string[]): Leave[] =>
  codes.flatMap(code =>
    code in roles ? (roles[code as keyof typeof roles] as readonly string[]).filter(isLeave) : [],
  )

/** What a ticket opens at the library that it names, whatever the account may at home. */
const leavesByTicket = (writes: boolean) => ({
  open: new Set<Leave>(writes ? [...helpLooks, ...helpWrites] : helpLooks),
  withheld: new Set<Leave>(),
})

/** Session facts by the hash of the secret. The database's version, read in each flight, says when they are old. */
const known = new Map<string, OpenSession>()
const MOST = 5_000
const keyOf = (secret: string) => createHash('sha256').update(secret).digest('base64')

export const forgetSession = (secret: string): void => void known.delete(keyOf(secret))

/**
 * Who the secret belongs to. Kept in memory; exact all the same, since each transaction compares versions.
 * @returns null when no session has this secret
 */
export async function loadSession(ctx: Ctx, fresh: boolean): Promise<OpenSession | null> {
  if (ctx.secret === null) return null
  const key = keyOf(ctx.secret)
  const cached = known.get(key)
  if (cached && !fresh) return cached
  const facts = await transact({ ...ctx, actor: null }, async tx =>
    factsOf((await tx.first([sessionFacts]))[0] ?? []),
  )
  if (!facts) return null
  const factor = { ...facts, rule: facts.factor_rule }
  const ceiling = facts.role_ceiling ?? roleCeiling
  const { help } = facts
  const held = help
    ? [help.employer]
    : facts.roles.filter(role => isUnderCeiling(ceiling, facts.library_id, role))
  const leaves = help ? leavesByTicket(help.writes) : splitLeaves(leavesOf(held), factor)
  const open: OpenSession = {
    facts,
    briefed_until: briefedUntil(facts.undertaking, facts.briefing_version),
    withheld: leaves.withheld,
    second_factor: factorState(leaves.withheld, factor),
    actor: {
      session_id: facts.session_id,
      staff_id: facts.staff_id,
      staff_name: facts.staff_name,
      library_id: facts.library_id,
      library_name: facts.library_name,
      branch_id: facts.branch_id,
      branch_name: facts.branch_name,
      workstation_id: facts.workstation?.workstation_id ?? null,
      roles: held,
      leaves: leaves.open,
      ...(help ? { help: { writes: help.writes } } : {}),
      version: facts.version,
    },
  }
  if (known.size >= MOST) known.delete(known.keys().next().value ?? '')
  known.set(key, open)
  return open
}
