import { defineTexts } from '../../base/language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export const newsTexts = defineTexts(nl, en)
