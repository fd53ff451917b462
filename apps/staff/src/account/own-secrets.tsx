import { changeOwnSecret } from '@kaft/contract/accounts'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useFocusOnOpen } from '../base/form.tsx'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { accountTexts } from './texts.ts'

type Kind = 'password' | 'pin'
const KINDS: readonly Kind[] = ['password', 'pin']
const fits = (kind: Kind, typed: string): boolean =>
  kind === 'pin' ? /^\d{6}$/.test(typed) : typed.length >= 12

const Change = ({ kind, close }: { kind: Kind; close: () => void }): ReactNode => {
  const t = useTexts(accountTexts)
  const b = useTexts(baseTexts)
  const field = useFocusOnOpen<HTMLInputElement>()
  const [password, setPassword] = useState('')
  const [fresh, setFresh] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const save = useDo(changeOwnSecret)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (password === '' || !fits(kind, fresh) || again !== fresh) return
    const to = kind === 'pin' ? { pin: fresh } : { password: fresh }
    save.mutate(
      { body: { password, to } },
      {
        onSuccess: ({ ended }) => {
          tell(t.secretSaved[kind](ended))
          close()
        },
      },
    )
  }
  const toggle = { 'aria-label': t.showPassword }
  const digits = kind === 'pin' ? { inputMode: 'numeric' as const, maxLength: 6 } : { maxLength: 200 }
  return (
    <form className="k-stack" onSubmit={submit} noValidate aria-label={t.secretOf[kind]}>
      {save.error !== null && <Failed error={save.error} />}
      <PasswordInput
        ref={field}
        label={t.now}
        value={password}
        autoComplete="current-password"
        error={tried && password === '' ? b.needed : undefined}
        visibilityToggleButtonProps={toggle}
        onChange={event => setPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label={t.fresh[kind]}
        description={t.freshAbout[kind]}
        value={fresh}
        autoComplete={kind === 'pin' ? 'off' : 'new-password'}
        error={tried && !fits(kind, fresh) ? t.tooShort[kind] : undefined}
        visibilityToggleButtonProps={toggle}
        onChange={event => setFresh(event.currentTarget.value)}
        {...digits}
      />
      <PasswordInput
        label={t.again}
        value={again}
        autoComplete={kind === 'pin' ? 'off' : 'new-password'}
        error={tried && fits(kind, fresh) && again !== fresh ? t.notAgain : undefined}
        visibilityToggleButtonProps={toggle}
        onChange={event => setAgain(event.currentTarget.value)}
        {...digits}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}

/** The owner chooses another password or PIN; afterwards the focus is on the button that opened the form. */
export const OwnSecrets = (): ReactNode => {
  const t = useTexts(accountTexts)
  const [open, setOpen] = useState<Kind | null>(null)
  const buttons = useRef<Partial<Record<Kind, HTMLButtonElement | null>>>({})
  const close = (kind: Kind): void => {
    setOpen(null)
    requestAnimationFrame(() => buttons.current[kind]?.focus())
  }
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.secrets}</h2>
      <p className="k-prose k-quiet">{t.secretsWhy}</p>
      <div className="k-line">
        {KINDS.map(kind => (
          <Button
            key={kind}
            ref={one => void (buttons.current[kind] = one)}
            aria-expanded={open === kind}
            onClick={() => setOpen(open === kind ? null : kind)}
          >
            {t.secretOf[kind]}
          </Button>
        ))}
      </div>
      {open !== null && <Change key={open} kind={open} close={() => close(open)} />}
    </Spine>
  )
}
