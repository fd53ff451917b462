import type { Explanation } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import type { Speech } from '../regulation/explain.rules.ts'
import { type Language, wordsOf } from '../regulation/texts/language.rules.ts'

/** A due day that staff moved, alone or with many others, after the regulation had given it. */
export interface MovedDate {
  readonly on: Day
  readonly reason: string | null
  readonly before: Day
  readonly due_on: Day
}

interface Words {
  readonly sentence: (day: string, reason: string) => string
  readonly step: (on: string, reason: string) => string
}
const because = (reason: string | null): string => (reason === null || reason === '' ? '' : `: ${reason}`)
const texts: Readonly<Record<Language, Words>> = {
  nl: {
    sentence: (day, reason) => `Omdat de datum verzet is naar ${day}${reason}.`,
    step: (on, reason) => `Verzet op ${on}${reason}`,
  },
  en: {
    sentence: (day, reason) => `Because the date was moved to ${day}${reason}.`,
    step: (on, reason) => `Moved on ${on}${reason}`,
  },
}

/** What the regulation gave, and after it each time that somebody moved the date, with the reason that they gave. */
export function withMoves(said: Explanation, moves: readonly MovedDate[], speech: Speech): Explanation {
  const last = moves.at(-1)
  if (!last) return said
  const words = wordsOf(speech.language)
  const own = texts[speech.language]
  const sentence = own.sentence(words.day(last.due_on, speech), because(last.reason))
  return {
    ...said,
    sentence,
    for_patron: sentence,
    steps: [
      ...said.steps,
      ...moves.map(move => ({
        text: own.step(words.day(move.on, speech), because(move.reason)),
        result: words.day(move.due_on, speech),
        from: null,
      })),
    ],
  }
}

const cameOver: Readonly<Record<Language, string>> = {
  nl: 'Omdat de datum uit het vorige systeem is overgenomen.',
  en: 'Because the date came over from the former system.',
}

/** A due day that no regulation here gave: the library moved in with it. */
export const withOldDay = (said: Explanation, language: Language): Explanation => ({
  ...said,
  sentence: cameOver[language],
  for_patron: cameOver[language],
})
