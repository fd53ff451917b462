import { createStore, useStore } from './store.ts'

export const languages = ['nl', 'en'] as const
export type Language = (typeof languages)[number]

/** The language of the screens: Dutch unless who works here likes it otherwise. */
export const language = createStore<Language>('nl')

export const showLanguage = (next: Language): void => {
  document.documentElement.lang = next
  language.set(next)
}
export const useLanguage = (): Language => useStore(language)

/** Texts of one module in both languages. Dutch fixes the shape; English must have every one of its keys. */
export interface Texts<T> {
  readonly nl: T
  readonly en: T
}
export const defineTexts = <T extends object>(nl: T, en: NoInfer<T>): Texts<T> => ({ nl, en })

/** The texts of a module in the language of the screens. A text with a gap is a function of what fills it. */
export const useTexts = <T>(texts: Texts<T>): T => texts[useLanguage()]
/** The same outside a component, for sentences that are spoken or queued. */
export const textsNow = <T>(texts: Texts<T>): T => texts[language.get()]
