import { finishOidc, linkOidc } from '@kaft/contract/sign-in-elsewhere'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { call } from '../base/api.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { ProblemError } from '../base/problem.ts'
import type { Session } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { elsewhereTexts } from './elsewhere-texts.ts'

/** Where the provider sends the browser back to. */
const place = `${import.meta.env.BASE_URL.replace(/\/$/, '')}/aanmelden/terug`
export const isReturn = (): boolean => location.pathname === place

/** Once for each page: what came back works once, however often the screen is drawn. */
let under_way: Promise<Session> | null = null
const finish = (): Promise<Session> => {
  const query = location.search
  // The code of the provider is taken out of the address, and so out of the history of a shared machine.
  history.replaceState(null, '', place)
  return call(finishOidc, { body: { query: query === '' ? '?' : query } })
}

/** Asked once: which account is theirs. */
const LinkForm = ({ done }: { done: (session: Session) => void }): ReactNode => {
  const t = useTexts(elsewhereTexts)
  const link = useDo(linkOidc)
  const [invitation, setInvitation] = useState('')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (invitation.trim() !== '')
      link.mutate({ body: { invitation: invitation.trim() } }, { onSuccess: done })
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <p className="k-prose">{t.linkAbout}</p>
      {link.error !== null && <Failed error={link.error} />}
      <TextInput
        label={t.invitation}
        value={invitation}
        maxLength={40}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        error={tried && invitation.trim() === '' ? t.fill : undefined}
        onChange={event => setInvitation(event.currentTarget.value)}
      />
      <div className="k-line k-line-end">
        <Button type="submit" variant="filled" loading={link.isPending}>
          {t.linkNow}
        </Button>
      </div>
    </form>
  )
}

/** Back from the provider: in, or asked for an invitation, or told what to do. */
export const ReturnPage = ({ done }: { done: (session: Session | null) => void }): ReactNode => {
  const t = useTexts(elsewhereTexts)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const come = async (back: Promise<Session>): Promise<void> => {
      try {
        done(await back)
      } catch (thrown) {
        setError(thrown)
      }
    }
    under_way ??= finish()
    void come(under_way)
  }, [done])
  const isUnlinked = error instanceof ProblemError && error.problem.code === 'oidc_unlinked'
  return (
    <main className="k-sign-in">
      <Spine panel className="k-sign-in-box">
        <p className="k-brand">Kaft</p>
        <h1 className="k-text-xl k-strong">{isUnlinked ? t.link : t.title}</h1>
        {error === null && (
          <p className="k-quiet" role="status">
            {t.coming}
          </p>
        )}
        {error !== null && !isUnlinked && <Failed error={error} />}
        {isUnlinked && <LinkForm done={done} />}
        {error !== null && (
          <Button variant="subtle" onClick={() => done(null)}>
            {t.again}
          </Button>
        )}
      </Spine>
    </main>
  )
}
