import { languageTag } from '@kaft/contract/texts/languages'

/**
 * For the element that holds a title alone: it is read aloud in the language of its record, and not in that of the screen
 * (WCAG 2.2 §3.1.2).
 */
export const inLanguage = (code: string | null | undefined): { lang?: string } => {
  const tag = languageTag(code ?? null)
  return tag === null ? {} : { lang: tag }
}
