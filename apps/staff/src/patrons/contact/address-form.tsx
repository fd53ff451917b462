import type { Address } from '@kaft/contract/patron-parts'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { DayField } from '../../base/day-field.tsx'
import { parseDay, typedDay } from '../../base/day.model.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { dayOf } from '../../base/format.ts'
import { useTexts } from '../../base/language.ts'
import { baseTexts } from '../../base/texts.ts'
import css from '../patrons.module.css'
import { patronTexts } from '../texts/index.ts'
import { contactTexts } from './texts.ts'

const kinds = ['student', 'work', 'holiday', 'guardian', 'other'] as const

/** One address, new or changed. Street and municipality are needed, since a letter cannot do without. */
export const AddressForm = ({
  from,
  busy,
  save,
  close,
}: {
  from: Address | null
  busy: boolean
  save: (address: Address) => void
  close: () => void
}): ReactNode => {
  const t = useTexts(contactTexts)
  const p = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  const field = useFocusOnOpen<HTMLInputElement>()
  const [kind, setKind] = useState<Address['kind']>(from?.kind ?? 'student')
  const [form, setForm] = useState({
    care_of: from?.care_of ?? '',
    street: from?.street ?? '',
    postcode: from?.postcode ?? '',
    municipality: from?.municipality ?? '',
    until: from?.until == null ? '' : typedDay(from.until),
  })
  const [letters, setLetters] = useState(from?.letters ?? false)
  const [tried, setTried] = useState(false)
  const until = form.until.trim() === '' ? null : parseDay(form.until, dayOf())
  const wrongDay = form.until.trim() !== '' && (until === null || until < dayOf())
  const needed = (text: string): string | undefined => (tried && text.trim() === '' ? b.needed : undefined)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const [street, municipality] = [form.street.trim(), form.municipality.trim()]
    if (street === '' || municipality === '' || wrongDay) return
    const care_of = form.care_of.trim() || null
    save({ kind, care_of, street, postcode: form.postcode.trim() || null, municipality, letters, until })
  }
  const text = (key: 'care_of' | 'street' | 'postcode' | 'municipality', label: string): ReactNode => (
    <TextInput
      ref={key === 'street' ? field : undefined}
      label={label}
      value={form[key]}
      autoComplete="off"
      error={key === 'street' || key === 'municipality' ? needed(form[key]) : undefined}
      onChange={event => setForm({ ...form, [key]: event.currentTarget.value })}
    />
  )
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      <NativeSelect
        label={t.kind}
        value={kind}
        data={kinds.map(value => ({ value, label: t.kinds[value] }))}
        onChange={event => setKind(event.currentTarget.value as Address['kind'])}
      />
      <div className={css['grid']}>
        {text('street', p.fields.street)}
        {text('postcode', p.fields.postcode)}
        {text('municipality', p.fields.municipality)}
        {text('care_of', t.careOf)}
        <DayField
          label={t.until}
          value={form.until}
          onText={until => setForm({ ...form, until })}
          error={tried && wrongDay ? p.errors.until : undefined}
        />
      </div>
      <Checkbox
        label={t.letters}
        checked={letters}
        onChange={event => setLetters(event.currentTarget.checked)}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}
