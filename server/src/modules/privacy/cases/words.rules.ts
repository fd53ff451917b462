import type { CaseKind } from '@kaft/contract'

/** What the ciphertext of a file says that it is; the same must be said to open it. */
export const aboutFile = (kind: string): string => `case_file ${kind}`

const whys: Partial<Record<CaseKind, string>> = {
  rectification: 'De gegevens van deze persoon zijn verbeterd.',
  erasure: 'De gegevens van deze persoon zijn gewist.',
  restriction: 'De gegevens van deze persoon worden bewaard en niet meer gebruikt.',
  objection: 'Deze persoon wil geen nieuws meer: haal de gegevens uit de lijst.',
}
/** What a recipient is told, and no more (AVG art. 19). */
export const noticeWhy = (kind: CaseKind): string =>
  whys[kind] ?? 'De gegevens van deze persoon zijn gewijzigd.'
