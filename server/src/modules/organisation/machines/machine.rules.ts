import type { Leave, MachineProfile } from '@kaft/contract'

/** What the log says of the role of a machine. */
export const MACHINE_ROLE = 'zelfuitleen'

/** What a machine may, as leaves; it holds none that passes a question. */
export function leavesOfProfile(profile: MachineProfile): Set<Leave> {
  const held: readonly (readonly [boolean, Leave])[] = [
    [true, 'patrons.read'],
    [true, 'inventory.read'],
    [profile.may_lend, 'circulation.lend'],
    [profile.may_take_back, 'circulation.take_back'],
    [profile.may_renew, 'circulation.renew'],
    [profile.may_hold, 'circulation.hold'],
    [profile.may_pay, 'finance.receive'],
    [profile.may_block, 'patrons.change'],
  ]
  return new Set(held.flatMap(([may, leave]) => (may ? [leave] : [])))
}
