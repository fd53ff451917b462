import { createStore } from './store.ts'

export const soundKinds = ['ok', 'ask', 'stop', 'hold', 'move', 'unknown'] as const
export type SoundKind = (typeof soundKinds)[number]

/** Tones of each sound: frequency in hertz, length in milliseconds. None is longer than a second. */
export const tones: Readonly<Record<SoundKind, readonly (readonly [hertz: number, ms: number])[]>> = {
  ok: [[880, 60]],
  ask: [
    [660, 80],
    [660, 80],
  ],
  stop: [
    [220, 180],
    [220, 180],
  ],
  hold: [
    [523, 90],
    [659, 90],
    [784, 90],
  ],
  move: [
    [659, 110],
    [523, 110],
  ],
  unknown: [[220, 400]],
}
const pauseMs = 50

export interface SoundChoice {
  readonly on: boolean
  /** 0 to 100. */
  readonly volume: number
}
/** Of this workstation; set by the shell from the session. */
export const soundChoice = createStore<SoundChoice>({ on: true, volume: 60 })

let context: AudioContext | null = null

/** Browsers let sound out only after a key or a click; the key press of signing in is the first. */
export const unlockSound = (): void => {
  if (typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
}

/** Plays one sound, after the server has answered and never before. Silent where sound is off or locked. */
export const playSound = (kind: SoundKind): void => {
  const { on, volume } = soundChoice.get()
  if (!on || volume === 0 || context === null || context.state !== 'running') return
  let at = context.currentTime
  for (const [hertz, ms] of tones[kind]) {
    const oscillator = context.createOscillator()
    const gain = context.createGain()
    oscillator.frequency.value = hertz
    const seconds = ms / 1000
    const level = (volume / 100) * 0.5
    // A short slope at both ends keeps the loudspeaker from clicking.
    gain.gain.setValueAtTime(0, at)
    gain.gain.linearRampToValueAtTime(level, at + 0.006)
    gain.gain.setValueAtTime(level, at + seconds - 0.012)
    gain.gain.linearRampToValueAtTime(0, at + seconds)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(at)
    oscillator.stop(at + seconds)
    at += seconds + pauseMs / 1000
  }
}
