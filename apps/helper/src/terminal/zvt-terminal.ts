import { createConnection, type Socket } from 'node:net'
import type { DeviceState, Paid, Terminal } from '../ports.ts'
import { amountField, code, readStatus, zvtBytes, zvtUnits } from './zvt.rules.ts'

/** A customer may look for a card; after this the terminal itself has long given up. */
const PATIENCE_MS = 180_000
const ANSWER_MS = 5000

/** One payment on one line: ask, acknowledge whatever is told, and end at completion or abort. */
function payOver(socket: Socket, cents: number): Promise<Paid> {
  let [held, shown]: [Uint8Array, boolean] = [new Uint8Array(), false]
  let status: ReturnType<typeof readStatus> = { result: null, receipt_no: null }
  return new Promise(resolve => {
    let late: ReturnType<typeof setTimeout>
    const end = (paid: Paid): void => {
      clearTimeout(late)
      socket.destroy()
      resolve(paid)
    }
    // Once the amount stands on the terminal, nobody here knows what a broken line means.
    const broken = (): void => end({ outcome: shown ? 'unknown' : 'cancelled' })
    late = setTimeout(broken, ANSWER_MS)
    socket.on('error', broken)
    socket.on('close', broken)
    socket.on('connect', () => socket.write(zvtBytes(code.authorise, amountField(cents))))
    socket.on('data', (bytes: Buffer) => {
      const read = zvtUnits(Buffer.concat([held, bytes]))
      held = read.rest
      for (const unit of read.units) {
        if (unit.code === code.acknowledged) {
          shown = true
          clearTimeout(late)
          late = setTimeout(broken, PATIENCE_MS)
          continue
        }
        if (unit.code >> 8 === 0x84) return end({ outcome: 'declined' })
        socket.write(zvtBytes(code.acknowledged))
        if (unit.code === code.status) status = readStatus(unit.data)
        if (unit.code === code.aborted)
          return end({ outcome: unit.data[0] === 0x6c ? 'cancelled' : 'declined' })
        if (unit.code === code.completed)
          return end(
            status.result === 0
              ? { outcome: 'approved', receipt_no: status.receipt_no }
              : { outcome: 'declined' },
          )
      }
    })
  })
}

/** A terminal that speaks ZVT on the network of the desk. */
export function zvtTerminal(host: string, port: number): Terminal {
  let state: DeviceState = 'ready'
  let busy: Socket | undefined
  return {
    state: () => state,
    pay: async cents => {
      if (busy !== undefined) return { outcome: 'cancelled' }
      busy = createConnection({ host, port })
      busy.once('error', () => void (state = 'away'))
      busy.once('connect', () => void (state = 'ready'))
      try {
        return await payOver(busy, cents)
      } finally {
        busy = undefined
      }
    },
    cancel: async () => {
      busy?.write(zvtBytes(code.abortPayment))
    },
    close: async () => void busy?.destroy(),
  }
}
