import { Spine } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useFocusOnOpen } from '../../base/form.tsx'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { baseTexts } from '../../base/texts.ts'
import css from '../settings.module.css'
import { versionTexts } from './texts.ts'

/**
 * A reason, and a button that names what it does; with a name before it where something new is made. For what others
 * read afterwards, and what cannot be undone by one key.
 */
export const ReasonForm = ({
  title,
  about,
  does,
  named,
  busy,
  error,
  run,
  close,
}: {
  title: string
  about?: string
  does: string
  /** Asks for a name first. */
  named?: { readonly label: string; readonly hint: string; readonly max: number }
  busy: boolean
  error: Error | null
  run: (reason: string, name: string) => void
  close: () => void
}): ReactNode => {
  const t = useTexts(versionTexts)
  const b = useTexts(baseTexts)
  const [typed, setTyped] = useState({ name: '', reason: '' })
  const [tried, setTried] = useState(false)
  const first = useFocusOnOpen<HTMLInputElement>()
  const [name, reason] = [typed.name.trim(), typed.reason.trim()]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (reason !== '' && (named === undefined || name !== '')) run(reason, name)
  }
  const field = (key: 'name' | 'reason', of: { label: string; hint: string; max: number }): ReactNode => (
    <TextInput
      key={key}
      ref={(key === 'name') === (named !== undefined) ? first : undefined}
      label={of.label}
      description={of.hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={typed[key]}
      maxLength={of.max}
      autoComplete="off"
      error={tried && typed[key].trim() === '' ? b.needed : undefined}
      onChange={event => setTyped({ ...typed, [key]: event.currentTarget.value })}
    />
  )
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel state="ask" className="k-stack">
        <h2 className="k-text-md k-strong">{title}</h2>
        {about !== undefined && <p className="k-quiet k-prose">{about}</p>}
        {error !== null && <Failed error={error} />}
        <div className={css['form']}>
          {named !== undefined && field('name', named)}
          {field('reason', { label: t.why, hint: t.whyHint, max: 300 })}
        </div>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {does}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
