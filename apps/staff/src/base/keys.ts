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

/** Keys that no shortcut may take: they send, leave or walk, or are the browser's own. */
const reserved = new Set(['Enter', 'Tab', 'Escape', ' ', 'Backspace', 'Delete', 'F5', 'F6', 'F11'])
export const mayChoose = (combo: string): boolean => !reserved.has(combo) && !/^Arrow|^Dead$/.test(combo)

/** The other shortcut of a list that answers to a key already; two with one key would hide each other. */
export const takenBy = (combo: string, id: string, among: readonly Shortcut[]): Shortcut | undefined =>
  among.find(other => other.id !== id && comboOf(other) === combo)

/** In a field that holds text, taking back what was typed is the field's own affair. */
export const isOfField = (combo: string, text: string): boolean => combo === 'Ctrl+Z' && text !== ''

/**
 * The name of a key press, whatever the layout. On an AZERTY keyboard the digit keys give `&`, `é`, `"` and AltGr
 * gives `[`, which Windows reports as Control with Alt.
 */
export const comboFrom = (event: {
  key: string
  code: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
}): string => {
  const command = event.ctrlKey || event.metaKey
  const physical = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1]
  const character = event.key.length === 1
  if (!command && !event.altKey)
    return character && !event.shiftKey && physical !== undefined ? physical : event.key
  if (event.ctrlKey && event.altKey && character && !/[a-z0-9]/i.test(event.key)) return event.key
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
