import { type About, type Code, textToReader, texts } from '@kaft/contract'
import type { PageLanguage } from './words.rules.ts'

/** Why something cannot be: to readers about themselves; to a parent about a child, whom "you" would not mean. */
export const whyWord =
  (lang: PageLanguage, guards: boolean) =>
  (code: Code, about: About = {}): string =>
    guards ? texts[lang][code](about) : textToReader(lang, code, about)
