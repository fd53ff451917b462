import {
  type addMachine as addOp,
  type Ask,
  type changeMachine as changeOp,
  Machine,
  type OkOf,
} from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../change/configure.ts'
import { foldLogin, hashSecret, hidden } from '../sign-in/secrets.ts'
import { endSessions } from '../staff/staff.store.ts'
import { machinePassword } from './machine-password.ts'
import {
  type ChangedMachine,
  insertMachine,
  MadeMachine,
  namesakeMachine,
  ownMachine,
  ownMachines,
  PlaceFacts,
  placeFacts,
  updateMachine,
} from './machines.store.ts'

export const listMachines = async (ctx: StaffCtx): Promise<{ rows: Machine[] }> => ({
  rows: allOf(Machine, (await read(ctx, [ownMachines(ctx.actor.library_id, ctx.now.toString())]))[0] ?? []),
})

/** Why a machine may not be called so or stand there, or null. */
function faultOf([place = [], same = []]: readonly Row[][]): Refusal | null {
  const { branch, workstation } = shaped(PlaceFacts, place[0])
  if (!branch || !workstation) return refuse('branch_not_yours')
  return same.length > 0 ? refuse('name_in_use') : null
}

const recorded = (m: Omit<Machine, 'machine_id' | 'login' | 'locked' | 'signed_in_at'>) => ({
  machine: m.name,
  branch_id: m.branch_id,
  workstation_id: m.workstation_id,
  active: m.active,
  ...m.profile,
})

const told = async (ctx: StaffCtx, machine_id: string): Promise<Machine | null> =>
  oneOf(
    Machine,
    (await readAnew(ctx, [ownMachine(machine_id, ctx.actor.library_id, ctx.now.toString())]))[0] ?? [],
  )

/** Makes a machine: an account that only the SIP2 door lets in. */
export async function addMachine(
  ctx: StaffCtx,
  { body }: Ask<typeof addOp>,
): Promise<Answer<OkOf<typeof addOp>>> {
  const { library_id } = ctx.actor
  const login = foldLogin(body.login)
  const name = body.name.trim()
  if (login === '' || name === '') return refuse('invalid')
  const password = body.password ?? machinePassword(ctx.keys, library_id, body.command_id)
  const password_hash = await hashSecret(ctx.keys, password)
  const { branch_id, workstation_id, profile } = body
  // What is kept of a command is a plain hash of its body, under which a password could be tried.
  const asked = body.password === undefined ? body : { ...body, password: hidden(ctx.keys, body.password) }
  const done = await configure(ctx, asked, {
    facts: [placeFacts(library_id, body), namesakeMachine(library_id, name, null)],
    decide: async (rows, tx) => {
      const fault = faultOf(rows)
      if (fault) return fault
      const made = { library_id, login, name, branch_id, workstation_id, profile }
      const [row = []] = await tx.more([insertMachine(made, password_hash)])
      const machine_id = oneOf(MadeMachine, row)?.machine_id
      if (!machine_id) return refuse('login_in_use')
      const after = recorded({ ...made, active: true })
      return { effects: [], change: { subject: machine_id, before: null, after }, answer: { machine_id } }
    },
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  const machine = await told(ctx, done.machine_id)
  return machine ? { machine, password: body.password === undefined ? password : null } : refuse('not_found')
}

/** Changes a machine. A new password, another place, or an end to the account ends its sessions at once. */
export async function changeMachine(
  ctx: StaffCtx,
  { params, body }: Ask<typeof changeOp>,
): Promise<Answer<OkOf<typeof changeOp>>> {
  const { library_id } = ctx.actor
  const { machine_id } = params
  const now = ctx.now.toString()
  const name = body.name.trim()
  if (name === '') return refuse('invalid')
  const password = body.new_password === true ? machinePassword(ctx.keys, library_id, body.command_id) : null
  const password_hash = password === null ? null : await hashSecret(ctx.keys, password)
  const to: ChangedMachine = {
    machine_id,
    name,
    active: body.active,
    unlock: body.unlock === true,
    branch_id: body.branch_id,
    workstation_id: body.workstation_id,
    profile: body.profile,
    password_hash,
  }
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [
        ownMachine(machine_id, library_id, now),
        placeFacts(library_id, body),
        namesakeMachine(library_id, name, machine_id),
      ],
      decide: ([rows = [], ...more]) => {
        const known = oneOf(Machine, rows)
        return known ? (faultOf(more) ?? changeTo(known, to, now)) : refuse('not_found')
      },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  const machine = await told(ctx, machine_id)
  return machine ? { machine, password } : refuse('not_found')
}

function changeTo(known: Machine, to: ChangedMachine, now: string) {
  const moved = known.branch_id !== to.branch_id || known.workstation_id !== to.workstation_id
  const ends = !to.active || moved || to.password_hash !== null
  return {
    effects: [updateMachine(to), ...(ends ? [endSessions(to.machine_id, '0', now)] : [])],
    change: {
      subject: to.machine_id,
      before: recorded(known),
      after: {
        ...recorded(to),
        ...(to.password_hash === null ? {} : { secrets: ['password'] }),
        ...(to.unlock && known.locked ? { unlocked: true } : {}),
      },
    },
    answer: { machine_id: to.machine_id },
  }
}
