import { type About, type Code, textToReader } from '@kaft/contract'
import type { PageLanguage } from './words.rules.ts'

/** Why something cannot be: to readers about themselves; to a parent about the child whom they look at. */
export const whyWord =
  (lang: PageLanguage, guards: boolean) =>
  (code: Code, about: About = {}): string =>
    textToReader(lang, code, about, guards ? 'child' : 'self')
