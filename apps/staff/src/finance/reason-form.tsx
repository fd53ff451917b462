import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useFocusOnOpen } from '../base/form.tsx'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import css from './finance.module.css'
import { tillTexts } from './texts/index.ts'

/** A correction of money always says why; its button repeats the verb and the amount. */
export const ReasonForm = ({
  action,
  busy,
  error,
  close,
  run,
}: {
  action: string
  busy: boolean
  error: Error | null
  close: () => void
  run: (reason: string) => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  const b = useTexts(baseTexts)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (reason.trim() === '') field.current?.focus()
    else run(reason.trim())
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      {error !== null && <Failed error={error} />}
      <div className={css['form']}>
        <TextInput
          ref={field}
          label={t.reason}
          value={reason}
          maxLength={200}
          autoComplete="off"
          error={tried && reason.trim() === '' ? b.needed : undefined}
          onChange={event => setReason(event.currentTarget.value)}
        />
        <div className={`k-line ${css['buttons']}`}>
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {action}
          </Button>
        </div>
      </div>
    </form>
  )
}
