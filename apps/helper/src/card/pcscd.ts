import { createConnection, type Socket } from 'node:net'

/**
 * A line to the PC/SC daemon of Linux (pcscd), in the protocol 4:4 of its own client library: fixed records in the byte
 * order of the machine, one answer for each request. No native code, so that nothing has to be built.
 */
export interface Pcscd {
  readers(): Promise<ReaderState[]>
  /** Opens the card in a reader, alone, for as long as `use` runs. */
  withCard<T>(
    reader: string,
    use: (transmit: (apdu: Uint8Array) => Promise<Uint8Array>) => Promise<T>,
  ): Promise<T>
  close(): void
}
export interface ReaderState {
  readonly name: string
  readonly present: boolean
  /** Counts each card that came or went. */
  readonly events: number
}

export const PCSCD_SOCKET = '/run/pcscd/pcscd.comm'

const command = {
  establish: 0x01,
  connect: 0x04,
  disconnect: 0x06,
  transmit: 0x09,
  version: 0x11,
  states: 0x12,
} as const
const NAME = 128
const MOST_READERS = 16
/** Name, event counter, state, sharing, answer to reset (33, padded), its length, protocol. */
const STATE = 184
const PRESENT = 0x0004
const ANSWER_MOST = 264
const [EXCLUSIVE, ANY_PROTOCOL, LEAVE_IT] = [1, 3, 0]

export class PcscFault extends Error {
  override readonly name = 'PcscFault'
}

/** Records of 32-bit numbers and a name, as the daemon reads them. */
const record = (...parts: readonly (number | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.map(part => {
      if (typeof part !== 'number') return Buffer.from(part)
      const four = Buffer.alloc(4)
      four.writeUInt32LE(part >>> 0)
      return four
    }),
  )

const nameBytes = (name: string): Buffer => {
  const bytes = Buffer.alloc(NAME)
  bytes.write(name, 0, NAME - 1)
  return bytes
}

/** Collects what arrives, and gives exactly as many bytes as are waited for. */
function readExactly(socket: Socket): (count: number) => Promise<Buffer> {
  let [held, ended] = [Buffer.alloc(0), false]
  let waiting: { count: number; take: (bytes: Buffer) => void; fail: (fault: Error) => void } | undefined
  const serve = (): void => {
    if (waiting === undefined) return
    if (held.length >= waiting.count) {
      const { count, take } = waiting
      waiting = undefined
      const bytes = held.subarray(0, count)
      held = held.subarray(count)
      take(bytes)
    } else if (ended) {
      waiting.fail(new PcscFault('the PC/SC daemon closed the line'))
      waiting = undefined
    }
  }
  const end = (): void => {
    ended = true
    serve()
  }
  socket.on('data', (bytes: Buffer) => {
    held = Buffer.concat([held, bytes])
    serve()
  })
  socket.on('close', end)
  socket.on('error', end)
  return count =>
    new Promise((take, fail) => {
      waiting = { count, take, fail }
      serve()
    })
}

const connected = (path: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(path)
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => reject(new PcscFault('no PC/SC daemon listens here')))
  })

const stateOf = (bytes: Buffer): ReaderState => ({
  name: bytes.toString('utf8', 0, NAME).replace(/\0.*$/s, ''),
  events: bytes.readUInt32LE(NAME),
  present: (bytes.readUInt32LE(NAME + 4) & PRESENT) !== 0,
})

const sound = (answer: Buffer, at: number): void => {
  const rv = answer.readUInt32LE(at)
  if (rv !== 0) throw new PcscFault(`the PC/SC daemon says ${rv.toString(16)}`)
}

/** Opens a line; throws where no daemon listens or it speaks another protocol. */
export async function openPcscd(path = PCSCD_SOCKET): Promise<Pcscd> {
  const socket = await connected(path)
  const read = readExactly(socket)
  const ask = async (what: number, body: Buffer, answer = body.length): Promise<Buffer> => {
    socket.write(Buffer.concat([record(body.length, what), body]))
    return read(answer)
  }
  try {
    sound(await ask(command.version, record(4, 4, 0)), 8)
    const established = await ask(command.establish, record(2, 0, 0))
    sound(established, 8)
    return talk(socket, { ask, read }, established.readUInt32LE(4))
  } catch (fault) {
    socket.destroy()
    throw fault
  }
}

interface Line {
  readonly ask: (what: number, body: Buffer, answer?: number) => Promise<Buffer>
  readonly read: (count: number) => Promise<Buffer>
}

function talk(socket: Socket, { ask, read }: Line, context: number): Pcscd {
  const transmit =
    (card: number, protocol: number) =>
    async (apdu: Uint8Array): Promise<Uint8Array> => {
      const head = record(card, protocol, 16, apdu.length, 0, 16, ANSWER_MOST, 0)
      socket.write(Buffer.concat([record(head.length, command.transmit), head, apdu]))
      const answer = await read(head.length)
      sound(answer, 28)
      return read(answer.readUInt32LE(24))
    }
  return {
    readers: async () => {
      const all = await ask(command.states, Buffer.alloc(0), STATE * MOST_READERS)
      return Array.from({ length: MOST_READERS }, (_, i) =>
        stateOf(all.subarray(i * STATE, (i + 1) * STATE)),
      ).filter(reader => reader.name !== '')
    },
    withCard: async (reader, use) => {
      const body = record(context, nameBytes(reader), EXCLUSIVE, ANY_PROTOCOL, 0, 0, 0)
      const opened = await ask(command.connect, body)
      sound(opened, NAME + 20)
      const [card, protocol] = [opened.readUInt32LE(NAME + 12), opened.readUInt32LE(NAME + 16)]
      try {
        return await use(transmit(card, protocol))
      } finally {
        await ask(command.disconnect, record(card, LEAVE_IT, 0)).catch(() => undefined)
      }
    },
    close: () => void socket.destroy(),
  }
}
