import type { Printer } from '../ports.ts'

/** A printer without paper: what it was sent stays in memory. */
export interface SimulatedPrinter extends Printer {
  readonly jobs: readonly Uint8Array[]
  /** Turned off, it refuses until it is turned on again. */
  turn(on: boolean): void
}

const MOST_JOBS = 20

export function simulatedPrinter(): SimulatedPrinter {
  const jobs: Uint8Array[] = []
  let on = true
  return {
    jobs,
    turn: next => {
      on = next
    },
    send: async bytes => {
      if (!on) throw new Error('the printer does not answer')
      jobs.push(bytes)
      if (jobs.length > MOST_JOBS) jobs.shift()
    },
    state: () => (on ? 'ready' : 'away'),
  }
}
