/**
 * Tells a scanner from a person. A scanner is a very fast typist that ends with Enter or Tab; this model reads
 * key presses one by one and says when a scan is whole. It knows no browser: the shell feeds it and acts.
 */

/** One key press as the browser reports it. */
export interface KeyPress {
  readonly key: string
  /** The physical key, such as `Digit1`; empty on some thin clients. */
  readonly code: string
  readonly shift: boolean
  /** Control, Alt or Meta is held, so this is a shortcut and no text. */
  readonly command: boolean
  /** Made by holding a key down; no scanner does that. */
  readonly repeat: boolean
  /** The focus stands where text can be typed. */
  readonly in_field: boolean
  /** The focus stands in the field that is there for codes. */
  readonly in_scan_field: boolean
  /** Milliseconds on any clock that only goes forward. */
  readonly at: number
}

interface Stroke {
  readonly key: string
  readonly code: string
  readonly shift: boolean
  readonly in_scan_field: boolean
}

export interface ScanState {
  readonly strokes: readonly Stroke[]
  readonly last_at: number
  /** Characters since the last slow gap, and how many slow gaps there were. */
  readonly run: number
  readonly hiccups: number
  /** The prefix of this workstation's scanner was read: everything up to Enter is the scan, however slow. */
  readonly prefixed: boolean
}

/**
 * What to do with the key press. `begin`: perhaps the first character of a scan, so remember what the text field
 * holds. `scan`: take back what was typed since then, and press nothing.
 */
export type ScanVerdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'begin' }
  | { readonly kind: 'swallow' }
  | { readonly kind: 'scan'; readonly code: string; readonly decoded: boolean; readonly take_back: boolean }

export const noScan: ScanState = {
  strokes: [],
  last_at: Number.NEGATIVE_INFINITY,
  run: 0,
  hiccups: 0,
  prefixed: false,
}

/** Characters closer together than this were typed by a machine. */
export const burstGapMs = 50
/** Outside a text field nobody types six characters in a row, so a slow line is forgiven there. */
const burstGapOutsideMs = 150
/**
 * A busy machine or a slow line may hold a scanner up for a moment. Such a gap does not cut a scan in two when what
 * came before it was fast: three characters in a row this quick are no fingers. Enter may come as late.
 */
const hiccupMs = 300
const fastRun = 3
/** After so many quick characters it is surely a scanner, and even a machine that stalls does not cut its scan. */
const sureRun = 6
const stallMs = 2000
const hiccupEvery = 6
/**
 * In the field that is there for codes, digits are a code however slowly they come: a hand that types one and a line
 * that stutters both mean the whole of it.
 */
const patienceMs = 1000
const fewest = 6
/** A scan with a prefix that stops half-way is given up after this silence. */
const prefixedGapMs = 2000

const modifiers = new Set(['Shift', 'CapsLock', 'NumLock', 'Control', 'Alt', 'AltGraph', 'Meta', 'Fn'])
const physicalDigit = (code: string): string | null => /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1] ?? null
const isDigit = (stroke: Stroke): boolean => physicalDigit(stroke.code) !== null
const isCharacter = (press: KeyPress): boolean => press.key.length === 1 || physicalDigit(press.code) !== null

/** Whether a scan goes on after so long a gap, given how many quick characters came before it. */
const bears = (run: number, gap: number): boolean =>
  (run >= fastRun && gap < hiccupMs) || (run >= sureRun && gap < stallMs)

const gapFor = (press: KeyPress): number => (press.in_field ? burstGapMs : burstGapOutsideMs)

const pass = (state: ScanState) => ({ state, verdict: { kind: 'pass' } as ScanVerdict })

const ended = (state: ScanState, press: KeyPress): { state: ScanState; verdict: ScanVerdict } => {
  const { length } = state.strokes
  const gap = press.at - state.last_at
  const fast =
    length >= fewest &&
    (gap < (press.in_scan_field ? patienceMs : hiccupMs) || bears(state.run, gap)) &&
    state.hiccups <= Math.max(1, Math.floor(length / hiccupEvery))
  if (!state.prefixed && !fast) return pass(noScan)
  if (state.strokes.length === 0) return { state: noScan, verdict: { kind: 'swallow' } }
  const read = decode(state.strokes)
  return { state: noScan, verdict: { kind: 'scan', ...read, take_back: !state.prefixed } }
}

