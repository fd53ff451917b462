import { pcscReader } from './card/pcsc-reader.ts'
import type { Devices } from './ports.ts'
import { drawerOf, openPrinter } from './print/open-printer.ts'
import { linePad } from './rfid/line-pad.ts'
import { zvtTerminal } from './terminal/zvt-terminal.ts'

/** Where the devices of this workstation are, as given at the start. */
export interface Places {
  readonly reader?: string
  readonly receipt?: string
  readonly label?: string
  readonly rfid?: string
  readonly terminal?: string
}

const hostOf = (address: string, scheme: string): { host: string; port: number } => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== `${scheme}:` || url.port === '' || url.hostname === '')
    throw new Error(`${address} is not an address such as ${scheme}://127.0.0.1:4001.`)
  return { host: url.hostname, port: Number(url.port) }
}

const printerAt = (address: string): NonNullable<Devices['receipt_printer']> => {
  const printer = openPrinter(address)
  if (printer === null)
    throw new Error(`${address} is no printer: say tcp://host:9100 or the path of its device file.`)
  return printer
}

/** Opens what was named. The card reader needs no naming: it is there when PC/SC is. */
export function openDevices(places: Places): Devices {
  const receipt_printer = places.receipt === undefined ? undefined : printerAt(places.receipt)
  const pad = places.rfid === undefined ? undefined : hostOf(places.rfid, 'tcp')
  const terminal = places.terminal === undefined ? undefined : hostOf(places.terminal, 'zvt')
  return {
    card_reader: pcscReader(places.reader),
    ...(receipt_printer ? { receipt_printer, drawer: drawerOf(receipt_printer) } : {}),
    ...(places.label === undefined ? {} : { label_printer: printerAt(places.label) }),
    ...(pad ? { rfid_pad: linePad(pad.host, pad.port) } : {}),
    ...(terminal ? { terminal: zvtTerminal(terminal.host, terminal.port) } : {}),
  }
}
