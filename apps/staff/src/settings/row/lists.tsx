import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { kindCodes, kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { fieldId, type Inherited } from './field.tsx'
import type { ListId } from './fields.model.ts'
import {
  changedLine,
  type Line,
  type Lists,
  lineFieldId,
  mostLines,
  typesOf,
  withLine,
  withoutLine,
} from './lists.model.ts'
import type { Errors } from './form.model.ts'
import css from './row.module.css'
import { rowTexts } from './texts/index.ts'

interface ListProps {
  readonly list: ListId
  readonly lists: Lists
  readonly set: (lists: Lists) => void
  readonly errors: Errors
  readonly inherited?: Inherited | undefined
}
type Column =
  | 'max'
  | 'counts'
  | 'of'
  | 'within'
  | 'from_day'
  | 'amount'
  | 'plus_price'
  | 'days'
  | 'after'
  | 'cost'
const columns: Readonly<Record<ListId, readonly Column[]>> = {
  limits: ['max', 'counts', 'of', 'within'],
  steps: ['from_day', 'amount', 'plus_price'],
  extras: ['from_day', 'amount'],
  reminders: ['days', 'after', 'cost'],
}

/** What a part of a line is chosen from; null where it is typed. */
const useChoices = (): Partial<Record<Column, readonly { value: string; label: string }[]>> => {
  const t = useTexts(rowTexts)
  const of = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }))
  return {
    counts: of({ items: t.counts.items, titles: t.counts.titles }),
    of: of(t.of),
    within: (['branch', 'library', 'cooperation'] as const).map(value => ({
      value,
      label: t.choices[value] ?? value,
    })),
    plus_price: of({ '': t.no, yes: t.yes }),
    after: of(t.after),
  }
}

const Part = ({
  list,
  at,
  name,
  line,
  change,
  errors,
}: Pick<ListProps, 'list' | 'errors'> & {
  at: number
  name: Column
  line: Line
  change: (name: string, value: string) => void
}): ReactNode => {
  const t = useTexts(rowTexts)
  const choices = useChoices()[name]
  const id = lineFieldId(list, at, name)
  const label = t.cols[name]
  if (choices)
    return (
      <NativeSelect
        className={css['middle']}
        id={fieldId(id)}
        label={label}
        value={(name === 'counts' && line[name] === '' ? 'items' : line[name]) ?? ''}
        data={[...choices]}
        onChange={event => change(name, event.currentTarget.value)}
      />
    )
  const money = name === 'amount' || name === 'cost'
  const fault = errors[id]
  return (
    <TextInput
      className={css['short']}
      id={fieldId(id)}
      label={label}
      value={line[name] ?? ''}
      autoComplete="off"
      inputMode={money ? 'decimal' : 'numeric'}
      leftSection={money ? '€' : undefined}
      error={fault === undefined ? undefined : t.faults[fault]}
      onChange={event => change(name, event.currentTarget.value)}
    />
  )
}

const Types = ({
  line,
  at,
  change,
  errors,
}: {
  line: Line
  at: number
  change: (name: string, value: string) => void
  errors: Errors
}): ReactNode => {
  const t = useTexts(rowTexts)
  const lang = useLanguage()
  const chosen = typesOf(line)
  const codes = [...new Set([...kindCodes, ...chosen])]
  const id = lineFieldId('limits', at, 'types')
  const pick = (code: string, on: boolean): void =>
    change('types', (on ? [...chosen, code] : chosen.filter(one => one !== code)).join(','))
  return (
    <fieldset className={css['types']} id={fieldId(id)} tabIndex={-1}>
      <legend className="k-sr-only">{t.cols.types}</legend>
      {codes.map(code => (
        <Checkbox
          key={code}
          label={kindName(code, lang)}
          checked={chosen.includes(code)}
          onChange={event => pick(code, event.currentTarget.checked)}
        />
      ))}
      {errors[id] !== undefined && (
        <span data-state="stop" className="k-state">
          {t.faults.word}
        </span>
      )}
    </fieldset>
  )
}

/** Lines that a row can have several of: limits, steps of a fine, surcharges, reminders. */
export const ListRows = ({ list, lists, set, errors, inherited }: ListProps): ReactNode => {
  const t = useTexts(rowTexts)
  const lines = lists[list]
  return (
    <fieldset className={css['types']}>
      <legend className="k-strong">{t.lists[list]}</legend>
      <div className={css['list']} id={fieldId(list)} tabIndex={-1}>
        {lines.length === 0 && (
          <p className="k-quiet">
            {t.emptyList[list]}
            {inherited !== undefined && ` (${inherited.says})`}
          </p>
        )}
        {errors[list] !== undefined && (
          <span data-state="stop" className="k-state">
            {t.faults.needed}
          </span>
        )}
        {lines.map((line, at) => {
          const change = (name: string, value: string): void =>
            set(changedLine(lists, list, { key: line.key, [name]: value }))
          return (
            <div key={line.key} className={css['line']}>
              {columns[list].map(name => (
                <Part key={name} {...{ list, at, name, line, change, errors }} />
              ))}
              <span className={css['cross']}>
                <button
                  type="button"
                  className="k-cross"
                  aria-label={t.drop(t.line[list], at + 1)}
                  onClick={() => set(withoutLine(lists, list, line.key))}
                >
                  ×
                </button>
              </span>
              {line['of'] === 'types' && <Types {...{ line, at, change, errors }} />}
            </div>
          )
        })}
        {lines.length < mostLines[list] && (
          <div>
            <Button size="compact-sm" onClick={() => set(withLine(lists, list))}>
              {t.add[list]}
            </Button>
          </div>
        )}
      </div>
    </fieldset>
  )
}
