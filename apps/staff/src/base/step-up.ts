import { createStore } from './store.ts'

interface Asked {
  readonly promise: Promise<boolean>
  readonly answer: (proven: boolean) => void
}
const asked = createStore<Asked | null>(null)

/** The question for the second step. Whoever asks while it is on the screen waits for the same answer. */
export const stepUp = {
  asked,
  /** Resolves to whether the second step is proven now; false when it is put off. */
  ask: (): Promise<boolean> => {
    const now = asked.get()
    if (now !== null) return now.promise
    const { promise, resolve } = Promise.withResolvers<boolean>()
    asked.set({ promise, answer: resolve })
    return promise
  },
  settle: (proven: boolean): void => {
    const now = asked.get()
    asked.set(null)
    now?.answer(proven)
  },
}
