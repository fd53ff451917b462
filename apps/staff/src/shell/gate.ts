import { createStore } from '../base/store.ts'
import { afterIdle } from './gate.rules.ts'

/** Open, covered (patron data blurred, scans still work) or locked (PIN needed). */
export type Gate = 'open' | 'covered' | 'locked'
const key = 'kaft.locked'

export const gate = createStore<Gate>(localStorage.getItem(key) === null ? 'open' : 'locked')
/** The quick switch is on the screen. */
export const switching = createStore(false)
/** Seconds until the lock are few: the warning is on the screen. */
export const lockSoon = createStore(false)
/** When somebody last touched a key or the mouse, or scanned. */
let active_at = Date.now()

export const noteActivity = (): void => {
  active_at = Date.now()
  lockSoon.set(false)
}
/** What had the focus when the screen was covered: a covered screen is inert and takes it away. */
let focused: Element | null = null
export const cover = (): void => {
  if (gate.get() !== 'open') return
  focused = document.activeElement
  gate.set('covered')
}
/** Gives the focus back once the screen can take it again. */
export const giveFocusBack = (): void => {
  if (focused instanceof HTMLElement && focused.isConnected) focused.focus()
  focused = null
}
export const uncover = (): void => gate.set(now => (now === 'covered' ? 'open' : now))
export const lock = (): void => {
  localStorage.setItem(key, '1')
  switching.set(false)
  gate.set('locked')
}
/** After a PIN, a badge or a password was accepted. */
export const unlock = (): void => {
  localStorage.removeItem(key)
  switching.set(false)
  noteActivity()
  gate.set('open')
}

/** Watches the time; returns how to stop watching. */
export const watchIdle = (limits: () => { cover_after_s: number; lock_after_s: number }): (() => void) => {
  const timer = setInterval(() => {
    const { cover_after_s, lock_after_s } = limits()
    const due = afterIdle((Date.now() - active_at) / 1000, cover_after_s, lock_after_s)
    if (gate.get() === 'locked' || due === 'nothing') return
    if (due === 'lock') lock()
    else cover()
    lockSoon.set(due === 'warn')
  }, 1000)
  return () => clearInterval(timer)
}
