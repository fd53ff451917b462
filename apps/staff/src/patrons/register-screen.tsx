import { findPatrons, registerPatron } from '@kaft/contract/patrons'
import type { ReactNode } from 'react'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { NeedsLine } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { RegisterForm } from './register-form.tsx'
import { NEW, useDraft } from './register.state.ts'
import { patronTexts } from './texts/index.ts'

const Form = (): ReactNode => {
  const t = useTexts(patronTexts)
  const draft = useDraft(NEW)
  const register = useDo(registerPatron, [findPatrons])
  return (
    <RegisterForm
      draft={draft}
      send={{
        busy: register.isPending,
        error: register.error,
        run: (body, says) => register.mutate({ body }, says),
        done: name => tell(t.reg.done(name)),
      }}
      last={{ title: t.reg.blocks.statement, body: null, first: 'statement' }}
      verb={{ one: t.reg.submit, lend: t.reg.submitAndLend }}
    />
  )
}

/** Registering by identity card, by a file of the eID viewer, or by hand: one form for all. */
export const Screen = (): ReactNode => {
  const t = useTexts(patronTexts)
  return (
    <Page title={t.reg.title} about={t.reg.about}>
      <NeedsLine>{t.reg.offline}</NeedsLine>
      <Form />
    </Page>
  )
}
