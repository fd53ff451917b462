import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { setTimeout as rest } from 'node:timers/promises'
import { PCSCD_SOCKET } from '../card/pcscd.ts'
import type { VirtualCard } from '../card/virtual-card.ts'
import type { Daemon } from './stand-in-pcscd.ts'

const PCSCD = '/usr/sbin/pcscd'
/** Where the virtual reader of vsmartcard (Debian: vsmartcard-vpcd) waits for a card. */
const VPCD_PORT = 35963

/** Whether this machine has the real daemon with the virtual reader, and none of its own is running. */
export const canRunPcscd = (): boolean =>
  process.getuid?.() === 0 &&
  existsSync(PCSCD) &&
  existsSync('/etc/reader.conf.d/vpcd') &&
  !existsSync(PCSCD_SOCKET)

const framed = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), Buffer.from(bytes)])

/** A card that is inserted by a connection: each message has its length before it; 0, 1, 2 are power, 4 asks the ATR. */
function insertCard(card: VirtualCard): Promise<Socket> {
  const socket = createConnection({ host: '127.0.0.1', port: VPCD_PORT })
  let held = Buffer.alloc(0)
  socket.on('error', () => undefined)
  socket.on('data', (bytes: Buffer) => {
    held = Buffer.concat([held, bytes])
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const message = held.subarray(2, 2 + held.readUInt16BE(0))
      held = held.subarray(2 + message.length)
      if (message.length > 1) socket.write(framed(card.answer(message)))
      else if (message[0] === 4) socket.write(framed(card.atr))
    }
  })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

export async function realPcscd(): Promise<Daemon> {
  const child = spawn(PCSCD, ['--foreground'], { stdio: 'ignore' })
  for (let i = 0; i < 100 && !existsSync(PCSCD_SOCKET); i++) await rest(50)
  let card: Socket | undefined
  const remove = async (): Promise<void> => {
    card?.destroy()
    card = undefined
  }
  return {
    path: PCSCD_SOCKET,
    insert: async next => {
      for (let i = 0; card === undefined && i < 100; i++) {
        card = await insertCard(next).catch(() => undefined)
        if (card === undefined) await rest(50)
      }
    },
    remove,
    close: async () => {
      await remove()
      const gone = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    },
  }
}
