import { Checkbox, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useMembershipTypes } from '../base/library-settings.ts'
import { useTexts } from '../base/language.ts'
import { type AudienceForm, ageWrong, postcodesWrong } from './audience.model.ts'
import css from './news.module.css'
import { newsTexts } from './texts/index.ts'

/** Whom of those who want news. */
export const AudienceFields = ({
  form,
  change,
}: {
  form: AudienceForm
  change: (form: AudienceForm) => void
}): ReactNode => {
  const t = useTexts(newsTexts).audience
  const types = useMembershipTypes() ?? []
  return (
    <fieldset className={css['fields']}>
      <legend className="k-strong">{t.title}</legend>
      <p className="k-quiet">{t.about}</p>
      <Checkbox.Group
        label={t.types}
        value={[...form.types]}
        onChange={chosen => change({ ...form, types: chosen })}
      >
        <div className="k-line">
          {types.map(({ type, name }) => (
            <Checkbox key={type} value={type} label={name} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={css['grid']}>
        <TextInput
          label={t.postcodes}
          description={t.postcodesHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.postcodes}
          maxLength={300}
          autoComplete="off"
          error={postcodesWrong(form) ? t.postcodesWrong : undefined}
          onChange={event => change({ ...form, postcodes: event.currentTarget.value })}
        />
        <TextInput
          label={t.from}
          inputMode="numeric"
          value={form.from}
          maxLength={3}
          autoComplete="off"
          error={ageWrong(form.from) ? t.ageWrong : undefined}
          onChange={event => change({ ...form, from: event.currentTarget.value })}
        />
        <TextInput
          label={t.to}
          inputMode="numeric"
          value={form.to}
          maxLength={3}
          autoComplete="off"
          error={ageWrong(form.to) ? t.ageWrong : undefined}
          onChange={event => change({ ...form, to: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  )
}
