import type { BulkKind } from '@kaft/contract/bulk'
import { NativeSelect, Radio, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { DayField } from '../base/day-field.tsx'
import { kindCodes, kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import css from './bulk.module.css'
import type { Draft, FieldName } from './change.model.ts'
import { bulkTexts } from './texts/index.ts'

export interface ChangeProps {
  readonly draft: Draft
  readonly set: (part: Partial<Draft>) => void
  readonly wrong: readonly FieldName[]
}
type Field = (props: ChangeProps) => ReactNode

const useError = (wrong: readonly FieldName[], field: FieldName): { error?: string } => {
  const t = useTexts(bulkTexts)
  return wrong.includes(field) ? { error: t.errors[field] } : {}
}

const DayOf =
  (name: 'day' | 'lastFree' | 'until' | 'untilOpen'): Field =>
  ({ draft, set, wrong }) => {
    const t = useTexts(bulkTexts)
    return (
      <DayField
        id="bulk-day"
        label={t.fields[name]}
        value={draft.day}
        onText={day => set({ day })}
        {...useError(wrong, 'day')}
      />
    )
  }

const Line =
  (name: 'shelf' | 'note' | 'reason' | 'text'): Field =>
  ({ draft, set, wrong }) => {
    const t = useTexts(bulkTexts)
    return (
      <TextInput
        id="bulk-text"
        label={t.fields[name]}
        {...(name === 'note' ? { description: t.fields.noteEmpty } : {})}
        value={draft.text}
        maxLength={name === 'text' ? 500 : name === 'note' ? 300 : name === 'shelf' ? 60 : 200}
        autoComplete="off"
        onChange={event => set({ text: event.currentTarget.value })}
        {...useError(wrong, 'text')}
      />
    )
  }

const Branch: Field = ({ draft, set, wrong }) => {
  const t = useTexts(bulkTexts)
  const { branches } = useSession()
  return (
    <NativeSelect
      id="bulk-branch_id"
      label={t.fields.branch}
      value={draft.branch_id}
      data={[
        { value: '', label: t.values['none'] ?? '' },
        ...branches.map(one => ({ value: one.branch_id, label: one.name })),
      ]}
      onChange={event => set({ branch_id: event.currentTarget.value })}
      {...useError(wrong, 'branch_id')}
    />
  )
}

const Due: Field = props => {
  const t = useTexts(bulkTexts)
  const { draft, set, wrong } = props
  const error = useError(wrong, 'days')
  return (
    <>
      <Radio.Group label={t.where} value={draft.by} onChange={by => set({ by })}>
        <div className="k-line">
          <Radio value="day" label={t.dueBy.day} />
          <Radio value="days" label={t.dueBy.days} />
        </div>
      </Radio.Group>
      {draft.by === 'day' ? (
        <DayInput {...props} />
      ) : (
        <TextInput
          id="bulk-days"
          label={t.fields.days}
          description={t.fields.daysHint}
          value={draft.days}
          inputMode="numeric"
          autoComplete="off"
          onChange={event => set({ days: event.currentTarget.value })}
          {...error}
        />
      )}
    </>
  )
}
const DayInput = DayOf('day')
const UntilInput = DayOf('until')
const UntilOpenInput = DayOf('untilOpen')
const ReasonInput = Line('reason')
const TextLine = Line('text')

const ItemType: Field = ({ draft, set }) => {
  const t = useTexts(bulkTexts)
  const lang = useLanguage()
  return (
    <NativeSelect
      label={t.fields.kind}
      value={draft.item_type}
      data={kindCodes.map(code => ({ value: code, label: kindName(code, lang) }))}
      onChange={event => set({ item_type: event.currentTarget.value })}
    />
  )
}

const Loanable: Field = ({ draft, set }) => {
  const t = useTexts(bulkTexts)
  return (
    <Radio.Group
      label={t.fields.loanable}
      value={draft.yes ? 'yes' : 'no'}
      onChange={next => set({ yes: next === 'yes' })}
    >
      <div className="k-line">
        <Radio value="yes" label={t.values['yes']} />
        <Radio value="no" label={t.values['no']} />
      </div>
    </Radio.Group>
  )
}

const State: Field = ({ draft, set }) => {
  const t = useTexts(bulkTexts)
  const states = ['in_use', 'missing', 'withdrawn'] as const
  return (
    <NativeSelect
      label={t.fields.state}
      value={draft.state}
      data={states.map(state => ({ value: state, label: t.states[state] }))}
      onChange={event => set({ state: event.currentTarget.value as Draft['state'] })}
    />
  )
}

const Block: Field = props => (
  <>
    <ReasonInput {...props} />
    <UntilOpenInput {...props} />
  </>
)
const Note: Field = props => (
  <>
    <TextLine {...props} />
    <UntilInput {...props} />
  </>
)

const fields: Partial<Readonly<Record<BulkKind, Field>>> = {
  loan_due: Due,
  loan_fine_free: DayOf('lastFree'),
  hold_expiry: DayOf('day'),
  hold_pickup: Branch,
  item_branch: Branch,
  item_shelf: Line('shelf'),
  item_note: Line('note'),
  item_type: ItemType,
  item_loanable: Loanable,
  item_state: State,
  patron_until: DayOf('day'),
  patron_block: Block,
  patron_note: Note,
}

/** What the chosen change must know more; nothing for those that say it all by their name. */
export const ChangeFields = (props: ChangeProps): ReactNode => {
  const Fields = fields[props.draft.kind]
  return Fields === undefined ? null : (
    <div className={css['fields']}>
      <Fields key={props.draft.kind} {...props} />
    </div>
  )
}
