import { inheritedByRow } from '@kaft/contract/regulations'
import type { RegulationRow, RegulationValues } from '@kaft/contract/regulation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ErrorSummary, useFocusOnOpen } from '../../base/form.tsx'
import { dayOf } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { type Shortcut, useShortcuts } from '../../base/keys.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { baseTexts } from '../../base/texts.ts'
import { selectorWords, valueWords } from '../regulation-words.model.ts'
import { useSpeech } from '../speech.ts'
import { settingsTexts } from '../texts/index.ts'
import { fieldId, type Inherited } from './field.tsx'
import { isList, keysOf, type Section, type SectionId, sections } from './fields.model.ts'
import { type Errors, type Form, formOf, readForm } from './form.model.ts'
import { SectionFields, type TakenOver } from './section-fields.tsx'
import css from './row.module.css'
import { rowTexts } from './texts/index.ts'

/** What the row takes over, by value; it follows what the row is said to hold for. */
const useInherited = (version_id: string, row: RegulationRow): TakenOver => {
  const lang = useLanguage()
  const { row_no, selectors } = row
  const read = useRead(
    inheritedByRow,
    { params: { version_id }, body: { row_no, selectors, lang } },
    { keep: true },
  )
  const by = new Map<string, Inherited>(read.data?.values.map(value => [value.key, value]))
  return { by, resolved: read.data?.resolved as RegulationValues | undefined }
}

/** What a section says in this row, in words. */
const useSectionWords = (row: RegulationRow) => {
  const speech = useSpeech()
  return (section: Section): string => {
    if (section.id === 'who') return selectorWords(row.selectors, speech)
    const keys = new Set<string>(keysOf(section))
    const values = Object.fromEntries(Object.entries(row.values).filter(([key]) => keys.has(key)))
    return [...valueWords(values, speech), ...(section.id === 'other' && row.note ? [row.note] : [])].join(
      ' · ',
    )
  }
}

/** The section in which a field or a line stands, so that it is open when something in it is wrong. */
const sectionOf = (id: string): SectionId | undefined =>
  sections.find(({ parts }) =>
    parts.some(one => (isList(one) ? id.split('.')[0] === one.list : one.id === id)),
  )?.id

const labelOf = (
  labels: Readonly<Record<string, string>>,
  t: { lists: Readonly<Record<string, string>> },
  id: string,
) => labels[id] ?? t.lists[id.split('.')[0] ?? ''] ?? id

const useSections = (row: RegulationRow, isNew: boolean) => {
  const [open, setOpen] = useState<ReadonlySet<SectionId>>(() => {
    const used = sections.filter(section => keysOf(section).some(key => row.values[key] !== undefined))
    return new Set<SectionId>([
      ...used.map(section => section.id),
      ...(isNew ? (['who', 'loan'] as const) : []),
    ])
  })
  return {
    open,
    toggle: (id: SectionId, on: boolean) =>
      setOpen(now => new Set(on ? [...now, id] : [...now].filter(one => one !== id))),
    show: (ids: readonly SectionId[]) => setOpen(now => new Set([...now, ...ids])),
    all: (on: boolean) => setOpen(new Set(on ? sections.map(section => section.id) : [])),
  }
}

/** Every section as a line that says what the row fixes in it; it opens to its fields. */
const Sections = ({
  row,
  shown,
  ...fields
}: {
  row: RegulationRow
  shown: ReturnType<typeof useSections>
  form: Form
  setForm: (form: Form) => void
  errors: Errors
  inherited: TakenOver
}): ReactNode => {
  const t = useTexts(rowTexts)
  const words = useSectionWords(row)
  return (
    <div>
      {sections.map(section => {
        const says = words(section)
        return (
          <details
            key={section.id}
            className={css['section']}
            open={shown.open.has(section.id)}
            onToggle={event => shown.toggle(section.id, event.currentTarget.open)}
          >
            <summary>
              <span className={`k-strong ${css['title'] ?? ''}`}>{t.sections[section.id]}</span>
              <span className={`${css['says'] ?? ''} ${says === '' ? 'k-quiet' : ''}`}>
                {says || t.nothing}
              </span>
            </summary>
            {shown.open.has(section.id) && <SectionFields section={section} {...fields} />}
          </details>
        )
      })}
    </div>
  )
}

const useForm = (
  row: RegulationRow,
  changed: (is: boolean) => void,
): readonly [Form, (form: Form) => void] => {
  const [form, put] = useState<Form>(() => formOf(row))
  const setForm = (next: Form): void => {
    put(next)
    changed(JSON.stringify(next) !== JSON.stringify(formOf(row)))
  }
  return [form, setForm]
}

/** One row of a draft: what it holds for, and section by section what holds then. */
export const RowForm = ({
  version_id,
  row,
  isNew,
  busy,
  close,
  save,
  changed,
  before,
}: {
  version_id: string
  row: RegulationRow
  isNew: boolean
  busy: boolean
  close: () => void
  save: (row: RegulationRow) => void
  /** Told whether something stands in the form that was not saved. */
  changed: (is: boolean) => void
  /** What is asked before it may give way to another row. */
  before: ReactNode
}): ReactNode => {
  const t = useTexts(rowTexts)
  const s = useTexts(settingsTexts).regulation
  const b = useTexts(baseTexts)
  const [form, setForm] = useForm(row, changed)
  const [tried, setTried] = useState<Errors>({})
  const [turn, setTurn] = useState(0)
  const shown = useSections(row, isNew)
  const heading = useFocusOnOpen<HTMLHeadingElement>()
  const read = readForm(form, row.row_no, dayOf())
  const now = read.ok ? read.row : row
  const inherited = useInherited(version_id, now)
  const run = (): void => {
    if (read.ok) return save(read.row)
    setTried(read.errors)
    shown.show(Object.keys(read.errors).flatMap(id => sectionOf(id) ?? []))
    setTurn(n => n + 1)
  }
  const keys: readonly Shortcut[] = [
    { id: 'regulation.save', combo: 'Ctrl+Enter', does: { nl: 'Bewaren', en: 'Save' }, run },
  ]
  useShortcuts(keys)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    run()
  }
  // A fault that was mended goes at once; a new one is told when it is saved.
  const errors = read.ok
    ? {}
    : Object.fromEntries(Object.entries(read.errors).filter(([id]) => tried[id] !== undefined))
  const allOpen = shown.open.size === sections.length
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <div className="k-line k-line-between">
          <h2 ref={heading} tabIndex={-1} className="k-text-md k-strong">
            {isNew ? s.newRow : s.editRow(row.row_no)}
          </h2>
          <button type="button" className="k-quiet-link" onClick={() => shown.all(!allOpen)}>
            {allOpen ? t.closeAll : t.openAll}
          </button>
        </div>
        <p className="k-quiet k-prose">{t.about}</p>
        <ErrorSummary
          errors={Object.entries(errors).map(([id, fault]) => ({
            id: fieldId(id),
            label: labelOf(t.labels, t, id),
            text: t.faults[fault],
          }))}
          turn={turn}
        />
        <Sections {...{ form, setForm, errors, inherited, shown, row: now }} />
        {before}
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
