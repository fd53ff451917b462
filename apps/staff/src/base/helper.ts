import { useEffect, useRef } from 'react'
import {
  type CardEvent,
  type DeviceStates,
  type HelperEvent,
  newTags,
  type Pair,
  readLines,
  readPair,
  type Tag,
} from './helper.model.ts'
import type { ReceiptLine } from './receipt-lines.ts'
import { emitScan } from './scans.ts'
import { createStore } from './store.ts'

/*
 * The helper program of this workstation, which drives what a browser cannot: card reader, RFID pad, printers without a
 * dialog, cash drawer, payment terminal. Everything works without it; nothing here waits for it.
 */

const place = 'kaft.helper'
/** `none`: this browser is paired with no helper. `away`: it is, and the program does not answer. */
export type HelperState = 'none' | 'away' | 'here'

export const helperState = createStore<HelperState>(
  readPair(localStorage.getItem(place)) === null ? 'none' : 'away',
)
export const helperDevices = createStore<DeviceStates>({})
/** What lies in the card reader now; null when nothing does. */
export const cardInReader = createStore<CardEvent | null>(null)
/** What lies on the RFID pad now. */
const stack = createStore<readonly Tag[]>([])
/** A set of which not every part was read; the shell tells it. */
export const shortSets = createStore<readonly Tag[]>([])

type CardHandler = (event: CardEvent) => void
const handlers: { readonly current: CardHandler }[] = []
const fallback: { current: CardHandler } = { current: () => undefined }

/** The shell says what happens to a card that the open screen has no use for. */
export const onUnusedCard = (handler: CardHandler): void => {
  fallback.current = handler
}

/** The open screen takes the cards; the layer that opened last comes first. */
export const useCards = (handler: CardHandler): void => {
  const latest = useRef(handler)
  latest.current = handler
  useEffect(() => {
    const entry = latest
    handlers.push(entry)
    return () => {
      handlers.splice(handlers.indexOf(entry), 1)
    }
  }, [])
}

const pairNow = (): Pair | null => readPair(localStorage.getItem(place))

const request = (pair: Pair, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${pair.port}${path}`, {
    ...init,
    credentials: 'omit',
    headers: { authorization: `Bearer ${pair.token}`, 'content-type': 'application/json' },
  })

/** Asks the helper to do something; null where it is not there, refuses, or its device does not answer. */
const ask = async (path: string, body: object): Promise<unknown> => {
  const pair = pairNow()
  if (pair === null || helperState.get() !== 'here') return null
  try {
    const response = await request(pair, path, { method: 'POST', body: JSON.stringify(body) })
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}

export const isThere = (device: keyof DeviceStates): boolean => helperDevices.get()[device] === 'ready'

/** @returns whether it is on paper; if not, the browser prints */
export const printByHelper = async (lines: readonly ReceiptLine[]): Promise<boolean> =>
  isThere('receipt_printer') && (await ask('/print/receipt', { lines })) !== null
export const printLabel = async (label: { lines: readonly string[]; barcode?: string }): Promise<boolean> =>
  isThere('label_printer') && (await ask('/print/label', label)) !== null
export const openDrawer = async (): Promise<boolean> =>
  isThere('drawer') && (await ask('/drawer/open', {})) !== null

export type Paid = 'approved' | 'declined' | 'cancelled' | 'unknown'
/** Lets the terminal ask for an amount; `unknown` too when the helper went away meanwhile. */
export const payAtTerminal = async (cents: number): Promise<Paid> => {
  const said = (await ask('/terminal/pay', { cents })) as { outcome?: Paid } | null
  return said?.outcome ?? 'unknown'
}
export const cancelTerminal = (): void => void ask('/terminal/cancel', {})

/**
 * Sets or clears the security of an item that lies on the pad.
 * @returns false when a tag did not take it; true too for an item that came by its barcode
 */
export const secureItem = async (code: string, on: boolean): Promise<boolean> => {
  const tags = stack.get().filter(tag => tag.code === code)
  const done = await Promise.all(
    tags.map(
      async ({ uid }) =>
        ((await ask('/rfid/secure', { uid, on })) as { done?: boolean } | null)?.done === true,
    ),
  )
  return done.every(Boolean)
}

const hear = (event: HelperEvent): void => {
  // Of several windows of Kaft only the one that somebody looks at acts.
  const looked = document.visibilityState === 'visible'
  if (event.kind === 'stack') {
    const { codes, short } = newTags(stack.get(), event.tags)
    stack.set(event.tags)
    if (!looked) return
    shortSets.set(short)
    for (const code of codes) emitScan(code)
    return
  }
  cardInReader.set(event.kind === 'card_out' ? null : event)
  if (looked) (handlers.at(-1) ?? fallback).current(event)
}

const AGAIN_MS = 5000
/** The helper says something at least each ten seconds. */
const SILENT_MS = 25_000

/** Listens until the line breaks. */
const listen = async (pair: Pair, stop: AbortSignal): Promise<void> => {
  const response = await request(pair, '/events', { signal: stop })
  const reader = response.ok ? response.body?.getReader() : undefined
  if (reader === undefined) return
  const states = await request(pair, '/devices', { signal: stop })
  helperDevices.set(states.ok ? ((await states.json()) as DeviceStates) : {})
  helperState.set('here')
  const decoder = new TextDecoder()
  let held = ''
  for (;;) {
    const silent = setTimeout(() => void reader.cancel(), SILENT_MS)
    const { done, value } = await reader.read().finally(() => clearTimeout(silent))
    if (done) return
    const { events, rest } = readLines(held + decoder.decode(value, { stream: true }))
    held = rest
    events.forEach(hear)
  }
}

const turned = createStore(0)

/** Keeps a line to the helper for as long as a page is open; returns how to stop. */
export const followHelper = (): (() => void) => {
  let stop = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false
  const run = async (): Promise<void> => {
    const pair = pairNow()
    if (pair === null) return helperState.set('none')
    await listen(pair, stop.signal).catch(() => undefined)
    if (ended) return
    helperState.set('away')
    helperDevices.set({})
    cardInReader.set(null)
    timer = setTimeout(() => void run(), AGAIN_MS)
  }
  const again = turned.subscribe(() => {
    clearTimeout(timer)
    stop.abort()
    stop = new AbortController()
    void run()
  })
  void run()
  return () => {
    ended = true
    clearTimeout(timer)
    stop.abort()
    again()
  }
}

/** Pairs this browser with the helper that shows this code. @returns whether the code was right and the helper there */
export const pairHelper = async (port: number, code: string): Promise<'paired' | 'wrong_code' | 'nobody'> => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/pair`, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    if (!response.ok) return 'wrong_code'
    const { token } = (await response.json()) as { token: string }
    localStorage.setItem(place, JSON.stringify({ port, token }))
    helperState.set('away')
    turned.set(turn => turn + 1)
    return 'paired'
  } catch {
    return 'nobody'
  }
}

/** Forgets the helper: this browser does not look for it any more. */
export const forgetHelper = (): void => {
  localStorage.removeItem(place)
  helperDevices.set({})
  turned.set(turn => turn + 1)
}
