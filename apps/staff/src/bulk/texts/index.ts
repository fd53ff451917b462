import { defineTexts } from '../../base/language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type { BulkTexts } from './nl.ts'
export const bulkTexts = defineTexts(nl, en)
