import { Machine, MachineProfile, plainProfile } from '@kaft/contract'
import type { Keys } from '../../../base/keys.ts'
import { matches, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Founding, inTransaction, NotFounded } from '../found/found.ts'
import { branchByCode, foundedChange, machineByLogin } from '../found/found.store.ts'
import { foldLogin, hashSecret } from '../sign-in/secrets.ts'
import { endSessions } from '../staff/staff.store.ts'
import { insertMachine, ownMachine, updateMachine } from './machines.store.ts'

const run = async ({ client }: Founding, q: Query): Promise<Record<string, unknown>[]> =>
  (await client.query({ text: q.text, values: [...q.values] })).rows

/** Makes a machine from the command line. @throws NotFounded when branch or login is not as it should be */
export async function makeMachine(
  by: Founding,
  keys: Keys,
  ask: { readonly branch: string; readonly login: string; readonly name: string; readonly password: string },
): Promise<{ readonly login: string }> {
  const login = foldLogin(ask.login)
  const password_hash = await hashSecret(keys, ask.password)
  return inTransaction(by.client, async () => {
    const [branch] = await run(by, branchByCode(ask.branch))
    if (!branch) throw new NotFounded(`There is no branch with the code ${ask.branch}.`)
    const [library_id, branch_id] = [String(branch['library_id']), String(branch['branch_id'])]
    const made = {
      library_id,
      branch_id,
      login,
      name: ask.name,
      workstation_id: null,
      profile: { ...plainProfile, institution: ask.branch },
    }
    const [row] = await run(by, insertMachine(made, password_hash))
    if (!row) throw new NotFounded(`The login ${login} is taken.`)
    const after = { machine: ask.name, branch_id, ...made.profile }
    const subject = `machine ${String(row['machine_id'])}`
    await run(by, foundedChange({ library_id, at: by.now.toString(), subject, after }))
    return { login }
  })
}

/** What the command line changes of a machine; each absent part stays as it is. */
export interface MachineChange {
  readonly name?: string
  readonly active?: boolean
  readonly password?: string
  /** Words of the profile, by key. */
  readonly profile: Readonly<Record<string, unknown>>
}

/** Changes a machine from the command line. @throws NotFounded when there is none, or a word of its profile is not one */
export async function setMachine(
  by: Founding,
  keys: Keys,
  ask: { readonly login: string; readonly change: MachineChange },
): Promise<void> {
  const { change } = ask
  const password_hash = change.password === undefined ? null : await hashSecret(keys, change.password)
  const at = by.now.toString()
  await inTransaction(by.client, async () => {
    const [found] = await run(by, machineByLogin(foldLogin(ask.login)))
    if (!found) throw new NotFounded(`There is no machine with the login ${ask.login}.`)
    const library_id = String(found['library_id'])
    const known = oneOf(Machine, await run(by, ownMachine(String(found['machine_id']), library_id, at)))
    if (!known) throw new NotFounded(`There is no machine with the login ${ask.login}.`)
    const profile = { ...known.profile, ...change.profile }
    const wrong = Object.keys(change.profile).find(
      key => !matches(MachineProfile, { ...known.profile, [key]: change.profile[key] }),
    )
    if (wrong || !matches(MachineProfile, profile))
      throw new NotFounded(`${wrong ?? 'The profile'} cannot be set so: docs/sip2.md lists what can.`)
    const { machine_id, branch_id, workstation_id } = known
    const name = change.name ?? known.name
    const active = change.active ?? known.active
    await run(
      by,
      updateMachine({
        machine_id,
        name,
        active,
        unlock: true,
        branch_id,
        workstation_id,
        profile,
        password_hash,
      }),
    )
    if (!active || password_hash !== null) await run(by, endSessions(machine_id, '0', at))
    const after = { machine: name, active, ...change.profile }
    await run(by, foundedChange({ library_id, at, subject: `machine ${machine_id}`, after }))
  })
}
