import { en } from './en.rules.ts'
import { nl } from './nl.rules.ts'
import type { RegulationWords } from './words.rules.ts'

export type Language = 'nl' | 'en'

/** The words of regulations in a language. */
export const wordsOf = (language: Language): RegulationWords => (language === 'nl' ? nl : en)
