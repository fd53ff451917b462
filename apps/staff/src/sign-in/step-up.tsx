import { askSecondFactor, proveByCode, proveByPasskey } from '@kaft/contract/second-factor'
import { readSession } from '@kaft/contract/organisation'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { announce } from '../base/announce.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { knowsPasskeys, touchPasskey } from '../base/passkey.ts'
import { paths } from '../base/paths.ts'
import { queryClient } from '../base/query-client.ts'
import { type Session, useSession } from '../base/session.ts'
import { Failed, Loading } from '../base/states.tsx'
import { stepUp } from '../base/step-up.ts'
import { useStore } from '../base/store.ts'
import { router } from '../shell/router.tsx'
import { stepUpTexts } from './step-up-texts.ts'

const useProven = (): ((session: Session) => void) => {
  const t = useTexts(stepUpTexts)
  return session => {
    queryClient.setQueryData([readSession.id, {}], session)
    announce(t.proven)
    stepUp.settle(true)
  }
}

/** The code of the app, which sends itself at the sixth digit; or one of the codes on paper. */
const ByCode = ({ hasApp }: { hasApp: boolean }): ReactNode => {
  const t = useTexts(stepUpTexts)
  const proven = useProven()
  const [kind, setKind] = useState<'totp' | 'recovery'>(hasApp ? 'totp' : 'recovery')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  const prove = useDo(proveByCode)
  const send = (text: string): void =>
    prove.mutate(
      { body: { kind, code: text.trim() } },
      {
        onSuccess: proven,
        onError: () => {
          setCode('')
          field.current?.focus()
        },
      },
    )
  const typed = (text: string): void => {
    setCode(text)
    if (kind === 'totp' && text.replaceAll(/\D/g, '').length === 6 && !prove.isPending) send(text)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (code.trim() !== '') send(code)
  }
  const turn = (): void => {
    prove.reset()
    setCode('')
    setKind(kind === 'totp' ? 'recovery' : 'totp')
    field.current?.focus()
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      {prove.error !== null && <Failed error={prove.error} />}
      <TextInput
        ref={field}
        label={kind === 'totp' ? t.code : t.recovery}
        description={kind === 'totp' ? undefined : t.recoveryHint}
        value={code}
        inputMode={kind === 'totp' ? 'numeric' : 'text'}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={20}
        error={tried && code.trim() === '' && prove.error === null ? t.fill : undefined}
        onChange={event => typed(event.currentTarget.value)}
      />
      <div className="k-line k-line-between">
        {hasApp ? (
          <Button variant="subtle" onClick={turn}>
            {kind === 'totp' ? t.useRecovery : t.useApp}
          </Button>
        ) : (
          <span />
        )}
        <Button type="submit" variant="filled" loading={prove.isPending}>
          {t.go}
        </Button>
      </div>
    </form>
  )
}

const ByKey = ({ options, again }: { options: Record<string, unknown>; again: () => void }): ReactNode => {
  const t = useTexts(stepUpTexts)
  const proven = useProven()
  const [failed, setFailed] = useState(false)
  const prove = useDo(proveByPasskey)
  const touch = async (): Promise<void> => {
    setFailed(false)
    try {
      const credential = await touchPasskey(options)
      prove.mutate({ body: { credential } }, { onSuccess: proven, onError: again })
    } catch {
      setFailed(true)
    }
  }
  return (
    <div className="k-stack">
      {prove.error !== null && <Failed error={prove.error} />}
      {failed && <StateWord state="stop">{t.keyFailed}</StateWord>}
      <Button variant="filled" loading={prove.isPending} onClick={() => void touch()}>
        {t.key}
      </Button>
    </div>
  )
}

const Prove = (): ReactNode => {
  const t = useTexts(stepUpTexts)
  const { mutate, data, error } = useDo(askSecondFactor)
  useEffect(() => mutate({}), [mutate])
  if (error !== null) return <Failed error={error} again={() => mutate({})} />
  if (data === undefined) return <Loading />
  const hasApp = data.rows.some(row => row.kind === 'totp')
  const { options } = data
  return (
    <>
      <p className="k-prose k-quiet">{t.about}</p>
      {options !== null && knowsPasskeys() && <ByKey options={options} again={() => mutate({})} />}
      {(hasApp || data.recovery_left > 0) && <ByCode hasApp={hasApp} />}
    </>
  )
}

/** Asked where broad rights are used. Put off, the work of the desk goes on; what asked for it is told no. */
export const StepUp = (): ReactNode => {
  const t = useTexts(stepUpTexts)
  const asked = useStore(stepUp.asked)
  const { second_factor } = useSession()
  if (asked === null) return null
  const isMissing = second_factor === 'missing'
  const later = (): void => stepUp.settle(false)
  const set = (): void => {
    later()
    void router.navigate({ to: paths.account })
  }
  return (
    <Layer title={isMissing ? t.missing : t.title} onClose={later}>
      {isMissing ? <p className="k-prose">{t.missingAbout}</p> : <Prove />}
      <div className="k-line k-line-between">
        <span className="k-line">
          <Button variant="subtle" onClick={later}>
            {t.later}
          </Button>
          <span className="k-quiet">{t.laterAbout}</span>
        </span>
        {isMissing && (
          <Button variant="filled" onClick={set}>
            {t.set}
          </Button>
        )}
      </div>
    </Layer>
  )
}
