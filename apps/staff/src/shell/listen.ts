import { comboFrom, isOfField, shortcutFor } from '../base/keys.ts'
import {
  burstGapMs,
  type KeyPress,
  mayBeScan,
  noScan,
  readPress,
  type ScanState,
  type ScanVerdict,
} from '../base/scan.model.ts'
import { emitScan } from '../base/scans.ts'
import { unlockSound } from '../base/sound.ts'
import { gate, noteActivity, uncover } from './gate.ts'

type Field = HTMLInputElement | HTMLTextAreaElement
const typed = new Set(['', 'text', 'search', 'email', 'tel', 'url', 'password', 'number', 'date'])

const fieldOf = (target: EventTarget | null): Field | null => {
  if (target instanceof HTMLTextAreaElement) return target
  return target instanceof HTMLInputElement && typed.has(target.type) ? target : null
}

interface Snapshot {
  readonly field: Field
  readonly value: string
  readonly start: number | null
  readonly end: number | null
}
/** Digits that stand alone in the field for codes are what a stuttering line left behind, and would spoil the next. */
const isStray = (field: Field): boolean =>
  field.dataset['scanField'] !== undefined && /^\d+$/.test(field.value)

const snapshotOf = (field: Field | null): Snapshot | null =>
  field === null
    ? null
    : {
        field,
        value: isStray(field) ? '' : field.value,
        start: field.selectionStart,
        end: field.selectionEnd,
      }

/** Puts back what the field held before the scan; React hears of it as of any typing. */
const takeBack = (snapshot: Snapshot | null): void => {
  if (snapshot === null || !snapshot.field.isConnected || snapshot.field.value === snapshot.value) return
  const proto = snapshot.field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(proto.prototype, 'value')?.set?.call(snapshot.field, snapshot.value)
  snapshot.field.dispatchEvent(new Event('input', { bubbles: true }))
  if (snapshot.start !== null) snapshot.field.setSelectionRange(snapshot.start, snapshot.end)
}

const swallow = (event: KeyboardEvent): void => {
  event.preventDefault()
  event.stopImmediatePropagation()
}

const runShortcut = (event: KeyboardEvent, field: Field | null, waits: (run: () => void) => void): void => {
  const combo = comboFrom(event)
  if (field !== null && isOfField(combo, field.value)) return
  // Letters and arrows choose in a list of choices, as they write in a field.
  const typing = field !== null || event.target instanceof HTMLSelectElement
  const shortcut = shortcutFor(combo, typing)
  if (shortcut === undefined) return
  if (combo.length > 1) {
    swallow(event)
    shortcut.run()
    return
  }
  // One letter may be the first of a scan, so it waits until a scanner would have sent the next.
  waits(shortcut.run)
}

const pressOf = (event: KeyboardEvent, field: Field | null): KeyPress => ({
  key: event.key,
  code: event.code,
  shift: event.shiftKey,
  command: event.ctrlKey || event.altKey || event.metaKey,
  repeat: event.repeat,
  in_field: field !== null,
  in_scan_field: field?.dataset['scanField'] !== undefined,
  // When the key was pressed and not when this program got round to it.
  at: event.timeStamp,
})

/** A covered screen comes back at the first real key, which does nothing else. */
const uncoverBy = (event: KeyboardEvent): void => {
  if (/^(Shift|Control|Alt|AltGraph|Meta|CapsLock|NumLock)$/.test(event.key)) return
  swallow(event)
  uncover()
}

const readKeys = (prefix: () => string) => {
  let state: ScanState = noScan
  let before: Snapshot | null = null
  let waiting: ReturnType<typeof setTimeout> | undefined
  const forget = (): void => clearTimeout(waiting)
  const scan = (event: KeyboardEvent, verdict: Extract<ScanVerdict, { kind: 'scan' }>): void => {
    forget()
    swallow(event)
    if (verdict.take_back) takeBack(before)
    if (gate.get() === 'covered') uncover()
    emitScan(verdict.code, verdict.decoded)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.key === undefined) return
    noteActivity()
    unlockSound()
    const field = fieldOf(event.target)
    const read = readPress(state, pressOf(event, field), prefix())
    state = read.state
    if (read.verdict.kind === 'scan') return scan(event, read.verdict)
    if (read.verdict.kind === 'swallow') return swallow(event)
    if (read.verdict.kind === 'begin') before = snapshotOf(field)
    if (gate.get() === 'covered') return uncoverBy(event)
    forget()
    // In the middle of a burst no letter is a shortcut.
    if (mayBeScan(state, event.timeStamp) && state.strokes.length > 1) return
    runShortcut(event, field, run => {
      waiting = setTimeout(run, burstGapMs + 10)
    })
  }
  return { onKey, forget }
}

/**
 * Listens to every key of the page, before any field or button: tells scans from typing, hands scans on, and runs
 * the shortcuts. Returns how to stop listening.
 */
export const listenToKeys = (prefix: () => string): (() => void) => {
  const { onKey, forget } = readKeys(prefix)
  const onPointer = (): void => {
    noteActivity()
    unlockSound()
    if (gate.get() === 'covered') uncover()
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('pointerdown', onPointer, true)
  window.addEventListener('pointermove', noteActivity, { capture: true, passive: true })
  return () => {
    forget()
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('pointerdown', onPointer, true)
    window.removeEventListener('pointermove', noteActivity, true)
  }
}
