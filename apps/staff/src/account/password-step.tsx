import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useFocusOnOpen } from '../base/form.tsx'
import { useTexts } from '../base/language.ts'
import { baseTexts } from '../base/texts.ts'
import { accountTexts } from './texts.ts'

/** The password, before anything is added by which the account can be proven. */
export const PasswordStep = ({
  busy,
  go,
  close,
}: {
  busy: boolean
  go: (password: string) => void
  close: () => void
}): ReactNode => {
  const t = useTexts(accountTexts)
  const b = useTexts(baseTexts)
  const field = useFocusOnOpen<HTMLInputElement>()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (password !== '') go(password)
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <PasswordInput
        ref={field}
        label={t.password}
        description={t.passwordAbout}
        value={password}
        autoComplete="current-password"
        error={tried && password === '' ? b.needed : undefined}
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
        onChange={event => setPassword(event.currentTarget.value)}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {t.next}
        </Button>
      </div>
    </form>
  )
}
