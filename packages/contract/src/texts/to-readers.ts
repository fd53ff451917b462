import type { Code } from '../codes.ts'
import type { About, CodeTexts } from './about.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'
import { toOneself } from './to-oneself.ts'
import { toParents } from './to-parents.ts'

/** Whom a sentence to a reader is about: who reads it, or the child whose parent or guardian reads it. */
export type Whom = 'self' | 'child'

const desk = { nl, en } as const
const spoken: Readonly<Record<Whom, Readonly<Record<keyof typeof desk, Partial<CodeTexts>>>>> = {
  self: toOneself,
  child: toParents,
}

/**
 * The sentence of a code as a reader reads it at home, about themselves or about their child; that of the desk where it
 * speaks of no patron. @param about the facts of the finding or refusal
 */
export const textToReader = (
  language: keyof typeof desk,
  code: Code,
  about: About,
  whom: Whom = 'self',
): string => (spoken[whom][language][code] ?? desk[language][code])(about)
