import { createStore } from '../base/store.ts'

export const densities = ['compact', 'roomy'] as const
export type Density = (typeof densities)[number]

const key = 'kaft.density'
export const density = createStore<Density>(localStorage.getItem(key) === 'roomy' ? 'roomy' : 'compact')

const show = (): void => {
  document.documentElement.dataset['density'] = density.get()
}
show()

export const setDensity = (next: Density): void => {
  localStorage.setItem(key, next)
  density.set(next)
  show()
}