/** Reads one key press. `prefix` is what this workstation's scanner sends first; empty where none is set. */
export const readPress = (
  state: ScanState,
  press: KeyPress,
  prefix = '',
): { state: ScanState; verdict: ScanVerdict } => {
  if (modifiers.has(press.key)) return pass(state)
  if (state.prefixed && press.at - state.last_at > prefixedGapMs) return readPress(noScan, press, prefix)
  if (press.command || press.repeat) return pass(noScan)
  if (press.key === 'Enter' || press.key === 'Tab') return ended(state, press)
  if (!isCharacter(press)) return pass(noScan)
  if (prefix !== '' && press.key === prefix && !state.prefixed)
    return {
      state: { ...noScan, last_at: press.at, prefixed: true },
      verdict: { kind: 'swallow' },
    }
  const { key, code, shift, in_scan_field } = press
  const stroke: Stroke = { key, code, shift, in_scan_field }
  return typed(state, stroke, press)
}

const typed = (state: ScanState, stroke: Stroke, press: KeyPress) => {
  const gap = press.at - state.last_at
  const quick = gap < gapFor(press)
  // What was typed elsewhere, such as the last digit of a PIN, is no part of it.
  const patient = gap < patienceMs && [...state.strokes, stroke].every(s => s.in_scan_field && isDigit(s))
  const hiccup = !quick && !patient && bears(state.run, gap)
  const goesOn = state.strokes.length > 0 && (state.prefixed || quick || patient || hiccup)
  const next: ScanState = goesOn
    ? {
        ...state,
        strokes: [...state.strokes, stroke],
        last_at: press.at,
        run: quick ? state.run + 1 : 1,
        hiccups: state.hiccups + (hiccup ? 1 : 0),
      }
    : { ...noScan, strokes: [stroke], last_at: press.at, run: 1, prefixed: state.prefixed }
  const verdict: ScanVerdict = { kind: state.prefixed ? 'swallow' : goesOn ? 'pass' : 'begin' }
  return { state: next, verdict }
}

/** Whether the last key may still be part of a scan, so that a shortcut of one letter has to wait. */
export const mayBeScan = (state: ScanState, now: number): boolean =>
  state.prefixed || (state.strokes.length > 0 && now - state.last_at < burstGapMs)

/** Characters besides letters and digits on a US keyboard, which scanners imitate when nobody set them up. */
const usKeys: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Period: ['.', '>'],
  Comma: [',', '<'],
  Slash: ['/', '?'],
  Semicolon: [';', ':'],
  Space: [' ', ' '],
}
const asOnUsKeyboard = (stroke: Stroke): string => {
  const letter = /^Key([A-Z])$/.exec(stroke.code)?.[1]
  if (letter !== undefined) return stroke.shift ? letter : letter.toLowerCase()
  return usKeys[stroke.code]?.[stroke.shift ? 1 : 0] ?? stroke.key
}
const swapCase = (text: string): string =>
  text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase()

/**
 * The text of a scan. Digits come from the physical key. When a digit key gave another character, the keyboard
 * layouts of scanner and machine differ (`3000` would read `"ààà`) or shift lock is on; letters then follow the
 * same cure. `decoded` says that the text had to be mended.
 */
const decode = (strokes: readonly Stroke[]): { code: string; decoded: boolean } => {
  const wrong = strokes.filter(s => {
    const digit = s.code.startsWith('Digit') ? physicalDigit(s.code) : null
    return digit !== null && s.key !== digit
  })
  const otherLayout = wrong.some(s => !s.shift)
  const text = strokes
    .map(s => {
      const digit = physicalDigit(s.code)
      if (digit !== null) return digit
      if (otherLayout) return asOnUsKeyboard(s)
      return wrong.length > 0 ? swapCase(s.key) : s.key
    })
    .join('')
  return { code: text.trim(), decoded: wrong.length > 0 }
}

/** The top row of the Belgian and the French AZERTY keyboard without shift, from 0 to 9. */
const azertyRows = ['à&é"\'(§è!ç', 'à&é"\'(-è_ç']

/**
 * The same cure for text that reached a field after all, as from a thin client without physical keys:
 * `"ààà` becomes `3000`. Null when the text is no misread number.
 */
export const decodeTyped = (text: string): string | null => {
  if (text.length < fewest) return null
  for (const row of azertyRows) {
    const digits = [...text].map(character => row.indexOf(character))
    if (digits.every(digit => digit >= 0)) return digits.join('')
  }
  return null
}

/** Whether what somebody typed by hand is a code and no name, date or address. */
export const looksLikeCode = (text: string): boolean =>
  /^[A-Za-z0-9.*$%+-]{3,64}$/.test(text) &&
  /[0-9]/.test(text) &&
  !/^\d{1,4}[-./]\d{1,2}([-./]\d{1,4})?$/.test(text)
