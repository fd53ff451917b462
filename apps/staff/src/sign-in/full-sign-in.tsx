import { signIn } from '@kaft/contract/organisation'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import type { Session } from '../base/session.ts'
import { unlockSound } from '../base/sound.ts'
import { Failed } from '../base/states.tsx'
import { stepUp } from '../base/step-up.ts'
import { readWorkstationKey } from '../base/workstation-key.ts'
import { SignInElsewhere } from './elsewhere.tsx'
import { signInTexts } from './texts.ts'

const askOf = (login: string, password: string) => {
  const workstation_key = readWorkstationKey()
  return {
    body: { login: login.trim(), password, ...(workstation_key === null ? {} : { workstation_key }) },
  }
}

/** Name and password, pasting allowed, the password visible on request (WCAG 2.2 §3.3.8). */
export const FullSignIn = ({ onSession }: { onSession: (session: Session) => void }): ReactNode => {
  const t = useTexts(signInTexts)
  const enter = useDo(signIn)
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const name = useRef<HTMLInputElement>(null)
  const entered = (session: Session): void => {
    onSession(session)
    // Asked once a day with the password; whoever only lends may put it off until broad rights are used.
    if (session.second_factor === 'needed') void stepUp.ask()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    unlockSound()
    setTried(true)
    if (login.trim() === '' || password === '') name.current?.focus()
    else enter.mutate(askOf(login, password), { onSuccess: entered, onError: () => setPassword('') })
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <SignInElsewhere />
      {enter.error !== null && <Failed error={enter.error} />}
      <TextInput
        ref={name}
        label={t.login}
        value={login}
        onChange={event => setLogin(event.currentTarget.value)}
        error={tried && login.trim() === '' ? t.needName : undefined}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
      />
      <PasswordInput
        label={t.password}
        value={password}
        onChange={event => setPassword(event.currentTarget.value)}
        error={
          tried && !enter.isPending && enter.error === null && password === '' ? t.needPassword : undefined
        }
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
      />
      <div className="k-line k-line-end">
        <Button type="submit" variant="filled" loading={enter.isPending}>
          {t.signIn}
        </Button>
      </div>
    </form>
  )
}
