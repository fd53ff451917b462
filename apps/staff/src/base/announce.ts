import { createStore } from './store.ts'

/** What the two live regions say. `turn` makes a repeated sentence a new one. */
export interface Spoken {
  readonly text: string
  readonly turn: number
}
export const polite = createStore<Spoken>({ text: '', turn: 0 })
export const assertive = createStore<Spoken>({ text: '', turn: 0 })

const waiting: Record<
  'polite' | 'assertive',
  { count: number; timer: ReturnType<typeof setTimeout> | null }
> = {
  polite: { count: 0, timer: null },
  assertive: { count: 0, timer: null },
}
/** Sentences that come closer together than this are one burst. */
const burstMs = 400

/**
 * Says a sentence to assistive technology. In a burst only the last is said, with how many there were, so that
 * a stack of twelve items does not talk for a minute. `counted` words the count: "5 handelingen."
 */
export const announce = (
  text: string,
  how: 'polite' | 'assertive' = 'polite',
  counted: (count: number) => string = count => `${count}×.`,
): void => {
  const region = how === 'polite' ? polite : assertive
  const burst = waiting[how]
  burst.count += 1
  if (burst.timer !== null) clearTimeout(burst.timer)
  burst.timer = setTimeout(
    () => {
      const said = burst.count > 1 ? `${counted(burst.count)} ${text}` : text
      region.set(now => ({ text: said, turn: now.turn + 1 }))
      burst.count = 0
      burst.timer = null
    },
    burst.count === 1 ? 30 : burstMs,
  )
}
