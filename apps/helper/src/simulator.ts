import type { IncomingMessage, ServerResponse } from 'node:http'
import { type InventedName, inventedCards } from './card/invented-cards.ts'
import { type SimulatedReader, simulatedReader } from './card/simulated-reader.ts'
import type { SimulatorDoor } from './door/open-door.ts'
import type { Devices } from './ports.ts'
import { drawerOf } from './print/open-printer.ts'
import { type SimulatedPrinter, simulatedPrinter } from './print/simulated-printer.ts'
import { type SimulatedPad, simulatedPad } from './rfid/simulated-pad.ts'
import { type SimulatedTerminal, simulatedTerminal } from './terminal/simulated-terminal.ts'

/** All devices as simulators, with the handles that put cards in and lay stacks. */
export interface Simulated extends Devices {
  readonly card_reader: SimulatedReader
  readonly rfid_pad: SimulatedPad
  readonly receipt_printer: SimulatedPrinter
  readonly label_printer: SimulatedPrinter
  readonly terminal: SimulatedTerminal
}

export function simulatedDevices(): Simulated {
  const receipt_printer = simulatedPrinter()
  return {
    card_reader: simulatedReader(),
    rfid_pad: simulatedPad(),
    receipt_printer,
    label_printer: simulatedPrinter(),
    drawer: drawerOf(receipt_printer),
    terminal: simulatedTerminal(),
  }
}

const names: Readonly<Record<InventedName, string>> = {
  liesbeth: 'Liesbeth Vandenhoute',
  wout: 'Wout Müller-De Wilde (kind)',
  liesbeth_renewed: 'Liesbeth, vernieuwde kaart',
  els: 'Els De Smet (lener van Bib Testgem)',
  noor: 'Noor Testelmans (online ingeschreven)',
}

const button = (path: string, text: string): string =>
  `<form method="post" action="/simulate/${path}"><button>${text}</button></form>`

/** One page without a script: each button is a form. */
const page =
  (): string => `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Nagebootste toestellen</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem;color-scheme:light dark}
form{display:inline-block;margin:0 .5rem .5rem 0}button{font:inherit;padding:.4rem .8rem}h2{margin:1.5rem 0 .5rem}</style>
<h1>Nagebootste toestellen</h1><p>Wat je hier doet, ziet Kaft zoals van een echt toestel. De personen zijn verzonnen.</p>
<h2>Kaartlezer</h2>${Object.entries(names)
    .map(([name, text]) => button(`card/${name}`, `Steek in: ${text}`))
    .join('')}${button('card-out', 'Neem de kaart uit')}
<h2>RFID-plaat</h2>${button('stack/empty', 'Leeg')}
<form method="post" action="/simulate/stack"><label>Streepjescodes, met een spatie ertussen <input name="codes"></label> <button>Leg neer</button></form>
<h2>Bonprinter</h2>${button('printer/off', 'Zet uit')}${button('printer/on', 'Zet aan')}
<h2>Betaalterminal</h2>${button('terminal/declined', 'Weiger de volgende betaling')}${button('terminal/approved', 'Keur de volgende goed')}</html>`

const isCard = (name: string): name is InventedName => Object.hasOwn(inventedCards, name)

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const part of request) text = (text + String(part)).slice(0, 4000)
  return new URLSearchParams(text)
}

/** Does what a button says; false where there is no such button. */
async function press(devices: Simulated, what: string, form: URLSearchParams): Promise<boolean> {
  const [kind = '', which = ''] = what.split('/')
  if (kind === 'card' && isCard(which)) await devices.card_reader.insert(inventedCards[which])
  else if (kind === 'card-out') devices.card_reader.remove()
  else if (kind === 'printer') devices.receipt_printer.turn(which === 'on')
  else if (kind === 'terminal') devices.terminal.next(which === 'declined' ? 'declined' : 'approved')
  else if (kind === 'stack') {
    const codes = (form.get('codes') ?? '').split(/\s+/).filter(code => code !== '')
    devices.rfid_pad.lay(codes.map(code => ({ code, part: 1, parts: 1 })))
  } else return false
  return true
}

/** The page with the buttons. Its forms come from this very door; a form of another page is refused by its origin. */
export function simulatorDoor(devices: Simulated): SimulatorDoor {
  const end = (
    response: ServerResponse,
    status: number,
    headers: Record<string, string>,
    body = '',
  ): true => {
    response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end(body)
    return true
  }
  return async (request, response) => {
    const { origin, host } = request.headers
    if (request.method === 'GET' && request.url === '/')
      return end(
        response,
        200,
        { 'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'DENY' },
        page(),
      )
    const what = /^\/simulate\/([a-z_/-]+)$/.exec(request.url ?? '')?.[1]
    if (request.method !== 'POST' || what === undefined || origin !== `http://${host}`) return false
    return (await press(devices, what, await formOf(request))) ? end(response, 303, { location: '/' }) : false
  }
}
