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

const digitsInPin = 6
const needsPassword = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.code === 'full_sign_in_needed'

const Initials = ({ value, onChange }: { value: string; onChange: (next: string) => void }): ReactNode => (
  <TextInput
    label={useTexts(signInTexts).initials}
    value={value}
    onChange={event => onChange(event.currentTarget.value)}
    autoComplete="off"
    autoCapitalize="characters"
    spellCheck={false}
    maxLength={8}
    autoFocus
  />
)

/** Initials and PIN; the sixth digit sends by itself. */
const PinForm = ({
  action,
  busy,
  send,
}: {
  action: string
  busy: boolean
  /** Calls back when the PIN was refused, so that it can be typed anew. */
  send: (ask: { initials: string; pin: string }, refused: () => void) => void
}): ReactNode => {
  const t = useTexts(signInTexts)
  const [initials, setInitials] = useState('')
  const [pin, setPin] = useState('')
  const pinField = useRef<HTMLInputElement>(null)
  const sendPin = (digits: string): void => {
    if (initials.trim() !== '' && digits.length === digitsInPin && !busy)
      send({ initials: initials.trim(), pin: digits }, () => setPin(''))
  }
  const typed = (text: string): void => {
    const digits = text.replaceAll(/\D/g, '')
    setPin(digits)
    sendPin(digits)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (initials.trim() !== '' && pin === '') pinField.current?.focus()
    else sendPin(pin)
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <Initials value={initials} onChange={setInitials} />
      <PasswordInput
        ref={pinField}
        label={t.pin}
        value={pin}
        inputMode="numeric"
        autoComplete="off"
        maxLength={digitsInPin}
        onChange={event => typed(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
      />
      <div className="k-line k-line-end">
        <Button type="submit" variant="filled" loading={busy}>
          {action}
        </Button>
      </div>
    </form>
  )
}

/**
 * A colleague takes over within three seconds: by badge, or by initials and PIN. Who has not signed in fully today
 * is asked for the password, here and without losing the open work.
 */
export const QuickSwitch = ({
  action,
  onSession,
}: {
  action: string
  onSession: (session: Session) => void
}): ReactNode => {
  const t = useTexts(signInTexts)
  const { workstation } = useSession()
  const take = useDo(switchStaff)
  const [withPassword, setWithPassword] = useState(workstation === null)
  useScans(scan => take.mutate({ body: { badge: scan.code } }, { onSuccess: onSession }))
  const byPassword = withPassword || needsPassword(take.error)
  const turn = (): void => {
    take.reset()
    setWithPassword(!byPassword)
  }
  return (
    <div className="k-stack">
      <p className="k-prose">{workstation === null ? t.noWorkstation : t.takeOverHow}</p>
      {take.error !== null && <Failed error={take.error} />}
      {byPassword ? (
        <FullSignIn onSession={onSession} />
      ) : (
        <PinForm
          action={action}
          busy={take.isPending}
          send={(body, refused) => take.mutate({ body }, { onSuccess: onSession, onError: refused })}
        />
      )}
      {workstation !== null && (
        <Button variant="subtle" onClick={turn}>
          {byPassword ? t.withPin : t.withPassword}
        </Button>
      )}
    </div>
  )
}
