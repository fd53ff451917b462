import type { RegulationRow } from '@kaft/contract/regulation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ErrorSummary } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { type Shortcut, useShortcuts } from '../base/keys.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { baseTexts } from '../base/texts.ts'
import {
  readRowForm,
  type RowErrors,
  type RowForm as Form,
  type RowKey,
  rowFormOf,
} from './regulation-edit.model.ts'
import { type MoreErrors, type MoreForm, type MoreId, moreFormOf, readMore } from './more.model.ts'
import { MoreFields, moreFieldId } from './more-fields.tsx'
import { rowFieldId, SelectorFields, ValueFields } from './row-fields.tsx'
import { settingsTexts } from './texts/index.ts'
import { moreTexts } from './texts/more.ts'

/** One row of a draft. What is left empty stays open, and a less precise row fills it. */
export const RowForm = ({
  row,
  isNew,
  busy,
  close,
  save,
}: {
  row: RegulationRow
  isNew: boolean
  busy: boolean
  close: () => void
  save: (row: RegulationRow) => void
}): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const b = useTexts(baseTexts)
  const [form, setForm] = useState<Form>(() => rowFormOf(row))
  const [errors, setErrors] = useState<RowErrors>({})
  const [more, setMore] = useState<MoreForm>(() => moreFormOf(row))
  const [moreErrors, setMoreErrors] = useState<MoreErrors>({})
  const [turn, setTurn] = useState(0)
  const run = (): void => {
    const read = readRowForm(form, row, dayOf())
    const rest = readMore(more, row, { row: read.ok ? read.row : row, today: dayOf() })
    setErrors(read.ok ? {} : read.errors)
    setMoreErrors(rest.ok ? {} : rest.errors)
    if (read.ok && rest.ok) save(rest.row)
    else setTurn(n => n + 1)
  }
  const keys: readonly Shortcut[] = [
    { id: 'regulation.save', combo: 'Ctrl+Enter', does: { nl: 'Bewaren', en: 'Save' }, run },
  ]
  useShortcuts(keys)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    run()
  }
  const m = moreTexts[useLanguage()]
  const summary = [
    ...(Object.keys(errors) as RowKey[]).map(key => ({
      id: rowFieldId(key),
      label: t.form[key],
      text: t.errors[errors[key] ?? 'number'],
    })),
    ...(Object.keys(moreErrors) as MoreId[]).map(id => ({
      id: moreFieldId(id),
      label: m.labels[id],
      text: t.errors[moreErrors[id] ?? 'number'],
    })),
  ]
  const props = { form, errors, set: (changes: Partial<Form>) => setForm(now => ({ ...now, ...changes })) }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{isNew ? t.newRow : t.editRow(row.row_no)}</h2>
        <ErrorSummary errors={summary} turn={turn} />
        <SelectorFields {...props} />
        <ValueFields {...props} row={row} />
        <MoreFields
          form={more}
          errors={moreErrors}
          set={changes => setMore(now => ({ ...now, ...changes }))}
        />
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {b.save} <kbd>Ctrl Enter</kbd>
          </Button>
        </div>
      </Spine>
    </form>
  )
}
