import type { RegulationRow } from '@kaft/contract/regulation'
import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { kindCodes, kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useMembershipTypes } from '../base/library-settings.ts'
import { useSession } from '../base/session.ts'
import { type RowErrors, type RowForm, type RowKey, simpleFines } from './regulation-edit.model.ts'
import { valueWords } from './regulation-words.model.ts'
import css from './settings.module.css'
import { useSpeech } from './speech.ts'
import { settingsTexts } from './texts/index.ts'

export const rowFieldId = (key: RowKey): string => `rule-${key}`

interface FieldsProps {
  readonly form: RowForm
  readonly set: (changes: Partial<RowForm>) => void
  readonly errors: RowErrors
}

const Text = ({
  at,
  form,
  set,
  errors,
  focus = false,
}: FieldsProps & { at: RowKey; focus?: boolean }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const error = errors[at]
  return (
    <TextInput
      id={rowFieldId(at)}
      label={t.form[at]}
      value={form[at]}
      autoComplete="off"
      autoFocus={focus}
      placeholder={t.form.open}
      error={error === undefined ? undefined : t.errors[error]}
      onChange={event => set({ [at]: event.currentTarget.value })}
    />
  )
}

const Select = ({
  at,
  data,
  form,
  set,
  focus = false,
}: FieldsProps & {
  at: RowKey
  data: readonly { value: string; label: string }[]
  focus?: boolean
}): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  return (
    <NativeSelect
      id={rowFieldId(at)}
      label={t.form[at]}
      value={form[at]}
      data={data}
      autoFocus={focus}
      onChange={event => set({ [at]: event.currentTarget.value })}
    />
  )
}

/** For whom and what the row holds; "elke" is any. */
export const SelectorFields = (props: FieldsProps): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const lang = useLanguage()
  const { branches } = useSession()
  const types = useMembershipTypes() ?? []
  const any = { value: '', label: t.form.any }
  return (
    <fieldset className={css['fieldset']}>
      <legend className="k-strong">{t.form.who}</legend>
      <div className={css['form']}>
        <Select
          at="membership_type"
          focus
          data={[any, ...types.map(one => ({ value: one.type, label: one.name }))]}
          {...props}
        />
        <Select
          at="item_type"
          data={[any, ...kindCodes.map(code => ({ value: code, label: kindName(code, lang) }))]}
          {...props}
        />
        <Text at="age_from" {...props} />
        <Text at="age_to" {...props} />
        <Text at="shelf" {...props} />
        <Select
          at="branch_id"
          data={[any, ...branches.map(one => ({ value: one.branch_id, label: one.name }))]}
          {...props}
        />
        <Text at="from_on" {...props} />
        <Text at="until_on" {...props} />
      </div>
    </fieldset>
  )
}

/** Values that the form does not write: they stay, and are said. */
const Kept = ({ row }: { row: RegulationRow }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const speech = useSpeech()
  const { reminders, renewal_period } = row.values
  const others = { reminders, renewal_period }
  const present = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  const said = valueWords(present, speech)
  return said.length === 0 ? null : <p className="k-quiet">{t.form.keeps(said.join(' · '))}</p>
}

const Fine = (props: FieldsProps): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const { fine_kind } = props.form
  const kinds = fine_kind === 'stepped' ? [...simpleFines, 'stepped' as const] : simpleFines
  const counts = fine_kind !== '' && fine_kind !== 'none' && fine_kind !== 'stepped'
  return (
    <>
      <Select
        at="fine_kind"
        data={[
          { value: '', label: t.form.open },
          ...kinds.map(kind => ({ value: kind, label: t.form.fines[kind] })),
        ]}
        {...props}
      />
      {counts && (
        <>
          <Text at="fine_amount" {...props} />
          <Text at="fine_free" {...props} />
          <Text at="fine_cap" {...props} />
        </>
      )}
    </>
  )
}

/** What holds; an empty field leaves it to a less precise row. */
export const ValueFields = ({ row, ...props }: FieldsProps & { row: RegulationRow }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const yesNo = [
    { value: '', label: t.form.open },
    { value: 'yes', label: t.form.yes },
    { value: 'no', label: t.form.no },
  ]
  const units = [
    { value: 'hours', label: t.form.hours },
    { value: 'days', label: t.form.days },
    { value: 'weeks', label: t.form.weeks },
  ]
  return (
    <fieldset className={css['fieldset']}>
      <legend className="k-strong">{t.form.what}</legend>
      <p className="k-quiet k-text-xs">{t.form.wanted}</p>
      <div className={css['form']}>
        <Select at="loanable" data={yesNo} {...props} />
        <Text at="period_n" {...props} />
        <Select at="period_unit" data={units} {...props} />
        <Text at="renewals" {...props} />
        <Text at="limit_all" {...props} />
        <Text at="limit_same" {...props} />
        <Fine {...props} />
        <Text at="fee" {...props} />
        <Text at="min_age" {...props} />
        <Select at="hold_allowed" data={yesNo} {...props} />
        <Text at="max_holds" {...props} />
        <Text at="pickup_days" {...props} />
        <Text at="block_debt" {...props} />
        <Text at="note" {...props} />
      </div>
      <Kept row={row} />
    </fieldset>
  )
}
