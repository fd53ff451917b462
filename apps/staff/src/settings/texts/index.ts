import { defineTexts } from '../../base/language.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type { SettingsTexts } from './nl.ts'
export const settingsTexts = defineTexts(nl, en)
