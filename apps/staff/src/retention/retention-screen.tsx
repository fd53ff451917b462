import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { PrivacyRooms } from '../privacy/privacy-page.tsx'
import { Certificates } from './certificates.tsx'
import { RecordList } from './record-list.tsx'
import { ProcessingRegister } from './register.tsx'
import { SmallDebts } from './small-debts.tsx'
import { retentionTexts } from './texts.ts'

/** What the data protection officer has to know of the terms: what goes tonight, what stays and why, and the proof. */
export const Screen = (): ReactNode => {
  const t = useTexts(retentionTexts)
  return (
    <Page title={t.title} about={t.about}>
      <PrivacyRooms room="retention" />
      <RecordList which="due" />
      <RecordList which="kept" />
      <SmallDebts />
      <Certificates />
      <ProcessingRegister />
    </Page>
  )
}
