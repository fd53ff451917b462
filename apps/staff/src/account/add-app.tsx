import { beginTotp, confirmTotp, readFactors } from '@kaft/contract/second-factor'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useDo } from '../base/hooks.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import css from './account.module.css'
import { PasswordStep } from './password-step.tsx'
import { accountTexts } from './texts.ts'

type Begun = OkOf<typeof beginTotp>
export type Enrolled = OkOf<typeof confirmTotp>

/** Drawn from squares that came from our own server: no service in the world learns of the secret. */
const Qr = ({ qr, label }: { qr: Begun['qr']; label: string }): ReactNode => (
  <svg
    className={css['qr']}
    role="img"
    aria-label={label}
    viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`}
    shapeRendering="crispEdges"
  >
    <path d={qr.path} fill="currentColor" />
  </svg>
)

const Confirm = ({
  begun,
  done,
  close,
}: {
  begun: Begun
  done: (said: Enrolled, name: string) => void
  close: () => void
}): ReactNode => {
  const t = useTexts(accountTexts)
  const b = useTexts(baseTexts)
  const field = useFocusOnOpen<HTMLInputElement>()
  const [code, setCode] = useState('')
  const [name, setName] = useState(t.appName)
  const [tried, setTried] = useState(false)
  const confirm = useDo(confirmTotp, [readFactors])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const called = name.trim() === '' ? t.appName : name.trim()
    if (code.trim() === '') return
    confirm.mutate(
      { params: { factor_id: begun.factor_id }, body: { code: code.trim(), name: called } },
      { onSuccess: said => done(said, called), onError: () => setCode('') },
    )
  }
  return (
    <div className={css['beside']}>
      <Qr qr={begun.qr} label={t.qr} />
      <form className={`k-stack ${css['grow']}`} onSubmit={submit} noValidate>
        <p className="k-prose">{t.scan}</p>
        <p className="k-prose">
          {t.type} <strong className={css['secret']}>{begun.secret}</strong>
        </p>
        {confirm.error !== null && <Failed error={confirm.error} />}
        <TextInput
          ref={field}
          label={t.code}
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          error={tried && code.trim() === '' && confirm.error === null ? b.needed : undefined}
          onChange={event => setCode(event.currentTarget.value)}
        />
        <TextInput
          label={t.name}
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={event => setName(event.currentTarget.value)}
        />
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={confirm.isPending}>
            {t.confirm}
          </Button>
        </div>
      </form>
    </div>
  )
}

/** Password, QR code, first right code. */
export const AddApp = ({
  done,
  close,
}: {
  done: (said: Enrolled, name: string) => void
  close: () => void
}): ReactNode => {
  const t = useTexts(accountTexts)
  const begin = useDo(beginTotp)
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.addApp}</h2>
      {begin.error !== null && <Failed error={begin.error} />}
      {begin.data === undefined ? (
        <PasswordStep
          busy={begin.isPending}
          go={password => begin.mutate({ body: { password } })}
          close={close}
        />
      ) : (
        <Confirm begun={begin.data} done={done} close={close} />
      )}
    </Spine>
  )
}
