import { defineTexts } from '../../base/language.ts'
import { en } from './cases-en.ts'
import { nl } from './cases-nl.ts'

export const caseTexts = defineTexts(nl, en)
