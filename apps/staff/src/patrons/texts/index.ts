import { defineTexts } from '../../base/language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type { PatronTexts } from './nl.ts'
export const patronTexts = defineTexts(nl, en)
