import { beginBulk, type BulkKind, type BulkSubject, listBulk } from '@kaft/contract/bulk'
import { purposes } from '@kaft/contract/privacy'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useGo } from '../base/address.ts'
import { newCommandId } from '../base/command-id.ts'
import { parseDay } from '../base/day.model.ts'
import { ErrorSummary, type FieldError } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import css from './bulk.module.css'
import { ChangeFields } from './change-fields.tsx'
import {
  changeOf,
  codesOf,
  type Draft,
  type FieldName,
  filtersOf,
  kindsOf,
  spanFaults,
  subjectsFor,
} from './change.model.ts'
import { type Choice, noChoice, SelectFields } from './select-fields.tsx'
import { type BulkTexts, bulkTexts } from './texts/index.ts'

const blank = (kind: BulkKind): Draft => ({
  kind,
  day: '',
  days: '',
  by: 'day',
  branch_id: '',
  text: '',
  yes: false,
  state: 'missing',
  item_type: 'book',
})
interface Form {
  readonly draft: Draft
  readonly choice: Choice
  readonly reason: string
  readonly purpose: string
}

/** What a field of the change is called where it stands: the day of a block is its end. */
const labelOf = (field: FieldName, kind: BulkKind, { fields }: BulkTexts): string => {
  const days: Partial<Record<BulkKind, string>> = {
    loan_fine_free: fields.lastFree,
    patron_block: fields.untilOpen,
    patron_note: fields.until,
  }
  const names: Readonly<Record<FieldName, string>> = {
    day: days[kind] ?? fields.day,
    days: fields.days,
    text: kind === 'patron_block' ? fields.reason : fields.text,
    branch_id: fields.branch,
  }
  return names[field]
}

/** The faults of the days between which rows are chosen. */
function spanErrors({ by, filters }: Choice, subject: BulkSubject, t: BulkTexts): FieldError[] {
  if (by !== 'filters') return []
  const text = { unreadable: textsNow(baseTexts).dayUnreadable, order: t.errors.order }
  return spanFaults(filters, dayOf()).map(({ field, fault }) => ({
    id: `bulk-${field}`,
    label: t[field][subject],
    text: text[fault],
  }))
}

/** What stands in the form as the contract asks it, or what is wrong with it. */
function read(form: Form, t: BulkTexts) {
  const { draft, choice, reason, purpose } = form
  const subject = draft.kind.split('_')[0] as BulkSubject
  const change = changeOf(draft, dayOf())
  const wrong: readonly FieldName[] = Array.isArray(change) ? (change as readonly FieldName[]) : []
  const codes = choice.by === 'file' ? choice.file : codesOf(choice.codes)
  const errors: FieldError[] = [
    ...wrong.map(field => ({
      id: `bulk-${field}`,
      label: labelOf(field, draft.kind, t),
      text: t.errors[field],
    })),
    ...spanErrors(choice, subject, t),
    ...(choice.by !== 'filters' && codes.length === 0
      ? [{ id: 'bulk-codes', label: t.which, text: t.errors.codes }]
      : []),
    ...(reason.trim() === '' ? [{ id: 'bulk-reason', label: t.fields.why, text: t.errors.reason }] : []),
    ...(subject === 'patron' && purpose === ''
      ? [{ id: 'bulk-purpose', label: t.fields.purpose, text: t.errors.purpose }]
      : []),
  ]
  const day = (text: string): string => parseDay(text, dayOf()) ?? ''
  const filters = filtersOf({
    ...choice.filters,
    shelf: choice.filters.shelf.trim(),
    from: day(choice.filters.from),
    until: day(choice.filters.until),
  })
  return { subject, change, wrong, errors, codes, filters }
}

