import type { Leave, MachineProfile } from '@kaft/contract'

/** What the log says of the role of a machine. */
export const MACHINE_ROLE = 'zelfuitleen'

/** The smallest profile that lends and takes back; a library opens more. */
export const plainProfile = (institution: string): MachineProfile => ({
  institution,
  encoding: 'utf8',
  line_end: 'cr',
  language: 'nl',
  personal: 'first_name',
  show_amounts: false,
  show_reasons: false,
  patron_pin: 'none',
  may_lend: true,
  may_take_back: true,
  may_renew: true,
  may_hold: false,
  may_pay: false,
  may_block: false,
  lend_refuses: [],
  return_refuses: [],
  offline: false,
  max_connections: 4,
  bins: { shelf: '', hold: '', elsewhere: '', desk: '' },
})

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
