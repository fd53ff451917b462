import { defineTexts } from '../../base/language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type ItemTexts = typeof nl
export const itemTexts = defineTexts(nl, en)
