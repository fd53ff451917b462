import { publishBriefing, readBriefing } from '@kaft/contract/briefing'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Read } from '../base/states.tsx'
import { BriefingPoints } from '../sign-in/briefing-points.tsx'
import { briefingTexts } from '../sign-in/briefing-texts.ts'
import { BriefingForm } from './briefing-form.tsx'
import { SettingsPage } from './settings-page.tsx'

/** The briefing to read again, and for who may, a new version of it. */
export const Screen = (): ReactNode => {
  const t = useTexts(briefingTexts)
  const f = useFormats()
  const lang = useLanguage()
  const read = useRead(readBriefing, {})
  const [writes, setWrites] = useState(false)
  return (
    <SettingsPage
      room="briefing"
      actions={
        <Allowed op={publishBriefing}>
          <Button onClick={() => setWrites(true)}>{t.publish}</Button>
        </Allowed>
      }
    >
      <Read of={read}>
        {briefing => (
          <>
            {writes && (
              <BriefingForm key={briefing.version} briefing={briefing} close={() => setWrites(false)} />
            )}
            <Spine panel className="k-stack">
              <p className="k-quiet">
                {t.version(briefing.version, f.dayYear(dayOf(briefing.published_at)))}
                {briefing.signed !== null &&
                  ` · ${t.signedOn(briefing.signed.version, f.dayYear(dayOf(briefing.signed.signed_at)))}`}
              </p>
              <BriefingPoints briefing={briefing} />
              <p className="k-prose k-strong">{briefing.texts[lang].undertaking}</p>
              <p className="k-quiet">{t.kept}</p>
            </Spine>
          </>
        )}
      </Read>
    </SettingsPage>
  )
}
