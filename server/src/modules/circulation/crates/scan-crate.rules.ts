import type { Code, Finding } from '@kaft/contract'
import type { CrateFacts } from './crate.store.ts'

/** What a scanned crate means at a branch. */
export type CrateStep =
  | { readonly step: 'open'; readonly to_branch_id: string }
  | { readonly step: 'choose' }
  | { readonly step: 'resume'; readonly trip_id: string; readonly did: 'crate_opened' | 'crate_received' }
  | { readonly step: 'close' | 'receive' | 'empty'; readonly trip_id: string }
  | { readonly step: 'stop'; readonly finding: Finding }

interface At {
  readonly branch_id: string
  /** The trip whose crate stands open at this workstation; null: none. Absent outside of return mode. */
  readonly current?: string | null | undefined
  /** The branch that was chosen for it. */
  readonly chosen_id?: string | undefined
}

const stop = (code: Code, about: Finding['about'] = {}): CrateStep => ({
  step: 'stop',
  finding: { code, weight: 'stop', about },
})

/**
 * A free crate is opened for where it usually goes, and one that usually goes here is asked. The crate that stands
 * open at this workstation is closed; one that arrived is received, and the second scan ends that. One that another
 * desk of this branch opened is gone on with.
 */
export function stepOf(crate: CrateFacts, at: At): CrateStep {
  if (at.current === undefined) return stop('crate_return_mode')
  const { trip } = crate
  if (trip === null) {
    const to = at.chosen_id ?? crate.to_branch_id
    return to === null || to === at.branch_id ? { step: 'choose' } : { step: 'open', to_branch_id: to }
  }
  const { trip_id, state } = trip
  const [from_here, to_here] = [trip.from_branch_id === at.branch_id, trip.to_branch_id === at.branch_id]
  const isCurrent = trip_id === at.current
  if (state === 'open') {
    if (!from_here) return stop('crate_open_elsewhere', { branch: trip.from_branch })
    if (!isCurrent) return { step: 'resume', trip_id, did: 'crate_opened' }
    return trip.items === 0 ? stop('crate_empty') : { step: 'close', trip_id }
  }
  if (!to_here) return stop(from_here ? 'crate_on_its_way' : 'crate_not_for_here', { branch: trip.to_branch })
  if (state === 'sent') return { step: 'receive', trip_id }
  return isCurrent ? { step: 'empty', trip_id } : { step: 'resume', trip_id, did: 'crate_received' }
}
