import { identityConflicts, numberAlerts, numberLibraries } from '@kaft/contract/identity'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { useAllowed } from '../base/session.ts'
import { Alerts } from './alerts.tsx'
import { Conflicts } from './conflicts.tsx'
import { NumberList } from './number-list.tsx'
import { identityTexts } from './texts.ts'

/** What somebody may look into, each in its own part: conflicts and the list for all libraries, questions for the own one. */
export const Screen = (): ReactNode => {
  const t = useTexts(identityTexts)
  const [conflicts, list, alerts] = [
    useAllowed(identityConflicts),
    useAllowed(numberLibraries),
    useAllowed(numberAlerts),
  ]
  return (
    <Page title={t.title} about={t.about}>
      {alerts && <Alerts />}
      {conflicts && <Conflicts />}
      {list && <NumberList />}
    </Page>
  )
}
