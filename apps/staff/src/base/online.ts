import { createStore } from './store.ts'

/** Whether the server answered last, and since when it did not. */
export interface Line {
  readonly online: boolean
  /** Milliseconds since the epoch; null while online. */
  readonly since: number | null
}

export const line = createStore<Line>({ online: true, since: null })

export const reached = (): void => {
  if (!line.get().online) line.set({ online: true, since: null })
}
export const lost = (): void => {
  if (line.get().online) line.set({ online: false, since: Date.now() })
}

/** The server no longer knows this session; the shell asks to sign in again, above the work that is open. */
export const sessionEnded = createStore(false)
