import { createStore, useStore } from './store.ts'

/** Whether the server answered last, and since when it did not. */
export interface Line {
  readonly online: boolean
  /** Milliseconds since the epoch; null while online. */
  readonly since: number | null
}

export const line = createStore<Line>({ online: true, since: null })

/** Whether the server answered last: what needs it is off while it does not. */
export const useOnline = (): boolean => useStore(line, now => now.online)

export const reached = (): void => {
  if (!line.get().online) line.set({ online: true, since: null })
}
export const lost = (): void => {
  if (line.get().online) line.set({ online: false, since: Date.now() })
}

/** What was asked of the server and has no answer yet, for the band that says that the line is gone. */
export const actsWaiting = createStore(0)

/** The server no longer knows this session; the shell asks to sign in again, above the work that is open. */
export const sessionEnded = createStore(false)

/** The server shows no patron before the briefing is signed: a year went by, or a new version came, since this page was opened. */
export const briefingAsked = createStore(false)
