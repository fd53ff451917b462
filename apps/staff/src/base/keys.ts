import { useEffect, useRef } from 'react'
import type { Named } from './place.ts'
import { createStore } from './store.ts'

/** One key of a screen or a layer: what it is called in F1, and what it does. */
export interface Shortcut {
  /** Stable name under which an account may change or switch it off, such as `desk.pay`. */
  readonly id: string
  /** Default key: `F8`, `Alt+1`, `Ctrl+Z`, `/`, `e`, `ArrowDown`. */
  readonly combo: string
  readonly does: Named
  readonly run: () => void
  /** Also while somebody types; function keys and combinations always do. */
  readonly whileTyping?: boolean
  /** Not listed under F1. */
  readonly quiet?: boolean
}

/** What an account made of a shortcut: another key, or null for off. */
export type KeyChoices = Readonly<Record<string, string | null>>
export const keyChoices = createStore<KeyChoices>({})

const key = (staff_id: string): string => `kaft.keys.${staff_id}`
export const loadKeyChoices = (staff_id: string): void => {
  try {
    keyChoices.set(JSON.parse(localStorage.getItem(key(staff_id)) ?? '{}') as KeyChoices)
  } catch {
    keyChoices.set({})
  }
}
/** Changes one shortcut of this account; `undefined` gives the default back. */
export const chooseKey = (staff_id: string, id: string, combo: string | null | undefined): void => {
  const { [id]: _, ...others } = keyChoices.get()
  keyChoices.set(combo === undefined ? others : { ...others, [id]: combo })
  localStorage.setItem(key(staff_id), JSON.stringify(keyChoices.get()))
}

/** The key under which a shortcut answers now; null where it is switched off. */
export const comboOf = (shortcut: Pick<Shortcut, 'id' | 'combo'>): string | null => {
  const chosen = keyChoices.get()[shortcut.id]
  return chosen === undefined ? shortcut.combo : chosen
}

interface Layer {
  readonly current: readonly Shortcut[]
  /** A layer that hides the keys of everything below it. */
  readonly modal?: boolean
}
const layers: Layer[] = []
/** Grows when keys come or go, so that F1 and the footer follow. */
export const keysChanged = createStore(0)

/** The shortcuts that answer now, the innermost layer first. */
export const activeShortcuts = (): readonly Shortcut[] => {
  const from = layers.findLastIndex(l => l.modal === true)
  return layers
    .slice(Math.max(0, from))
    .toReversed()
    .flatMap(l => l.current)
}

/** The shortcut for a key press: the innermost layer that knows the key. */
export const shortcutFor = (combo: string, typing: boolean): Shortcut | undefined =>
  activeShortcuts().find(
    s => comboOf(s) === combo && (!typing || s.whileTyping === true || !isSingleKey(combo)),
  )

/** Keys that are text in a field: WCAG 2.2 §2.1.4 lets an account switch these off. */
export const isSingleKey = (combo: string): boolean =>
  combo.length === 1 || /^(Arrow|Home|End|Page|Enter|Delete|Backspace)/.test(combo)

/** The name of a key press, independent of layout for Alt and Control combinations. */
export const comboFrom = (event: {
  key: string
  code: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
}): string => {
  const command = event.ctrlKey || event.metaKey
  if (!command && !event.altKey) return event.key
  const physical = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1]
  const letter = /^[a-z]$/i.test(event.key) ? event.key : (/^Key([A-Z])$/.exec(event.code)?.[1] ?? event.key)
  const name = physical ?? (letter.length === 1 ? letter.toUpperCase() : letter)
  return `${command ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${name}`
}

/**
 * Registers shortcuts for as long as the screen or layer stands. The list may change at each render.
 * `modal`: no key of a lower layer answers while this one stands.
 */
export const useShortcuts = (shortcuts: readonly Shortcut[], modal = false): void => {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const signature = shortcuts.map(s => s.id).join(' ')
  useEffect(() => {
    const layer: Layer = {
      modal,
      get current() {
        return latest.current
      },
    }
    layers.push(layer)
    keysChanged.set(n => n + 1)
    return () => {
      layers.splice(layers.indexOf(layer), 1)
      keysChanged.set(n => n + 1)
    }
  }, [modal])
  useEffect(() => {
    if (signature !== '') keysChanged.set(n => n + 1)
  }, [signature])
}
