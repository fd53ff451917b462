import { defineTexts } from '../../../base/language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type { RowTexts } from './nl.ts'
export const rowTexts = defineTexts(nl, en)
