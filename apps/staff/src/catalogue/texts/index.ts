import { defineTexts } from '../../base/language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type { CatalogueTexts } from './nl.ts'
export const catalogueTexts = defineTexts(nl, en)
