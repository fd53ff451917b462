import { createServer, type Socket } from 'node:net'
import type { VirtualCard } from '../card/virtual-card.ts'

/** A daemon with one reader in which cards are laid: the real one with a virtual reader, or a stand-in. */
export interface Daemon {
  readonly path: string
  insert(card: VirtualCard): Promise<void>
  remove(): Promise<void>
  close(): Promise<void>
}

const STATE = 184
const READER = 'Stand-in Reader 00 00'

/** A stand-in that speaks protocol 4:4 as pcscd does, for machines without one. It follows winscard_msg.h of pcsc-lite. */
export async function standInPcscd(path: string): Promise<Daemon> {
  let [card, events]: [VirtualCard | null, number] = [null, 0]
  const lines = new Set<Socket>()

  const states = (): Buffer => {
    const all = Buffer.alloc(STATE * 16)
    all.write(READER)
    all.writeUInt32LE(events, 128)
    all.writeUInt32LE(card ? 0x14 : 0x02, 132)
    return all
  }
  const transmit = (head: Buffer, apdu: Buffer): Buffer => {
    const answer = Buffer.from(card?.answer(apdu) ?? [])
    // SCARD_W_REMOVED_CARD where none is in it any more.
    head.writeUInt32LE(card ? answer.length : 0, 24)
    head.writeUInt32LE(card ? 0 : 0x80100069, 28)
    return Buffer.concat([head, answer])
  }
  /** The answer to one request, and how many bytes the request was; null until it is whole. */
  const serve = (held: Buffer): { said: Buffer; used: number } | null => {
    if (held.length < 8) return null
    const [size, what] = [held.readUInt32LE(0), held.readUInt32LE(4)]
    const more = what === 0x09 && held.length >= 40 ? held.readUInt32LE(8 + 12) : 0
    const used = 8 + size + more
    if (held.length < used || (what === 0x09 && held.length < 40)) return null
    const body = Buffer.from(held.subarray(8, 8 + size))
    if (what === 0x12) return { said: states(), used }
    if (what === 0x09) return { said: transmit(body, held.subarray(8 + size, used)), used }
    if (what === 0x01) body.writeUInt32LE(7, 4)
    // SCARD_E_NO_SMARTCARD
    if (what === 0x04) body.writeUInt32LE(card ? 0 : 0x8010000c, size - 4)
    return { said: body, used }
  }
  const server = createServer(socket => {
    lines.add(socket)
    let held = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('close', () => lines.delete(socket))
    socket.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes])
      for (let turn = serve(held); turn !== null; turn = serve(held)) {
        held = held.subarray(turn.used)
        socket.write(turn.said)
      }
    })
  })
  await new Promise<void>(resolve => server.listen(path, resolve))
  return {
    path,
    insert: async next => {
      card = next
      events++
    },
    remove: async () => {
      card = null
      events++
    },
    close: async () => {
      lines.forEach(line => line.destroy())
      await new Promise(resolve => server.close(resolve))
    },
  }
}
