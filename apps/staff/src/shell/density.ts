import { preferences } from '../base/preferences.ts'
import { useStore } from '../base/store.ts'

export const densities = ['compact', 'roomy'] as const
export type Density = (typeof densities)[number]

const now = (): Density => preferences.get().density ?? 'compact'
const show = (): void => {
  document.documentElement.dataset['density'] = now()
}
show()
preferences.subscribe(show)

export const useDensity = (): Density => useStore(preferences, own => own.density ?? 'compact')
