import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLanguage, useTexts } from '../base/language.ts'
import {
  type MoreErrors,
  type MoreField,
  type MoreForm,
  type MoreId,
  moreSelectors,
  moreValues,
} from './more.model.ts'
import css from './settings.module.css'
import { settingsTexts } from './texts/index.ts'
import { moreTexts } from './texts/more.ts'

export const moreFieldId = (id: MoreId): string => `rule-more-${id}`

interface Props {
  readonly form: MoreForm
  readonly errors: MoreErrors
  readonly set: (changes: Partial<MoreForm>) => void
}

const One = ({ field, form, errors, set }: Props & { field: MoreField }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const m = moreTexts[useLanguage()]
  const { id, kind, choices } = field
  const shared = { id: moreFieldId(id), label: m.labels[id], value: form[id] }
  const open = { value: '', label: field.path[0] === 'selectors' ? t.form.any : t.form.open }
  if (kind === 'yesNo')
    return (
      <NativeSelect
        {...shared}
        data={[open, { value: 'yes', label: t.form.yes }, { value: 'no', label: t.form.no }]}
        onChange={event => set({ [id]: event.currentTarget.value })}
      />
    )
  if (choices)
    return (
      <NativeSelect
        {...shared}
        data={[
          open,
          ...choices.map(choice => ({
            value: choice === '' ? 'none' : choice,
            label: m.choices[choice === '' ? 'none' : choice] ?? choice,
          })),
        ]}
        onChange={event => set({ [id]: event.currentTarget.value })}
      />
    )
  const error = errors[id]
  return (
    <TextInput
      {...shared}
      autoComplete="off"
      placeholder={kind === 'yearly' ? '15/6' : t.form.open}
      error={error === undefined ? undefined : t.errors[error]}
      onChange={event => set({ [id]: event.currentTarget.value })}
    />
  )
}

/** What few rows name, folded away until somebody wants it; open from the start where the row names some of it. */
export const MoreFields = (props: Props): ReactNode => {
  const m = moreTexts[useLanguage()]
  const isOpen = Object.values(props.form).some(typed => typed !== '')
  const group = (legend: string, fields: readonly MoreField[]): ReactNode => (
    <fieldset className={css['fieldset']}>
      <legend className="k-strong">{legend}</legend>
      <div className={css['form']}>
        {fields.map(field => (
          <One key={field.id} field={field} {...props} />
        ))}
      </div>
    </fieldset>
  )
  return (
    <details open={isOpen}>
      <summary className="k-strong">{m.more}</summary>
      <p className="k-quiet k-text-xs">{m.about}</p>
      {group(m.who, moreSelectors)}
      {group(m.what, moreValues)}
    </details>
  )
}
