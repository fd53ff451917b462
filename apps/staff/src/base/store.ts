import { useSyncExternalStore } from 'react'

/** State that outlives a screen: read anywhere, changed through `set`, and React follows. */
export interface Store<T> {
  readonly get: () => T
  readonly set: (next: T | ((now: T) => T)) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** A store with `initial` inside. A change to an equal value tells nobody. */
export const createStore = <T>(initial: T): Store<T> => {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: next => {
      const changed = typeof next === 'function' ? (next as (now: T) => T)(value) : next
      if (Object.is(changed, value)) return
      value = changed
      listeners.forEach(listener => listener())
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What a store holds now, or the part that `select` takes from it; `select` must return a stable value. */
export function useStore<T>(store: Store<T>): T
export function useStore<T, P>(store: Store<T>, select: (value: T) => P): P
export function useStore<T, P>(store: Store<T>, select?: (value: T) => P): T | P {
  return useSyncExternalStore(store.subscribe, () => (select ? select(store.get()) : store.get()))
}
