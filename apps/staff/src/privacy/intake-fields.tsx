import { purposes } from '@kaft/contract/privacy'
import { type CaseKind, caseKinds } from '@kaft/contract/rights'
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { asksItems, fieldsOf, type Intake, lacks, type TextField } from './intake.model.ts'
import css from './privacy.module.css'
import { caseTexts } from './texts/cases.ts'
import { privacyTexts } from './texts/index.ts'

interface Shown {
  readonly form: Intake
  readonly set: (form: Intake) => void
  readonly tried: boolean
}

const Purposes = ({ form, set, tried }: Shown): ReactNode => {
  const t = useTexts(caseTexts).form
  const p = useTexts(privacyTexts)
  return (
    <Checkbox.Group
      label={t.purposes}
      description={form.kind === 'objection' ? undefined : t.purposesHint}
      value={[...form.purposes]}
      error={tried && lacks(form) === 'purpose' ? t.purposeNeeded : undefined}
      onChange={chosen => set({ ...form, purposes: purposes.filter(one => chosen.includes(one)) })}
    >
      <div className="k-line">
        {purposes.map(one => (
          <Checkbox key={one} value={one} label={p.purposes[one]} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

const Items = ({ form, set }: Shown): ReactNode => {
  const t = useTexts(caseTexts).form
  const items = form.items.length === 0 ? [{ field: '', wish: '' }] : form.items
  const put = (no: number, change: Partial<Intake['items'][number]>): void =>
    set({ ...form, items: items.map((item, at) => (at === no ? { ...item, ...change } : item)) })
  return (
    <>
      {items.map((item, no) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own and are only added at the end
        <div key={no} className={css['form']}>
          <TextInput
            label={t.item}
            value={item.field}
            maxLength={40}
            autoComplete="off"
            onChange={event => put(no, { field: event.currentTarget.value })}
          />
          <TextInput
            label={t.wish}
            value={item.wish}
            maxLength={300}
            autoComplete="off"
            onChange={event => put(no, { wish: event.currentTarget.value })}
          />
        </div>
      ))}
      <div className="k-line">
        <Button
          size="compact-sm"
          onClick={() => set({ ...form, items: [...items, { field: '', wish: '' }] })}
        >
          {t.addItem}
        </Button>
      </div>
    </>
  )
}

/** What the statement asks for in a request, as far as its kind needs it. */
export const IntakeFields = ({ form, set, tried }: Shown): ReactNode => {
  const all = useTexts(caseTexts)
  const t = all.form
  const labels: Readonly<Record<TextField, string>> = {
    wants: t.wants,
    changes: t.changes,
    limits: t.limits,
    objection: t.objection,
    outcome: t.outcome,
  }
  const words = tried && lacks(form) === 'words'
  return (
    <>
      <NativeSelect
        label={t.kind}
        description={all.kindsAbout[form.kind]}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.kind}
        data={caseKinds.map(value => ({ value, label: all.kinds[value] }))}
        onChange={event => set({ ...form, kind: event.currentTarget.value as CaseKind })}
      />
      <Purposes form={form} set={set} tried={tried} />
      {asksItems(form.kind) && <Items form={form} set={set} tried={tried} />}
      {fieldsOf[form.kind].map((field, no) => (
        <Textarea
          key={field}
          label={labels[field]}
          value={form[field]}
          autosize
          minRows={2}
          maxLength={2000}
          error={words && no === 0 ? t.wordsNeeded : undefined}
          onChange={event => set({ ...form, [field]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}
