import type { Paid, Terminal } from '../ports.ts'

/** A terminal without a bank. It approves after a moment, unless `next` says otherwise. */
export interface SimulatedTerminal extends Terminal {
  next(outcome: Paid['outcome']): void
}

/** As long as a card held to the glass takes. */
const MOMENT_MS = 400

export function simulatedTerminal(): SimulatedTerminal {
  let outcome: Paid['outcome'] = 'approved'
  let [receipt, stop]: [number, (() => void) | undefined] = [0, undefined]
  return {
    next: wanted => {
      outcome = wanted
    },
    pay: () =>
      new Promise(resolve => {
        const end = (paid: Paid): void => {
          clearTimeout(timer)
          stop = undefined
          outcome = 'approved'
          resolve(paid)
        }
        const timer = setTimeout(
          () =>
            end(
              outcome === 'approved'
                ? { outcome, receipt_no: String(++receipt).padStart(4, '0') }
                : { outcome },
            ),
          MOMENT_MS,
        )
        stop = () => end({ outcome: 'cancelled' })
      }),
    cancel: async () => stop?.(),
    state: () => 'ready',
    close: async () => stop?.(),
  }
}
