import { readMagda, type RegisterField, setMagdaAuthorisation } from '@kaft/contract/magda'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay } from '../base/day.model.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import css from './settings.module.css'
import { magdaTexts } from './texts/magda.ts'

const all: readonly RegisterField[] = ['address', 'death']

const Fields = ({
  fields,
  set,
  tried,
}: {
  fields: readonly RegisterField[]
  set: (fields: readonly RegisterField[]) => void
  tried: boolean
}): ReactNode => {
  const t = useTexts(magdaTexts)
  const b = useTexts(baseTexts)
  return (
    <Checkbox.Group
      label={t.fields}
      value={[...fields]}
      onChange={chosen => set(all.filter(one => chosen.includes(one)))}
      error={tried && fields.length === 0 ? b.needed : undefined}
    >
      <div className="k-line">
        {all.map(one => (
          <Checkbox key={one} value={one} label={t.field[one]} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

/** An authorisation as it was given: its number, what it allows, from when until when. */
export const MagdaForm = ({ close }: { close: () => void }): ReactNode => {
  const t = useTexts(magdaTexts)
  const b = useTexts(baseTexts)
  const first = useFocusOnOpen<HTMLInputElement>()
  const set = useDo(setMagdaAuthorisation, [readMagda])
  const [form, setForm] = useState({ reference: '', dpia: '', from: '', until: '' })
  const [fields, setFields] = useState<readonly RegisterField[]>(['address'])
  const [tried, setTried] = useState(false)
  const day = (text: string): string | null => (text.trim() === '' ? null : parseDay(text, dayOf()))
  const [from_on, until_on] = [day(form.from), day(form.until)]
  const badUntil = until_on === null || until_on < dayOf() || (from_on !== null && until_on < from_on)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const [reference, dpia] = [form.reference.trim(), form.dpia.trim()]
    if (
      reference === '' ||
      dpia === '' ||
      from_on === null ||
      until_on === null ||
      badUntil ||
      fields.length === 0
    )
      return
    set.mutate(
      { body: { command_id: newCommandId(), reference, dpia, fields: [...fields], from_on, until_on } },
      {
        onSuccess: () => {
          tell(t.recorded)
          close()
        },
      },
    )
  }
  const text = (key: 'reference' | 'dpia', hint?: string): ReactNode => (
    <TextInput
      ref={key === 'reference' ? first : undefined}
      label={t[key]}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={form[key]}
      autoComplete="off"
      maxLength={key === 'reference' ? 80 : 120}
      error={tried && form[key].trim() === '' ? b.needed : undefined}
      onChange={event => setForm({ ...form, [key]: event.currentTarget.value })}
    />
  )
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      {set.error !== null && <Failed error={set.error} />}
      <div className={css['form']}>
        {text('reference')}
        {text('dpia', t.dpiaHint)}
        <DayField
          label={t.from}
          value={form.from}
          onText={from => setForm({ ...form, from })}
          error={tried && from_on === null ? t.wrong : undefined}
        />
        <DayField
          label={t.until}
          shape={t.untilHint}
          value={form.until}
          onText={until => setForm({ ...form, until })}
          error={tried && badUntil ? t.wrong : undefined}
        />
      </div>
      <Fields fields={fields} set={setFields} tried={tried} />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={set.isPending}>
          {t.record}
        </Button>
      </div>
    </form>
  )
}
