import { Button } from '@mantine/core'
import { Spine } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { useLanguage, useTexts } from '../base/language.ts'
import { preferLanguage } from '../base/preferences.ts'
import { FullSignIn } from './full-sign-in.tsx'
import { takeSession } from './take-session.ts'
import { signInTexts } from './texts.ts'

/** The first page of the day. */
export const SignInPage = (): ReactNode => {
  const t = useTexts(signInTexts)
  const lang = useLanguage()
  const other = lang === 'nl' ? 'en' : 'nl'
  return (
    <main className="k-sign-in">
      <Spine panel className="k-sign-in-box">
        <p className="k-brand">Kaft</p>
        <h1 className="k-text-xl k-strong">{t.title}</h1>
        <p className="k-prose k-quiet">{t.intro}</p>
        <FullSignIn onSession={takeSession} />
        <div className="k-line k-line-between">
          <span className="k-text-xs k-quiet">{t.help}</span>
          <Button variant="subtle" size="compact-sm" lang={other} onClick={() => preferLanguage(other)}>
            {other === 'nl' ? 'Nederlands' : 'English'}
          </Button>
        </div>
      </Spine>
    </main>
  )
}
