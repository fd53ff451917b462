import { type addMachine, type listMachines, plainProfile } from '@kaft/contract/machines'
import type { BodyOf, OkOf } from '@kaft/contract/operation'

export type Machine = OkOf<typeof listMachines>['rows'][number]
export type Profile = Machine['profile']
export type Asked = Omit<BodyOf<typeof addMachine>, 'command_id' | 'login' | 'password'>

/** A machine while somebody edits it: the number as it is typed. */
export interface MachineForm {
  readonly login: string
  readonly name: string
  readonly branch_id: string
  readonly workstation_id: string
  readonly active: boolean
  readonly unlock: boolean
  readonly new_password: boolean
  readonly max_connections: string
  readonly profile: Profile
}
export type MachineFault = 'name' | 'login' | 'max_connections'

export const machineFormOf = (machine: Machine | null, branch_id: string): MachineForm => ({
  login: machine?.login ?? '',
  name: machine?.name ?? '',
  branch_id: machine?.branch_id ?? branch_id,
  workstation_id: machine?.workstation_id ?? '',
  active: machine?.active ?? true,
  unlock: false,
  new_password: false,
  max_connections: String((machine?.profile ?? plainProfile).max_connections),
  profile: machine?.profile ?? plainProfile,
})

/** What is asked of the server, or which fields are wrong. A bar would end a field on the line, so it is none of a login. */
export function readMachine(
  form: MachineForm,
  isNew: boolean,
):
  | { readonly ok: true; readonly asked: Asked }
  | { readonly ok: false; readonly wrong: readonly MachineFault[] } {
  const most = /^\d{1,2}$/.test(form.max_connections.trim()) ? Number(form.max_connections) : 0
  const login = form.login.trim()
  const wrong: MachineFault[] = [
    ...(form.name.trim() === '' ? (['name'] as const) : []),
    ...(isNew && (login === '' || login.includes('|')) ? (['login'] as const) : []),
    ...(most < 1 || most > 20 ? (['max_connections'] as const) : []),
  ]
  if (wrong.length > 0) return { ok: false, wrong }
  return {
    ok: true,
    asked: {
      name: form.name.trim(),
      branch_id: form.branch_id,
      workstation_id: form.workstation_id === '' ? null : form.workstation_id,
      profile: { ...form.profile, max_connections: most },
    },
  }
}
