import { createStore, useStore } from '../base/store.ts'

export const themePins = ['system', 'light', 'dark'] as const
export type ThemePin = (typeof themePins)[number]

const key = (staff_id: string | null): string => `kaft.theme.${staff_id ?? 'machine'}`
const read = (staff_id: string | null): ThemePin => {
  const stored = localStorage.getItem(key(staff_id)) ?? localStorage.getItem(key(null))
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}
const systemDark = matchMedia('(prefers-color-scheme: dark)')

const pin = createStore<ThemePin>(read(null))
const dark = createStore<boolean>(systemDark.matches)
systemDark.addEventListener('change', event => dark.set(event.matches))

const show = (): void => {
  const root = document.documentElement
  if (pin.get() === 'system') root.removeAttribute('data-theme')
  else root.setAttribute('data-theme', pin.get())
}

/** Shows the theme that this person pinned here, or the system's. Called at start and at each switch. */
export const showThemeOf = (staff_id: string | null): void => {
  pin.set(read(staff_id))
  show()
}
/** Pins a theme for this person on this machine, and for whoever signs in next without a choice. */
export const pinTheme = (staff_id: string | null, next: ThemePin): void => {
  localStorage.setItem(key(staff_id), next)
  if (staff_id === null) localStorage.setItem(key(null), next)
  pin.set(next)
  show()
}
export const useThemePin = (): ThemePin => useStore(pin)
/** The scheme that is on the screen now. */
export const useScheme = (): 'light' | 'dark' => {
  const chosen = useStore(pin)
  const system = useStore(dark) ? 'dark' : 'light'
  return chosen === 'system' ? system : chosen
}
