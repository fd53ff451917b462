import { createServer, type Server } from 'node:net'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { machinePatience, newAttempts, newResting } from '../../modules/organisation/index.ts'
import type { Shared } from './handle.ts'
import { type Around, type Limits, type Line, openLine } from './line.ts'

export interface Sip2Ask extends Pick<Shared, 'base' | 'now' | 'log'> {
  readonly registry: Registry
  /** Messages that are worked on at once; the rest waits its turn. */
  readonly atOnce: number
  readonly limits?: Partial<Limits> & { readonly lines?: number; readonly strangers?: number }
}

export interface Sip2Door {
  readonly server: Server
  /** Lets nobody in any more, finishes the messages that were read, and closes every line. */
  stop(): Promise<void>
}

/** `lines` in all; `strangers`: lines of one address on which nobody signed in. */
const usual: Limits & { readonly lines: number; readonly strangers: number } = {
  sign_in_ms: 60_000,
  idle_ms: 24 * 3_600_000,
  stall_ms: 30_000,
  waiting: 32,
  nonsense: 50,
  lines: 4_000,
  strangers: 50,
}

function metricsOf(registry: Registry, lines: ReadonlySet<Line>) {
  const seconds = new Histogram({
    name: 'kaft_sip2_message_seconds',
    help: 'Time of each message of self-service machines, by kind',
    labelNames: ['message'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  })
  const outcomes = new Counter({
    name: 'kaft_sip2_messages_total',
    help: 'Messages of self-service machines, by kind and by how they were answered',
    labelNames: ['message', 'outcome'],
    registers: [registry],
  })
  new Gauge({
    name: 'kaft_sip2_lines',
    help: 'Open lines of self-service machines',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const signedIn = [...lines].filter(l => l.state.machine !== null).length
      this.set({ state: 'signed_in' }, signedIn)
      this.set({ state: 'waiting' }, lines.size - signedIn)
    },
  })
  return (message: string, outcome: string, ms: number): void => {
    seconds.observe({ message }, ms / 1000)
    outcomes.inc({ message, outcome })
  }
}

/** So many at once; who comes when it is full waits, first come first served. */
function turns(atOnce: number): Around['turn'] {
  let running = 0
  const waiting: (() => void)[] = []
  return async work => {
    if (running >= atOnce) await new Promise<void>(go => waiting.push(go))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

/** The door for self-service machines: SIP2 over TCP (3M Standard Interchange Protocol 2.00). */
export function openSip2Door(ask: Sip2Ask): Sip2Door {
  const limits = { ...usual, ...ask.limits }
  const lines = new Set<Line>()
  const shared: Shared = {
    base: ask.base,
    now: ask.now,
    log: ask.log,
    patience: machinePatience(),
    pins: newResting(),
    guesses: newAttempts(),
  }
  const around: Around = {
    limits,
    turn: turns(ask.atOnce),
    counted: metricsOf(ask.registry, lines),
    // A machine that lost its power leaves lines that nobody will ever close: the newest are the living ones.
    signedIn: line => {
      const { machine, login } = line.state
      const mine = [...lines].filter(l => l.state.login?.machine_id === login?.machine_id)
      const most = machine?.profile.max_connections ?? 1
      for (const old of mine.toSorted((a, b) => b.opened - a.opened).slice(most)) old.close()
    },
    closed: line => void lines.delete(line),
  }
  const server = createServer(socket => {
    const strangers = [...lines].filter(
      l => l.state.machine === null && l.state.address === socket.remoteAddress,
    ).length
    if (lines.size >= limits.lines || strangers >= limits.strangers) return void socket.destroy()
    lines.add(openLine(shared, around, socket))
  })
  return {
    server,
    stop: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      await Promise.all([...lines].map(l => l.finish()))
      for (const line of lines) line.close()
      await closed
    },
  }
}
