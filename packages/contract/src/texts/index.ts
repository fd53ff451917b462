import type { Code } from '../codes.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type { About, CodeTexts } from './about.ts'

/** The one set of sentences that the screens, the machines at the desk and the letters speak. */
export const texts = { nl, en } as const
export type TextLanguage = keyof typeof texts

/** Short English title of a problem; the same for every occurrence of a code (RFC 9457 §3.1.4). */
export const titleOf = (code: Code): string => {
  const words = code.replaceAll('_', ' ').replace('isbn', 'ISBN')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
