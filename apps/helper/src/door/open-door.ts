import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Device, type Devices, type DeviceState, devices as deviceNames } from '../ports.ts'
import { zpl } from '../print/label.ts'
import { escPos } from '../print/receipt.ts'
import { readAmount, readLabel, readReceipt, readSecurity } from './asks.rules.ts'
import { openEvents } from './events.ts'
import { isHere, isOrigin, tokenOf } from './guard.rules.ts'
import type { Pairing } from './pairing.ts'

const MOST_BODY = 200_000

interface Said {
  readonly status: number
  readonly body: unknown
}
const no = (status: number, code: string): Said => ({ status, body: { code } })
const done: Said = { status: 200, body: {} }

type Handler = (body: unknown) => Promise<Said> | Said

/** What each device is doing; a device that is not set up is not in it. */
export const statesOf = (devices: Devices): Partial<Record<Device, DeviceState>> =>
  Object.fromEntries(
    deviceNames.flatMap(name => {
      const device = devices[name]
      return device === undefined ? [] : [[name, device.state()]]
    }),
  )

/** Sends a job to a device that may be absent, off or out of paper. */
async function toDevice(send: (() => Promise<void>) | undefined): Promise<Said> {
  if (send === undefined) return no(404, 'no_device')
  try {
    await send()
    return done
  } catch {
    return no(503, 'device_away')
  }
}

function handlersOf(devices: Devices): Readonly<Record<string, Handler>> {
  const { receipt_printer, label_printer, drawer, terminal, rfid_pad } = devices
  return {
    'GET /devices': () => ({ status: 200, body: statesOf(devices) }),
    'POST /print/receipt': body => {
      const lines = readReceipt(body)
      return lines === null
        ? no(400, 'invalid')
        : toDevice(receipt_printer && (() => receipt_printer.send(escPos(lines))))
    },
    'POST /print/label': body => {
      const label = readLabel(body)
      return label === null
        ? no(400, 'invalid')
        : toDevice(label_printer && (() => label_printer.send(zpl(label))))
    },
    'POST /drawer/open': () => toDevice(drawer && (() => drawer.open())),
    'POST /terminal/pay': async body => {
      const cents = readAmount(body)
      if (cents === null) return no(400, 'invalid')
      return terminal === undefined ? no(404, 'no_device') : { status: 200, body: await terminal.pay(cents) }
    },
    'POST /terminal/cancel': () => toDevice(terminal && (() => terminal.cancel())),
    'POST /rfid/secure': async body => {
      const ask = readSecurity(body)
      if (ask === null) return no(400, 'invalid')
      return rfid_pad === undefined
        ? no(404, 'no_device')
        : { status: 200, body: { done: await rfid_pad.secure(ask.uid, ask.on) } }
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const part of request) {
    text += String(part)
    if (text.length > MOST_BODY) return undefined
  }
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a page of this origin may do, as browsers ask it before they send anything but the simplest. */
const allow = (response: ServerResponse, origin: string): void =>
  void response
    .setHeader('access-control-allow-origin', origin)
    .setHeader('access-control-allow-headers', 'authorization, content-type')
    .setHeader('access-control-allow-methods', 'GET, POST')
    .setHeader('access-control-allow-private-network', 'true')
    .setHeader('vary', 'origin')

const send = (response: ServerResponse, { status, body }: Said): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))

export interface HelperDoor {
  readonly port: number
  close(): Promise<void>
}

/** Requests that only the simulator answers, from its own page. */
export type SimulatorDoor = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

interface Setup {
  readonly port: number
  readonly devices: Devices
  readonly pairing: Pairing
  readonly simulator?: SimulatorDoor
}

async function pair(pairing: Pairing, origin: string, request: IncomingMessage): Promise<Said> {
  const body = (await bodyOf(request)) as { code?: unknown } | null | undefined
  const token = typeof body?.code === 'string' ? await pairing.pair(origin, body.code) : null
  return token === null ? no(403, 'wrong_code') : { status: 200, body: { token } }
}

/** What is done with one request; `port` is the one that the door got. */
function answerer(setup: Setup, events: ReturnType<typeof openEvents>, port: () => number) {
  const { pairing } = setup
  const handlers = handlersOf(setup.devices)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { host, origin, authorization } = request.headers
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    if (!isHere(host, port())) return send(response, no(403, 'not_here'))
    if (await setup.simulator?.(request, response)) return
    if (!isOrigin(origin)) return send(response, no(403, 'not_paired'))
    if (path === '/pair' || pairing.knows(origin)) allow(response, origin)
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    if (request.method === 'POST' && path === '/pair')
      return send(response, await pair(pairing, origin, request))
    const token = tokenOf(authorization)
    if (token === null || !pairing.fits(origin, token)) return send(response, no(401, 'not_paired'))
    if (request.method === 'GET' && path === '/events') return events.add(response)
    const handler = handlers[`${request.method} ${path}`]
    if (handler === undefined) return send(response, no(404, 'unknown'))
    const body = await bodyOf(request)
    return send(response, body === undefined ? no(400, 'invalid') : await handler(body))
  }
}

/**
 * The door of the helper: on the loopback only, for pages of paired origins only, each with its token. A page of
 * another origin gets no more than a refusal, and no header that would let it read even that.
 */
export function openDoor(setup: Setup): Promise<HelperDoor> {
  const { devices } = setup
  const events = openEvents(devices)
  let port = setup.port
  const answer = answerer(setup, events, () => port)
  const server: Server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) send(response, no(500, 'fault'))
      else response.end()
    })
  })
  const close = async (): Promise<void> => {
    events.close()
    await Promise.all([devices.card_reader?.close(), devices.rfid_pad?.close(), devices.terminal?.close()])
    await new Promise(closed => {
      server.close(closed)
      server.closeAllConnections()
    })
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      port = (server.address() as AddressInfo).port
      resolve({ port, close })
    })
  })
}