const Purpose = ({
  form,
  put,
  tried,
}: {
  form: Form
  put: (part: Partial<Form>) => void
  tried: boolean
}): ReactNode => {
  const t = useTexts(bulkTexts)
  return (
    <NativeSelect
      id="bulk-purpose"
      label={t.fields.purpose}
      value={form.purpose}
      data={[
        { value: '', label: t.values['none'] ?? '' },
        ...purposes.map(one => ({ value: one, label: t.purposes[one] })),
      ]}
      error={tried && form.purpose === '' ? t.errors.purpose : undefined}
      onChange={event => put({ purpose: event.currentTarget.value })}
    />
  )
}

const KindFields = ({ form, put }: { form: Form; put: (part: Partial<Form>) => void }): ReactNode => {
  const t = useTexts(bulkTexts)
  const { leaves } = useSession()
  const subject = form.draft.kind.split('_')[0] as BulkSubject
  return (
    <div className={css['fields']}>
      <NativeSelect
        label={t.what}
        value={subject}
        data={subjectsFor(leaves).map(one => ({ value: one, label: t.subjects[one] }))}
        onChange={event => {
          const [kind] = kindsOf[event.currentTarget.value as BulkSubject]
          put({ draft: blank(kind ?? 'loan_due'), choice: { ...noChoice, by: form.choice.by } })
        }}
      />
      <NativeSelect
        label={t.how}
        description={t.explain[form.draft.kind]}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.draft.kind}
        data={kindsOf[subject].map(kind => ({ value: kind, label: t.kinds[kind] ?? kind }))}
        onChange={event => put({ draft: blank(event.currentTarget.value as BulkKind) })}
      />
    </div>
  )
}

/** What changes, which rows, and why; the button shows the rows and changes nothing yet. */
export const NewRun = (): ReactNode => {
  const t = useTexts(bulkTexts)
  const go = useGo()
  const { leaves } = useSession()
  const [first] = subjectsFor(leaves)
  const [form, setForm] = useState<Form>({
    draft: blank(kindsOf[first ?? 'loan'][0] ?? 'loan_due'),
    choice: noChoice,
    reason: '',
    purpose: '',
  })
  const [turn, setTurn] = useState(0)
  const put = (part: Partial<Form>): void => setForm(now => ({ ...now, ...part }))
  const begin = useDo(beginBulk, [listBulk])
  const said = read(form, t)
  const tried = turn > 0
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const { change, errors, codes, filters, subject } = said
    if (errors.length > 0 || Array.isArray(change)) return setTurn(turn + 1)
    const body = {
      command_id: newCommandId(),
      change: change as Exclude<typeof change, readonly FieldName[]>,
      reason: form.reason.trim(),
      ...(form.choice.by === 'filters' ? { filters } : { codes: [...codes] }),
      ...(subject === 'patron' ? { purpose: form.purpose as (typeof purposes)[number] } : {}),
    }
    begin.mutate({ body }, { onSuccess: run => go(paths.bulkRun(run.run_id)) })
  }
  const codesError = tried && said.errors.some(error => error.id === 'bulk-codes') ? t.errors.codes : null
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className={css['form'] ?? ''}>
        <h2 className="k-text-md k-strong">{t.fresh}</h2>
        {tried && <ErrorSummary errors={said.errors} turn={turn} />}
        <KindFields form={form} put={put} />
        <ChangeFields
          draft={form.draft}
          set={part => put({ draft: { ...form.draft, ...part } })}
          wrong={tried ? said.wrong : []}
        />
        <SelectFields
          subject={said.subject}
          choice={form.choice}
          set={part => setForm(now => ({ ...now, choice: { ...now.choice, ...part } }))}
          error={codesError}
          errors={tried ? said.errors : []}
        />
        <div className={css['fields']}>
          <TextInput
            id="bulk-reason"
            label={t.fields.why}
            description={t.fields.whyHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={form.reason}
            maxLength={200}
            autoComplete="off"
            error={tried && form.reason.trim() === '' ? t.errors.reason : undefined}
            onChange={event => put({ reason: event.currentTarget.value })}
          />
          {said.subject === 'patron' && <Purpose form={form} put={put} tried={tried} />}
        </div>
        {begin.error !== null && <Failed error={begin.error} />}
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" loading={begin.isPending}>
            {t.look}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
