import { Radio, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { DayField } from '../base/day-field.tsx'
import { parseBirth } from '../base/day.model.ts'
import { dayOf } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import css from './patrons.module.css'
import { channelOf, type FormError, type PersonForm, type PersonKey } from './person.model.ts'
import { patronTexts } from './texts/index.ts'

/** What the fields of a person need: the form, how to change it, and what is wrong. */
export interface PersonFieldsProps {
  readonly form: PersonForm
  readonly set: (changes: Partial<PersonForm>) => void
  readonly errors: Readonly<Partial<Record<PersonKey, string>>>
}

export const fieldId = (key: string): string => `patron-${key}`

type TextKey = 'family_name' | 'given_name' | 'street' | 'postcode' | 'municipality' | 'email' | 'phone'

const Text = ({
  at,
  form,
  set,
  errors,
  ...rest
}: PersonFieldsProps & { at: TextKey; inputMode?: 'email' | 'tel' | 'numeric' }): ReactNode => {
  const t = useTexts(patronTexts)
  return (
    <TextInput
      id={fieldId(at)}
      label={t.fields[at]}
      value={form[at]}
      error={errors[at]}
      autoComplete="off"
      spellCheck={false}
      onChange={event => set({ [at]: event.currentTarget.value })}
      {...rest}
    />
  )
}

/** One of a few words, as buttons that the arrows walk through. */
export const Choice = <V extends string>({
  id,
  label,
  value,
  of,
  onValue,
  description,
  off,
}: {
  id: string
  label: string
  value: V
  of: readonly (readonly [V, string])[]
  onValue: (value: V) => void
  description?: string | undefined
  /** What cannot be chosen now; `description` says why. */
  off?: V | undefined
}): ReactNode => (
  <Radio.Group
    id={id}
    label={label}
    value={value}
    description={description}
    inputWrapperOrder={['label', 'input', 'description', 'error']}
    onChange={next => onValue(next)}
  >
    <div className="k-line">
      {of.map(([one, name], index) => (
        <Radio
          key={one}
          id={index === 0 ? id : `${id}-${one}`}
          value={one}
          label={name}
          disabled={one === off}
        />
      ))}
    </div>
  </Radio.Group>
)

/** Name, birth, what the screen puts in between, gender and address, in one grid. */
export const NameFields = ({
  children,
  ...props
}: PersonFieldsProps & { children?: ReactNode }): ReactNode => {
  const t = useTexts(patronTexts)
  const { form, set, errors } = props
  return (
    <div className={css['grid']}>
      <Text at="family_name" {...props} />
      <Text at="given_name" {...props} />
      <DayField
        id={fieldId('birth_on')}
        label={t.fields.birth_on}
        value={form.birth_on}
        onText={birth_on => set({ birth_on })}
        read={typed => parseBirth(typed, dayOf())}
        shape={t.birthShape}
        error={errors.birth_on}
      />
      {children}
      <Choice
        id={fieldId('gender')}
        label={t.fields.gender}
        value={form.gender}
        of={(['f', 'm', 'x', 'unknown'] as const).map(one => [one, t.genders[one]] as const)}
        onValue={gender => set({ gender })}
      />
      <Text at="street" {...props} />
      <Text at="postcode" inputMode="numeric" {...props} />
      <Text at="municipality" {...props} />
    </div>
  )
}

export const ContactFields = (props: PersonFieldsProps): ReactNode => {
  const t = useTexts(patronTexts)
  const { form, set } = props
  return (
    <div className={css['grid']}>
      <Text at="email" inputMode="email" {...props} />
      <Text at="phone" inputMode="tel" {...props} />
      <Choice
        id={fieldId('language')}
        label={t.fields.language}
        value={form.language}
        of={(['nl', 'fr', 'en', 'de'] as const).map(one => [one, t.languages[one]] as const)}
        onValue={language => set({ language })}
      />
    </div>
  )
}

/** The choices that are the person's own. */
export const ChoiceFields = ({ form, set }: PersonFieldsProps): ReactNode => {
  const t = useTexts(patronTexts)
  return (
    <div className={css['grid']}>
      <Choice
        id={fieldId('keep_history')}
        label={t.fields.keep_history}
        value={form.keep_history ? 'true' : 'false'}
        of={(['true', 'false'] as const).map(one => [one, t.keep[one]] as const)}
        onValue={value => set({ keep_history: value === 'true' })}
      />
      <Choice
        id={fieldId('news')}
        label={t.fields.news}
        value={form.news ? 'true' : 'false'}
        of={(['true', 'false'] as const).map(one => [one, t.reg.news[one]] as const)}
        description={t.reg.newsHint}
        onValue={value => set({ news: value === 'true' })}
      />
      <Choice
        id={fieldId('message_channel')}
        label={t.fields.message_channel}
        value={channelOf(form)}
        of={(['email', 'letter'] as const).map(one => [one, t.channels[one]] as const)}
        onValue={message_channel => set({ message_channel })}
        description={form.email.trim() === '' ? t.noEmailLetter : undefined}
        off={form.email.trim() === '' ? 'email' : undefined}
      />
    </div>
  )
}

/** The sentences of the errors that a model found. */
export const useErrorTexts = <K extends string>(
  errors: Readonly<Partial<Record<K, FormError>>>,
): Readonly<Partial<Record<K, string>>> => {
  const t = useTexts(patronTexts)
  const entries = Object.entries(errors) as [K, FormError][]
  return Object.fromEntries(entries.map(([key, error]) => [key, t.errors[error]])) as Partial<
    Record<K, string>
  >
}
