import { open } from 'node:fs/promises'
import { createConnection } from 'node:net'
import type { DeviceState, Drawer, Printer } from '../ports.ts'
import { DRAWER_PULSE } from './receipt.ts'

/** A printer that says nothing for so long is off or out of paper. */
const PATIENCE_MS = 5000

const overNetwork =
  (host: string, port: number) =>
  (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = createConnection({ host, port })
      socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('the printer does not answer')))
      socket.once('error', reject)
      socket.once('close', () => resolve())
      socket.end(bytes)
    })

/** A device file of the machine, such as `/dev/usb/lp0`. */
const overDevice =
  (path: string) =>
  async (bytes: Uint8Array): Promise<void> => {
    const file = await open(path, 'a')
    await file.writeFile(bytes).finally(() => file.close())
  }

/** Jobs go one after the other: two receipts of two screens never run into each other. */
function inTurn(send: (bytes: Uint8Array) => Promise<void>): Printer {
  let last: Promise<void> = Promise.resolve()
  let state: DeviceState = 'ready'
  return {
    state: () => state,
    send: bytes => {
      const mine = last.then(() => send(bytes))
      last = mine.then(
        () => void (state = 'ready'),
        () => void (state = 'away'),
      )
      return mine
    },
  }
}

/** `tcp://host:9100` or the path of a device file; null where it is neither. */
export function openPrinter(address: string): Printer | null {
  if (address.startsWith('/')) return inTurn(overDevice(address))
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'tcp:' || url.hostname === '') return null
  return inTurn(overNetwork(url.hostname, Number(url.port) || 9100))
}

/** The drawer hangs on the receipt printer. */
export const drawerOf = (printer: Printer): Drawer => ({
  open: () => printer.send(DRAWER_PULSE),
  state: () => printer.state(),
})
