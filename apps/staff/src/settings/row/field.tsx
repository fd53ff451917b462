import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { kindCodes, kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { useMembershipTypes, useSetting } from '../../base/library-settings.ts'
import { useSession } from '../../base/session.ts'
import { groupsIn } from '../branch-groups.model.ts'
import { type Field, NONE, type Texts } from './fields.model.ts'
import type { Fault } from './lists.model.ts'
import css from './row.module.css'
import { type RowTexts, rowTexts } from './texts/index.ts'

/** What a value is while the row leaves it open. */
export interface Inherited {
  readonly says: string
  readonly row_no: number | null
}
export interface FieldProps {
  readonly field: Field
  readonly texts: Texts
  readonly set: (changes: Texts) => void
  readonly fault: Fault | undefined
  /** Said beside the first field of a value; undefined where there is nothing to say. */
  readonly inherited?: Inherited | undefined
}
export const fieldId = (id: string): string => `row-${id.replaceAll('.', '-')}`

const hintOf = (t: RowTexts, { says, row_no }: Inherited, isSet: boolean): string => {
  if (row_no === null) return isSet ? t.insteadDefault(says) : t.byDefault(says)
  return isSet ? t.instead(row_no, says) : t.inherits(row_no, says)
}
const faultText = (t: RowTexts, { min, max }: Field, fault: Fault): string =>
  fault === 'range' && min !== undefined && max !== undefined ? t.range(min, max) : t.faults[fault]

type Option = { readonly value: string; readonly label: string }
/** What a field can be chosen from: fixed words, or what this library has. */
const useOptions = ({ id, kind, choices, key }: Field): readonly Option[] => {
  const t = useTexts(rowTexts)
  const lang = useLanguage()
  const { branches } = useSession()
  const types = useMembershipTypes() ?? []
  const groups = groupsIn(useSetting('circulation.branch_groups'))
  if (id === 'selectors.membership_type') return types.map(one => ({ value: one.type, label: one.name }))
  if (id === 'selectors.item_type') return kindCodes.map(value => ({ value, label: kindName(value, lang) }))
  if (id === 'selectors.branch_id') return branches.map(one => ({ value: one.branch_id, label: one.name }))
  if (id === 'selectors.branch_group') return groups.map(one => ({ value: one.group, label: one.name }))
  if (kind === 'yesNo')
    return [
      { value: 'yes', label: t.yes },
      { value: 'no', label: t.no },
    ]
  const name = id.split('.').at(-1) ?? ''
  return (choices ?? []).map(value => ({
    value,
    label: t.choices[`${name}.${value}`] ?? t.choices[`${key ?? ''}.${value}`] ?? t.choices[value] ?? value,
  }))
}

/** A value that is not among the choices stays one, under its own name: the setting may have changed meanwhile. */
const withTyped = (options: readonly Option[], typed: string): readonly Option[] =>
  typed === '' || options.some(one => one.value === typed)
    ? options
    : [...options, { value: typed, label: typed }]

/** What nothing chosen means: anything, what a wider row says, or, within a group that the row decides whole, the usual. */
const openWord = (t: RowTexts, { id, key }: Field): string => {
  if (key === undefined) return t.any
  const inGroup = id.split('.').length > 2 && id !== 'values.fine.kind'
  return inGroup ? t.usual : t.open
}

const Choice = ({ field, texts, set, label }: FieldProps & { label: string }): ReactNode => {
  const t = useTexts(rowTexts)
  const typed = texts[field.id] ?? ''
  const options = withTyped(useOptions(field), typed)
  const open = { value: '', label: openWord(t, field) }
  return (
    <NativeSelect
      id={fieldId(field.id)}
      aria-label={label}
      value={typed}
      data={[open, ...options]}
      onChange={event => set({ [field.id]: event.currentTarget.value })}
    />
  )
}

const Unit = ({ field, texts, set, label }: FieldProps & { label: string }): ReactNode => {
  const t = useTexts(rowTexts)
  const id = `${field.id}.unit`
  return (
    <NativeSelect
      aria-label={label}
      value={texts[id] ?? 'days'}
      data={(['hours', 'days', 'weeks'] as const).map(value => ({ value, label: t[value] }))}
      onChange={event => set({ [id]: event.currentTarget.value })}
    />
  )
}

const Typed = (props: FieldProps & { label: string }): ReactNode => {
  const t = useTexts(rowTexts)
  const { field, texts, set, fault, label } = props
  const { id, kind, none } = field
  const isNone = texts[id] === NONE && none === true
  const number = kind === 'number' || kind === 'period'
  return (
    <div className={css['typed']}>
      <TextInput
        id={fieldId(id)}
        aria-label={label}
        value={isNone ? '' : (texts[id] ?? '')}
        disabled={isNone}
        autoComplete="off"
        inputMode={number ? 'numeric' : kind === 'money' ? 'decimal' : 'text'}
        leftSection={kind === 'money' ? '€' : undefined}
        error={fault === undefined ? undefined : faultText(t, field, fault)}
        onChange={event => set({ [id]: event.currentTarget.value })}
      />
      {kind === 'period' && !isNone && <Unit {...props} />}
      {none && (
        <Checkbox
          label={t.unlimited[id] ?? t.none}
          checked={isNone}
          onChange={event => set({ [id]: event.currentTarget.checked ? NONE : '' })}
        />
      )}
    </div>
  )
}

/** One thing that a row can say: its name, what was typed, and beside it what holds while it is left open. */
export const FieldRow = (props: FieldProps): ReactNode => {
  const t = useTexts(rowTexts)
  const { field, texts, inherited, fault } = props
  const label = t.labels[field.id] ?? field.id
  const isChoice = field.kind === 'choice' || field.kind === 'yesNo' || field.kind === 'desk'
  const hint = t.hints[field.id]
  return (
    <div className={css['field']} data-state={fault === undefined ? undefined : 'stop'}>
      <label htmlFor={fieldId(field.id)}>{label}</label>
      {isChoice ? <Choice {...props} label={label} /> : <Typed {...props} label={label} />}
      <span className={css['hint']}>
        {inherited !== undefined && hintOf(t, inherited, (texts[field.id] ?? '') !== '')}
        {inherited !== undefined && hint !== undefined && '. '}
        {hint}
      </span>
    </div>
  )
}
