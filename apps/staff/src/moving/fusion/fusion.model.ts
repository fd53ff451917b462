import type { Fusion } from '@kaft/contract/fusions'
import type { State } from '@kaft/ui/tokens'

export const stateOf: Readonly<Record<Fusion['state'], State>> = {
  open: 'ask',
  checking: 'move',
  checked: 'ask',
  moving: 'move',
  moved: 'ask',
  live: 'ok',
  taking_back: 'move',
  taken_back: 'ok',
  stopped: 'stop',
}
export const isWorking = (state: Fusion['state']): boolean =>
  ['checking', 'moving', 'taking_back'].includes(state)
/** Out again: while it moves, and for the day after it was signed. */
export const mayGoBack = (
  { state, undo_until }: Pick<Fusion, 'state' | 'undo_until'>,
  now = new Date().toISOString(),
): boolean =>
  state === 'moving' || state === 'moved' || (state === 'live' && undo_until !== null && undo_until > now)

/** Words as they were typed; a word that stays as it is, or is empty, is not mapped. */
export const mapOf = (typed: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typed)
      .map(([word, becomes]) => [word, becomes.trim()] as const)
      .filter(([word, becomes]) => becomes !== '' && becomes !== word),
  )

export interface Choice {
  readonly word: string
  readonly name: string
}
/** What a word can become, by name; one that the other library does not have is there too while it is chosen. */
export const choicesOf = (choices: readonly Choice[], now: Choice): { value: string; label: string }[] =>
  [...(choices.some(one => one.word === now.word) ? [] : [now]), ...choices].map(({ word, name }) => ({
    value: word,
    label: name,
  }))
