import type { BodyOf, DeskAnswer, scan as scanOp } from '@kaft/contract'
import { isRefusal, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { answerOf, emptyAnswer, keptNothing } from '../answer/answer.ts'
import { closeCrate, emptyCrate, openCrate, receiveCrate } from '../crates/act-crate.ts'
import { type CrateFacts, Reachable, reachable } from '../crates/crate.store.ts'
import { stepOf } from '../crates/scan-crate.rules.ts'

type Ask = BodyOf<typeof scanOp>

/** The desk gets a row whatever became of a crate. */
async function rowOf(said: ReturnType<typeof closeCrate>): Promise<DeskAnswer | Refusal> {
  const answer = await said
  if (isRefusal(answer)) return answer
  return 'findings_refused' in answer ? { ...emptyAnswer, findings: [...answer.findings_refused] } : answer
}

/** Which branch a crate goes to, when it does not say so itself. */
async function chooseBranch(ctx: StaffCtx): Promise<DeskAnswer> {
  const [rows] = await read(ctx, [reachable(ctx)])
  const choices = allOf(Reachable, rows ?? []).map(one => ({
    kind: 'branch' as const,
    id: one.branch_id,
    label: one.name,
    library_name: one.library_name,
  }))
  if (choices.length === 0)
    return { ...emptyAnswer, findings: [{ code: 'crate_not_reachable', weight: 'stop', about: {} }] }
  return {
    ...emptyAnswer,
    did: 'choose',
    choices,
    findings: [{ code: 'crate_to_where', weight: 'ask', about: {} }],
  }
}

/** A scanned crate: opened, closed, received or emptied, as its trip and this workstation ask. */
export function scanCrate(ctx: StaffCtx, ask: Ask, crate: CrateFacts): Promise<DeskAnswer | Refusal> {
  const { branch_id } = ctx.actor
  const step = stepOf(crate, { branch_id, current: ask.crate, chosen_id: ask.chosen_id })
  switch (step.step) {
    case 'stop':
      return Promise.resolve({ ...emptyAnswer, findings: [step.finding] })
    case 'choose':
      return chooseBranch(ctx)
    case 'resume':
      return answerOf(ctx, { ...keptNothing, did: step.did, trip_id: step.trip_id })
    case 'open':
      return rowOf(openCrate(ctx, ask, { crate_id: crate.crate_id, to_branch_id: step.to_branch_id }))
    case 'close':
      return rowOf(closeCrate(ctx, ask, step.trip_id))
    case 'receive':
      return rowOf(receiveCrate(ctx, ask, step.trip_id))
    case 'empty':
      return rowOf(emptyCrate(ctx, ask, step.trip_id))
  }
}
