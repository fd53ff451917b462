import { switchStaff } from '@kaft/contract/organisation'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { ProblemError } from '../base/problem.ts'
import { useScans } from '../base/scans.ts'
import { type Session, useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { FullSignIn } from './full-sign-in.tsx'
import { signInTexts } from './texts.ts'

const needsPassword = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.code === 'full_sign_in_needed'

/**
 * A colleague takes over within three seconds: badge, or initials and PIN, which is sent by itself at the sixth
 * digit. Who has not signed in fully today is asked for the password, here and without losing the open work.
 */
export const QuickSwitch = ({
  action,
  onSession,
}: {
  action: string
  onSession: (session: Session) => void
}): ReactNode => {
  const t = useTexts(signInTexts)
  const session = useSession()
  const take = useDo(switchStaff)
  const [initials, setInitials] = useState('')
  const [pin, setPin] = useState('')
  const [withPassword, setWithPassword] = useState(session.workstation === null)
  const pinField = useRef<HTMLInputElement>(null)
  const sendBadge = (badge: string): void => take.mutate({ body: { badge } }, { onSuccess: onSession })
  const sendPin = (digits: string): void => {
    if (initials.trim() === '' || digits.length !== 6 || take.isPending) return
    take.mutate(
      { body: { initials: initials.trim(), pin: digits } },
      { onSuccess: onSession, onError: () => setPin('') },
    )
  }
  useScans(scan => sendBadge(scan.code))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (initials.trim() !== '' && pin === '') pinField.current?.focus()
    else sendPin(pin)
  }
  if (withPassword || needsPassword(take.error)) {
    return (
      <div className="k-stack">
        {session.workstation === null && <p className="k-quiet">{t.noWorkstation}</p>}
        {take.error !== null && <Failed error={take.error} />}
        <FullSignIn onSession={onSession} />
        {session.workstation !== null && (
          <Button
            variant="subtle"
            onClick={() => {
              take.reset()
              setWithPassword(false)
            }}
          >
            {t.withPin}
          </Button>
        )}
      </div>
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <p className="k-prose">{t.takeOverHow}</p>
      {take.error !== null && <Failed error={take.error} />}
      <TextInput
        label={t.initials}
        value={initials}
        onChange={event => setInitials(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={8}
        autoFocus
      />
      <PasswordInput
        ref={pinField}
        label={t.pin}
        value={pin}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        onChange={event => {
          const digits = event.currentTarget.value.replace(/\D/g, '')
          setPin(digits)
          if (digits.length === 6) sendPin(digits)
        }}
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
      />
      <div className="k-line k-line-end">
        <Button variant="subtle" onClick={() => setWithPassword(true)}>
          {t.withPassword}
        </Button>
        <Button type="submit" variant="filled" loading={take.isPending}>
          {action}
        </Button>
      </div>
    </form>
  )
}
