import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, OneOf, Word } from './values.ts'

/** A word that goes over a SIP2 line as it is: a field of it ends with the first bar. */
const SipWord = (maxLength: number) => Type.String({ maxLength, pattern: '^[^|\\u0000-\\u001f\\u007f]*$' })

/** Where a returned item falls in a machine that sorts: the number of each bin (SIP2 field CL); empty is none. */
export const Bins = closed({
  shelf: SipWord(10),
  hold: SipWord(10),
  elsewhere: SipWord(10),
  desk: SipWord(10),
})

/** Item types that it leaves to the desk: cds that do not fit in its return, games with parts to count. */
const Refused = Type.Array(Word, { maxItems: 30, uniqueItems: true })

/** How a self-service machine speaks SIP2, and what it may (SSS-profiel). */
export const MachineProfile = closed({
  /** AO: the institution that the machine is set to. */
  institution: SipWord(30),
  encoding: OneOf(['utf8', 'cp850', 'latin1']),
  line_end: OneOf(['cr', 'crlf']),
  /** The language of its screen while no card says another. */
  language: OneOf(['nl', 'fr', 'en', 'de']),
  /** What it is told of a person: nothing, the first name, or name, address, e-mail and telephone. */
  personal: OneOf(['none', 'first_name', 'full']),
  /** Whether it is told amounts. */
  show_amounts: Type.Boolean(),
  /** Whether its screen may say that somebody is blocked, owes money or is too young; otherwise it sends them to the desk. */
  show_reasons: Type.Boolean(),
  /** What the reader types beside the card (AD): nothing, day and month of birth (DDMM), or the own password, that of `/mijn`. */
  patron_pin: OneOf(['none', 'birth', 'password']),
  may_lend: Type.Boolean(),
  may_take_back: Type.Boolean(),
  may_renew: Type.Boolean(),
  may_hold: Type.Boolean(),
  may_pay: Type.Boolean(),
  may_block: Type.Boolean(),
  lend_refuses: Refused,
  return_refuses: Refused,
  /** Whether it may lend by itself while the line is down, and report it afterwards. */
  offline: Type.Boolean(),
  /** Lines that it may have open at once; a new one closes the oldest. */
  max_connections: Type.Integer({ minimum: 1, maximum: 20 }),
  bins: Bins,
})
export type MachineProfile = Static<typeof MachineProfile>

/** The smallest profile that lends and takes back, set to no institution yet; a library opens more. */
export const plainProfile: MachineProfile = {
  institution: '',
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
}

export const Machine = closed({
  machine_id: Id,
  login: Type.String(),
  name: Type.String(),
  branch_id: Id,
  workstation_id: Nullable(Id),
  active: Type.Boolean(),
  locked: Type.Boolean(),
  signed_in_at: Nullable(Instant),
  profile: MachineProfile,
})
export type Machine = Static<typeof Machine>

/** As somebody types it into the machine: printable ASCII, without the bar that ends a field. */
const MachinePassword = Type.String({ pattern: '^[!-{}~]{10,60}$' })

export const listMachines = operation({
  id: 'listMachines',
  method: 'GET',
  path: '/machines',
  leave: 'organisation.workstations',
  summary: 'Self-service machines of the own library',
  ok: closed({ rows: Type.Array(Machine) }),
})
const asked = {
  command_id: CommandId,
  name: Line(60),
  branch_id: Id,
  workstation_id: Nullable(Id),
  profile: MachineProfile,
}
export const addMachine = operation({
  id: 'addMachine',
  method: 'POST',
  path: '/machines',
  leave: 'organisation.workstations',
  status: 201,
  summary:
    'Make an account for a self-service machine; the password is made here unless one is given, and shown once',
  body: closed({ ...asked, login: SipWord(60), password: Type.Optional(MachinePassword) }),
  ok: closed({ machine: Machine, password: Nullable(Type.String()) }),
  codes: ['login_in_use', 'name_in_use', 'branch_not_yours'],
})
export const changeMachine = operation({
  id: 'changeMachine',
  method: 'PUT',
  path: '/machines/:machine_id',
  leave: 'organisation.workstations',
  summary:
    'Change a machine: name, place, profile, active or not; a new password is made on request and shown once',
  params: closed({ machine_id: Id }),
  body: closed({
    ...asked,
    active: Type.Boolean(),
    unlock: Type.Optional(Type.Boolean()),
    new_password: Type.Optional(Type.Boolean()),
  }),
  ok: closed({ machine: Machine, password: Nullable(Type.String()) }),
  codes: ['name_in_use', 'branch_not_yours'],
})
