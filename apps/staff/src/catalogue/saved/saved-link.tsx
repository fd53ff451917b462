import { countSearchNews, listSavedSearches } from '@kaft/contract/saved-searches'
import type { ReactNode } from 'react'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { allows, useSession } from '../../base/session.ts'
import { To } from '../../base/to.tsx'
import { savedTexts } from './texts.ts'

/** To the kept searches, with for how many of them there is news. */
export const SavedLink = (): ReactNode => {
  const t = useTexts(savedTexts)
  const may = allows(useSession(), listSavedSearches.leave)
  const read = useRead(countSearchNews, {}, { enabled: may, fresh_ms: 5 * 60_000 })
  if (!may) return null
  return <To to={paths.savedSearches}>{t.link(read.data?.with_news ?? 0)}</To>
}
