import { preferences } from '../base/preferences.ts'
import { createStore, useStore } from '../base/store.ts'

export const themePins = ['system', 'light', 'dark'] as const
export type ThemePin = (typeof themePins)[number]

const systemDark = matchMedia('(prefers-color-scheme: dark)')
const dark = createStore<boolean>(systemDark.matches)
systemDark.addEventListener('change', event => dark.set(event.matches))

/** The theme that who works here pinned, or the system's. */
const show = (): void => {
  const pin = preferences.get().theme ?? 'system'
  const root = document.documentElement
  if (pin === 'system') root.removeAttribute('data-theme')
  else root.setAttribute('data-theme', pin)
}
show()
preferences.subscribe(show)

export const useThemePin = (): ThemePin => useStore(preferences, own => own.theme ?? 'system')
/** The scheme that is on the screen now. */
export const useScheme = (): 'light' | 'dark' => {
  const chosen = useThemePin()
  const system = useStore(dark) ? 'dark' : 'light'
  return chosen === 'system' ? system : chosen
}
