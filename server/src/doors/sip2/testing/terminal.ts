import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { MachineProfile } from '@kaft/contract'
import * as op from '@kaft/contract'
import { Registry } from 'prom-client'
import { uuid7 } from '../../../base/uuid.ts'
import { logAccess } from '../../../modules/privacy/index.ts'
import type { Library, Someone, World } from '../../../testing/world.ts'
import { openSip2Door, type Sip2Ask, type Sip2Door } from '../open-door.ts'

/*
 * A self-service machine as somebody else would build it: it knows the standard and nothing of our code. It sums its
 * own checksums, counts its own messages, and reads answers by their line end.
 */
const sum = (text: Buffer): string => {
  let total = 0
  for (const byte of text) total = (total + byte) % 65536
  return ((65536 - total) % 65536).toString(16).toUpperCase().padStart(4, '0')
}
export const sealed = (body: string, seq: number, encoding: BufferEncoding = 'utf8'): Buffer => {
  const head = Buffer.from(`${body}AY${seq % 10}AZ`, encoding)
  return Buffer.concat([head, Buffer.from(sum(head))])
}

export interface Terminal {
  readonly socket: Socket
  /** Sends a body with the next number and a checksum, and waits for the answer, without its line end. */
  say(body: string): Promise<string>
  /** Sends bytes as they are, and waits for so many answers. */
  raw(bytes: Buffer | string, answers?: number): Promise<string[]>
  /** The number of the last message. */
  seq: number
  closed(): Promise<void>
  end(): void
}

export async function openTerminal(port: number, end = '\r'): Promise<Terminal> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let heard = Buffer.alloc(0)
  const lines: string[] = []
  let wake: (() => void) | null = null
  socket.on('error', () => undefined)
  socket.on('data', (part: Buffer) => {
    heard = Buffer.concat([heard, part])
    for (let at = heard.indexOf(end); at >= 0; at = heard.indexOf(end)) {
      lines.push(heard.subarray(0, at).toString('latin1'))
      heard = heard.subarray(at + end.length)
    }
    wake?.()
  })
  socket.on('close', () => wake?.())
  const take = async (n: number): Promise<string[]> => {
    const until = Date.now() + 15_000
    while (lines.length < n && !socket.destroyed && Date.now() < until)
      await new Promise<void>(resolve => {
        wake = resolve
        setTimeout(resolve, 1000).unref()
      })
    return lines.splice(0, n)
  }
  const terminal: Terminal = {
    socket,
    seq: 0,
    say: async body => {
      socket.write(Buffer.concat([sealed(body, ++terminal.seq), Buffer.from('\r')]))
      return (await take(1))[0] ?? '(the line closed)'
    },
    raw: async (bytes, answers = 1) => {
      socket.write(bytes)
      return take(answers)
    },
    // A line that is cut off while a byte is on its way ends with an error and a close; either way it is closed.
    closed: async () => {
      if (!socket.closed) await new Promise(done => socket.once('close', done))
    },
    end: () => void socket.destroy(),
  }
  return terminal
}

/** The value of a field of an answer. */
export const valueOf = (answer: string, name: string): string | null =>
  new RegExp(`(?:\\||^.*?[^|]*?)${name}([^|]*)\\|`).exec(answer.slice(2))?.[1] ?? null

/** Whether the checksum of an answer fits, and it repeats the number. */
export function isSealed(answer: string, seq: number): boolean {
  const at = answer.lastIndexOf('AZ')
  const head = Buffer.from(answer.slice(0, at + 2), 'latin1')
  return answer.slice(at + 2) === sum(head) && answer.slice(at - 3, at) === `AY${seq % 10}`
}

export interface TestDoor {
  readonly door: Sip2Door
  readonly port: number
  readonly registry: Registry
}
export async function openTestDoor(world: World, limits: Sip2Ask['limits'] = {}): Promise<TestDoor> {
  const registry = new Registry()
  const door = openSip2Door({
    base: { db: world.db, keys: world.keys, source: 'self', testNumbers: true, logAccess },
    now: () => world.now,
    log: (level, says, fields) => void world.logged.push(JSON.stringify({ level, says, ...fields })),
    registry,
    atOnce: 4,
    limits,
  })
  door.server.listen(0, '127.0.0.1')
  await once(door.server, 'listening')
  return { door, port: (door.server.address() as AddressInfo).port, registry }
}

export const profileOf = (change: Partial<MachineProfile> = {}): MachineProfile => ({
  institution: 'I200',
  encoding: 'utf8',
  line_end: 'cr',
  language: 'nl',
  personal: 'first_name',
  show_amounts: true,
  show_reasons: false,
  patron_pin: 'none',
  may_lend: true,
  may_take_back: true,
  may_renew: true,
  may_hold: true,
  may_pay: true,
  may_block: true,
  lend_refuses: [],
  return_refuses: [],
  offline: false,
  max_connections: 20,
  bins: { shelf: '1', hold: '2', elsewhere: '3', desk: '9' },
  ...change,
})

export interface TestMachine {
  readonly machine_id: string
  readonly login: string
  readonly password: string
}
let count = 0
export async function aMachine(
  world: World,
  at: { library: Library; manager: Someone; branch?: number; name?: string },
  change: Partial<MachineProfile> = {},
): Promise<TestMachine> {
  const n = ++count
  const said = await world.call(
    op.addMachine,
    {
      body: {
        command_id: uuid7(world.now),
        login: `kiosk${n}`,
        name: at.name ?? `Zelfuitleen ${n}`,
        branch_id: at.library.branches[at.branch ?? 0]!,
        workstation_id: null,
        profile: profileOf(change),
      },
    },
    at.manager,
  )
  if (said.status !== 201) throw new Error(said.text)
  return { machine_id: said.body.machine.machine_id, login: `kiosk${n}`, password: said.body.password! }
}

/** A line on which this machine has signed in. */
export async function signedIn(port: number, machine: TestMachine, end = '\r'): Promise<Terminal> {
  const terminal = await openTerminal(port, end)
  const answer = await terminal.say(`9300CN${machine.login}|CO${machine.password}|CPkiosk|`)
  if (!answer.startsWith('941')) throw new Error(`not signed in: ${answer}`)
  return terminal
}
