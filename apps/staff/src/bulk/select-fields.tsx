import type { BulkFilters, BulkSubject } from '@kaft/contract/bulk'
import { StateWord } from '@kaft/ui/spine.tsx'
import { NativeSelect, Radio, Textarea, TextInput } from '@mantine/core'
import { type ChangeEvent, type ReactNode, useState } from 'react'
import { DayField } from '../base/day-field.tsx'
import type { FieldError } from '../base/form.tsx'
import { kindCodes, kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useMembershipTypes } from '../base/library-settings.ts'
import { useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import css from './bulk.module.css'
import { codesOf } from './change.model.ts'
import { bulkTexts } from './texts/index.ts'

/** How the rows are chosen, as it stands in the form. */
export interface Choice {
  readonly by: 'filters' | 'codes' | 'file'
  readonly filters: Readonly<Record<keyof BulkFilters, string>>
  readonly codes: string
  readonly file: readonly string[]
}
export const noChoice: Choice = {
  by: 'filters',
  filters: { branch_id: '', item_type: '', shelf: '', state: '', membership_type: '', from: '', until: '' },
  codes: '',
  file: [],
}
interface Props {
  readonly subject: BulkSubject
  readonly choice: Choice
  readonly set: (part: Partial<Choice>) => void
  readonly error: string | null
  /** The faults of the whole form: those of the days stand at their fields. */
  readonly errors: readonly FieldError[]
}

const filtersFor: Readonly<Record<BulkSubject, readonly (keyof BulkFilters)[]>> = {
  loan: ['branch_id', 'item_type', 'shelf', 'membership_type', 'from', 'until'],
  hold: ['branch_id', 'membership_type', 'from', 'until'],
  item: ['branch_id', 'shelf', 'item_type', 'state', 'from', 'until'],
  patron: ['membership_type', 'from', 'until'],
}

const Filters = ({ subject, choice, set, errors }: Omit<Props, 'error'>): ReactNode => {
  const t = useTexts(bulkTexts)
  const lang = useLanguage()
  const { branches } = useSession()
  const types = useMembershipTypes() ?? []
  const put = (key: keyof BulkFilters, value: string): void =>
    set({ filters: { ...choice.filters, [key]: value } })
  const any = { value: '', label: t.fields.any }
  const select = (key: keyof BulkFilters, label: string, data: { value: string; label: string }[]) => (
    <NativeSelect
      key={key}
      label={label}
      value={choice.filters[key]}
      data={[any, ...data]}
      onChange={event => put(key, event.currentTarget.value)}
    />
  )
  const day = (key: 'from' | 'until', label: string) => (
    <DayField
      key={key}
      id={`bulk-${key}`}
      label={label}
      value={choice.filters[key]}
      error={errors.find(one => one.id === `bulk-${key}`)?.text}
      onText={text => put(key, text)}
    />
  )
  const fields: Readonly<Record<keyof BulkFilters, () => ReactNode>> = {
    branch_id: () =>
      select(
        'branch_id',
        t.fields.branch,
        branches.map(b => ({ value: b.branch_id, label: b.name })),
      ),
    item_type: () =>
      select(
        'item_type',
        t.fields.kind,
        kindCodes.map(code => ({ value: code, label: kindName(code, lang) })),
      ),
    membership_type: () =>
      select(
        'membership_type',
        t.fields.membership,
        types.map(one => ({ value: one.type, label: one.name })),
      ),
    state: () =>
      select(
        'state',
        t.fields.state,
        (['in_use', 'missing', 'withdrawn'] as const).map(s => ({ value: s, label: t.states[s] })),
      ),
    shelf: () => (
      <TextInput
        key="shelf"
        label={t.fields.shelf}
        value={choice.filters.shelf}
        maxLength={60}
        autoComplete="off"
        onChange={event => put('shelf', event.currentTarget.value)}
      />
    ),
    from: () => day('from', t.from[subject]),
    until: () => day('until', t.until[subject]),
  }
  return <div className={css['fields']}>{filtersFor[subject].map(key => fields[key]())}</div>
}

const Codes = ({ choice, set, error }: Omit<Props, 'subject' | 'errors'>): ReactNode => {
  const t = useTexts(bulkTexts)
  const count = codesOf(choice.codes).length
  useScans(({ code }) =>
    set({ codes: `${choice.codes.replace(/\s*$/, '')}${choice.codes.trim() === '' ? '' : '\n'}${code}\n` }),
  )
  return (
    <Textarea
      id="bulk-codes"
      className={css['codes']}
      label={t.fields.codes}
      description={count === 0 ? t.fields.codesHint : t.fields.read(count)}
      rows={8}
      value={choice.codes}
      error={error}
      onChange={event => set({ codes: event.currentTarget.value })}
    />
  )
}

const FromFile = ({ choice, set, error }: Omit<Props, 'subject' | 'errors'>): ReactNode => {
  const t = useTexts(bulkTexts)
  const [name, setName] = useState('')
  const read = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.currentTarget.files?.[0]
    if (file === undefined) return
    setName(file.name)
    void file.text().then(text => set({ file: codesOf(text) }))
  }
  return (
    <div className="k-stack">
      <label htmlFor="bulk-codes" className="k-strong">
        {t.fields.file}
      </label>
      <span className="k-quiet k-text-xs">{t.fields.fileHint}</span>
      <input id="bulk-codes" type="file" accept=".txt,.csv,text/plain,text/csv" onChange={read} />
      <p role="status">{name === '' ? '' : `${name}: ${t.fields.read(choice.file.length)}`}</p>
      {error !== null && <StateWord state="stop">{error}</StateWord>}
    </div>
  )
}

/** Which rows: by filters, by a list that is scanned or pasted, or from a file. */
export const SelectFields = (props: Props): ReactNode => {
  const t = useTexts(bulkTexts)
  const { choice, set } = props
  return (
    <fieldset className={css['set']}>
      <legend className="k-strong">{t.which}</legend>
      <Radio.Group value={choice.by} aria-label={t.which} onChange={by => set({ by })}>
        <div className="k-line">
          {(['filters', 'codes', 'file'] as const).map(by => (
            <Radio key={by} value={by} label={t.by[by]} />
          ))}
        </div>
      </Radio.Group>
      {choice.by === 'filters' && <Filters {...props} />}
      {choice.by === 'codes' && <Codes {...props} />}
      {choice.by === 'file' && <FromFile {...props} />}
    </fieldset>
  )
}
