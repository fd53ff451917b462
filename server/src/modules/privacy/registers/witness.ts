import type { Client } from '../../../base/client.ts'
import { dayOf } from '../../../base/dates.ts'
import { eachLibrary, inLibrary, type JobCtx, overAll } from '../../../base/job.ts'
import { readReviews, reviewsOf } from '../../organisation/index.ts'
import type { LogHealth } from '../seal/seal.ts'
import { chainsLooked, type Proof, type Reviewed, reviewsSeen } from './witness.rules.ts'
import { insertProof, type Witness } from './witness.store.ts'

/** Writes down what a command saw, on a connection as the owner. @returns how many of them were new */
export async function noteProofs(
  client: Client,
  seen: { readonly by: Witness; readonly proofs: readonly Proof[]; readonly at: Temporal.Instant },
): Promise<number> {
  let made = 0
  for (const proof of seen.proofs) {
    const at = { day: dayOf(seen.at), now: seen.at.toString() }
    const { text, values } = insertProof(seen.by, proof, at)
    made += (await client.query({ text, values: [...values] })).rowCount ?? 0
  }
  return made
}

async function noteInNight(ctx: JobCtx, proofs: readonly Proof[]): Promise<void> {
  const at = { day: dayOf(ctx.now), now: ctx.now.toString() }
  for (const proof of proofs) await overAll(ctx, insertProof('night', proof, at))
}

/** What the walk over the chains found, good or bad: it stands there before anybody is told that it is bad. */
export const noteChains = (
  ctx: JobCtx,
  found: Pick<LogHealth, 'broken_seal' | 'broken_row' | 'broken_certificate'>,
): Promise<void> => {
  const { broken_seal, broken_row, broken_certificate } = found
  const faults = [broken_seal, broken_row, broken_certificate].filter(one => one !== null).length
  return noteInNight(ctx, [chainsLooked(faults)])
}

/** Whether the libraries looked at their roles, and their people promised to keep silent: numbers of all of them together. */
export async function noteReviews(ctx: JobCtx): Promise<void> {
  const all = { libraries: 0, roles: 0, roles_due: 0, accounts: 0, lacking: 0 }
  await eachLibrary(ctx, async library_id => {
    const one = readReviews(await inLibrary(ctx, library_id, tx => tx.first(reviewsOf(library_id, ctx.now))))
    if (!one.open) return
    all.libraries += 1
    for (const key of ['roles', 'roles_due', 'accounts', 'lacking'] as const) all[key] += one[key]
  })
  await noteInNight(ctx, reviewsSeen(all satisfies Reviewed))
}
