import { defineTexts } from '../../base/language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type DeskTexts = typeof nl

export const deskTexts = defineTexts<DeskTexts>(nl, en)
