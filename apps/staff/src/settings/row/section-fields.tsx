import type { RegulationValueKey, RegulationValues } from '@kaft/contract/regulation'
import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../../base/language.ts'
import { fieldId, FieldRow, type Inherited } from './field.tsx'
import { isAsked, isList, type Section, type Texts } from './fields.model.ts'
import { begunFrom, type Errors, type Form } from './form.model.ts'
import { ListRows } from './lists.tsx'
import css from './row.module.css'
import { rowTexts } from './texts/index.ts'

/** What a row takes over where it leaves values open: in words by value, and whole. */
export interface TakenOver {
  readonly by: ReadonlyMap<string, Inherited>
  readonly resolved: RegulationValues | undefined
}

interface SectionProps {
  readonly section: Section
  readonly form: Form
  readonly setForm: (form: Form) => void
  readonly errors: Errors
  readonly inherited: TakenOver
}

/** Fields of one section. What a value is while it is left open stands beside its first field. */
export const SectionFields = ({ section, form, setForm, errors, inherited }: SectionProps): ReactNode => {
  const t = useTexts(rowTexts)
  const said = new Set<RegulationValueKey>()
  const { texts, lists } = form
  const set = (changes: Texts): void => {
    const next = { ...form, texts: { ...texts, ...changes } }
    for (const group of ['reminders', 'hold_cost'] as const)
      if (changes[`mode.${group}`] === 'own' && inherited.resolved)
        return setForm(begunFrom(next, group, inherited.resolved))
    setForm(next)
  }
  const openFor = (key: RegulationValueKey | undefined): Inherited | undefined => {
    if (key === undefined || said.has(key)) return undefined
    said.add(key)
    return inherited.by.get(key)
  }
  return (
    <div className={css[section.id === 'who' ? 'who' : 'body']}>
      {section.parts
        .filter(one => isAsked(one, texts))
        .map(one =>
          isList(one) ? (
            <ListRows
              key={one.list}
              list={one.list}
              lists={lists}
              set={next => setForm({ ...form, lists: next })}
              errors={errors}
              inherited={openFor(one.key)}
            />
          ) : (
            <FieldRow
              key={one.id}
              field={one}
              texts={texts}
              set={set}
              fault={errors[one.id]}
              inherited={openFor(one.key)}
            />
          ),
        )}
      {section.id === 'other' && (
        <div className={css['field']}>
          <label htmlFor={fieldId('note')}>{t.labels['note']}</label>
          <TextInput
            id={fieldId('note')}
            value={form.note}
            maxLength={200}
            autoComplete="off"
            onChange={event => setForm({ ...form, note: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  )
}
