import type { Finding } from '@kaft/contract'
import type { Goes } from '../checkin/checkin.rules.ts'

/** The crate that stands open at a workstation, when an item is scanned there. */
export interface OpenCrate {
  readonly trip_id: string
  readonly code: string
  readonly state: string
  readonly from_branch_id: string
  readonly to_branch_id: string
  readonly to_branch: string
  /** The item lies in it already. */
  readonly holds_item: boolean
}
export interface Packing {
  /** The item goes into the crate and did not lie in it yet. */
  readonly packs: boolean
  readonly finding: Finding | null
}
const nothing: Packing = { packs: false, finding: null }

/**
 * What an item in the hand means for the open crate. What stays here goes where it goes; what travels to the crate's
 * branch goes in; for anything that travels elsewhere this is the wrong crate, which is said so that it stays out.
 */
export function packing(crate: OpenCrate | null, goes: Goes, branch_id: string): Packing {
  if (!crate || goes.to !== 'transit' || crate.from_branch_id !== branch_id) return nothing
  if (crate.state !== 'open')
    return { packs: false, finding: { code: 'crate_closed', weight: 'stop', about: { code: crate.code } } }
  if (goes.branch_id === crate.to_branch_id) return { packs: !crate.holds_item, finding: null }
  return {
    packs: false,
    finding: { code: 'crate_other_branch', weight: 'stop', about: { branch: crate.to_branch } },
  }
}
