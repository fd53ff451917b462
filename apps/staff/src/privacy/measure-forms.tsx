import { myDay } from '@kaft/contract/circulation'
import { addEvidence, type Measure, measures, setMeasure } from '@kaft/contract/registers'
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { parseDay, typedDay } from '../base/day.model.ts'
import { DayField } from '../base/day-field.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { registerTexts } from './texts/registers.ts'

const outcomes = ['good', 'partly', 'bad'] as const

/** A proof that somebody types: what was looked at, when, and where the proof is kept. */
export const AddEvidence = ({ one }: { one: Measure }): ReactNode => {
  const t = useTexts(registerTexts)
  const add = useDo(addEvidence, [measures, myDay])
  const [form, setForm] = useState({
    on: typedDay(dayOf()),
    outcome: 'good' as (typeof outcomes)[number],
    says: '',
  })
  const on_day = parseDay(form.on, dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (on_day === null || form.says.trim() === '') return
    add.mutate(
      {
        params: { measure: one.measure },
        body: { command_id: newCommandId(), on_day, outcome: form.outcome, says: form.says.trim() },
      },
      { onSuccess: () => setForm({ ...form, says: '' }) },
    )
  }
  return (
    <details>
      <summary>{t.addEvidence}</summary>
      <form className="k-line" onSubmit={submit}>
        <DayField
          label={t.evidenceOn}
          value={form.on}
          onText={on => setForm({ ...form, on })}
          error={on_day === null ? t.badDay : undefined}
        />
        <NativeSelect
          label={t.outcome}
          value={form.outcome}
          data={outcomes.map(value => ({ value, label: t.outcomes[value] }))}
          onChange={event =>
            setForm({ ...form, outcome: outcomes.find(one => one === event.currentTarget.value) ?? 'good' })
          }
        />
        <TextInput
          label={t.evidence}
          value={form.says}
          maxLength={600}
          w="24rem"
          onChange={event => setForm({ ...form, says: event.currentTarget.value })}
        />
        <Button type="submit" loading={add.isPending} disabled={form.says.trim() === ''}>
          {t.save}
        </Button>
      </form>
      {add.error !== null && <Failed error={add.error} />}
    </details>
  )
}

const monthsOf = (typed: string): number | null => {
  const months = /^\d{1,2}$/.test(typed.trim()) ? Number(typed.trim()) : 0
  return months >= 1 && months <= 60 ? months : null
}

/** What a measure is, whose it is, when it is looked at again, and how long a proof of it counts. */
export const ChangeMeasure = ({ one }: { one: Measure }): ReactNode => {
  const t = useTexts(registerTexts)
  const change = useDo(setMeasure, [measures, myDay])
  const [form, setForm] = useState({
    says: one.says,
    owner: one.owner,
    review: typedDay(one.review_on),
    term: String(one.term_months),
  })
  const set = (part: Partial<typeof form>): void => setForm(was => ({ ...was, ...part }))
  const review_on = parseDay(form.review, dayOf())
  const term_months = monthsOf(form.term)
  const [says, owner] = [form.says.trim(), form.owner.trim()]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (review_on === null || term_months === null || says === '' || owner === '') return
    const body = { command_id: newCommandId(), area: one.area, says, owner, review_on, term_months }
    change.mutate(
      { params: { measure: one.measure }, body },
      { onSuccess: () => tell(t.measureSaved(t.areas[one.area])) },
    )
  }
  return (
    <details>
      <summary>{t.changeMeasure}</summary>
      <form className="k-stack" onSubmit={submit} noValidate>
        <Textarea
          label={t.measureSays}
          value={form.says}
          maxLength={600}
          autosize
          error={says === '' ? t.needed : undefined}
          onChange={event => set({ says: event.currentTarget.value })}
        />
        <div className="k-line" style={{ alignItems: 'flex-start' }}>
          <TextInput
            label={t.measureOwner}
            value={form.owner}
            maxLength={120}
            error={owner === '' ? t.needed : undefined}
            onChange={event => set({ owner: event.currentTarget.value })}
          />
          <DayField
            label={t.reviewOn}
            value={form.review}
            onText={review => set({ review })}
            error={review_on === null ? t.badDay : undefined}
          />
          <TextInput
            label={t.term}
            description={t.termHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            inputMode="numeric"
            value={form.term}
            maxLength={2}
            error={term_months === null ? t.badTerm : undefined}
            onChange={event => set({ term: event.currentTarget.value })}
          />
        </div>
        <div className="k-line">
          <Button type="submit" loading={change.isPending}>
            {t.save}
          </Button>
        </div>
        {change.error !== null && <Failed error={change.error} />}
      </form>
    </details>
  )
}
