import { checkUitpas, explainMembership, setTariff } from '@kaft/contract/memberships'
import { type Patron, readPatron } from '@kaft/contract/patrons'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay, typedDay } from '../../base/day.model.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { useCategories } from '../../base/library-settings.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import css from '../patrons.module.css'
import { patronTexts } from '../texts/index.ts'
import { membershipTexts } from './texts.ts'

const refreshed = [readPatron, explainMembership]

/** Asks UiTPAS; the number lives in this field and nowhere else. */
const Uitpas = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(membershipTexts)
  const f = useFormats()
  const check = useDo(checkUitpas, refreshed)
  const field = useFocusOnOpen<HTMLInputElement>()
  const [number, setNumber] = useState('')
  const whole = number.replaceAll(' ', '').length === 13
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!whole) return
    check.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), uitpas_number: number } },
      {
        onSuccess: changed => {
          tell(changed.social_until === null ? t.checkedNone : t.checked(f.dayYear(changed.social_until)))
          close()
        },
      },
    )
  }
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      {check.error !== null && <Failed error={check.error} />}
      <TextInput
        ref={field}
        label={t.uitpas}
        description={t.uitpasHint}
        value={number}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        onChange={event => setNumber(event.currentTarget.value)}
      />
      <div className="k-line k-line-end">
        <Button type="submit" disabled={!whole} loading={check.isPending}>
          {t.check}
        </Button>
      </div>
    </form>
  )
}

/** The group of readers, and a social tariff: asked from UiTPAS or shown on paper. */
export const Tariff = ({ patron, close }: { patron: Patron; close: () => void }): ReactNode => {
  const t = useTexts(membershipTexts)
  const p = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  const categories = useCategories()
  const save = useDo(setTariff, refreshed)
  const [category, setCategory] = useState(patron.category ?? '')
  const [typed, setTyped] = useState(patron.social_until === null ? '' : typedDay(patron.social_until))
  const { patron_id } = patron
  const social_until = typed.trim() === '' ? null : parseDay(typed, dayOf())
  const wrong = typed.trim() !== '' && (social_until === null || social_until < dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (wrong) return
    const body = { command_id: newCommandId(), category: category === '' ? null : category, social_until }
    save.mutate(
      { params: { patron_id }, body },
      {
        onSuccess: () => {
          tell(t.tariffSaved)
          close()
        },
      },
    )
  }
  return (
    <>
      <Uitpas patron_id={patron_id} close={close} />
      <form className={css['block']} onSubmit={submit} noValidate>
        {save.error !== null && <Failed error={save.error} />}
        <NativeSelect
          label={t.category_label}
          value={category}
          data={[
            { value: '', label: t.nobody },
            ...categories.map(one => ({ value: one.category, label: one.name })),
          ]}
          onChange={event => setCategory(event.currentTarget.value)}
        />
        <DayField
          label={t.socialUntil}
          value={typed}
          onText={setTyped}
          error={wrong ? p.errors.until : undefined}
        />
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {b.save}
          </Button>
        </div>
      </form>
    </>
  )
}
