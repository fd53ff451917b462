import { Spine } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useFocusOnOpen } from './form.tsx'
import { useTexts } from './language.ts'
import { Failed } from './states.tsx'
import { baseTexts } from './texts.ts'

/** As the server wants it: a purpose says something. */
const LEAST = 8

/** Asks what a list of people is for, before it goes on paper or into a file. */
export const PurposeForm = ({
  action,
  run,
  busy,
  error,
  close,
}: {
  action: string
  run: (purpose: string) => void
  busy: boolean
  error: Error | null
  close: () => void
}): ReactNode => {
  const t = useTexts(baseTexts)
  const first = useFocusOnOpen<HTMLInputElement>()
  const [purpose, setPurpose] = useState('')
  const [tried, setTried] = useState(false)
  const short = purpose.trim().length < LEAST
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!short && !busy) run(purpose.trim())
  }
  return (
    <Spine panel state="move">
      <form className="k-stack" onSubmit={submit} noValidate>
        {error !== null && <Failed error={error} />}
        <TextInput
          ref={first}
          label={t.listPurpose}
          description={t.listPurposeHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={purpose}
          maxLength={200}
          autoComplete="off"
          error={tried && short ? t.listPurposeShort : undefined}
          onChange={event => setPurpose(event.currentTarget.value)}
        />
        <div className="k-line k-line-end">
          <Button onClick={close}>{t.cancel}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
