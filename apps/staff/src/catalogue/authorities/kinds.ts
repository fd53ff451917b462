import { authorityKinds } from '@kaft/contract/authorities'
import { useTexts } from '../../base/language.ts'
import { authorityTexts } from './texts.ts'

/** The kinds as a choice, with all of them first. */
export const useKinds = (): { value: string; label: string }[] => {
  const t = useTexts(authorityTexts)
  return [
    { value: '', label: t.allKinds },
    ...authorityKinds.map(kind => ({ value: kind, label: t.kinds[kind] ?? kind })),
  ]
}
