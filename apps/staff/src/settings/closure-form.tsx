import {
  applyClosure,
  type ClosurePlan,
  type ClosurePreview,
  listClosures,
  previewClosure,
} from '@kaft/contract/closures'
import { readCalendar } from '@kaft/contract/organisation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, Radio, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay } from '../base/day.model.ts'
import { ErrorSummary, type FieldError } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { ClosureEffects } from './closure-effects.tsx'
import css from './settings.module.css'
import { closureTexts } from './texts/closures.ts'

interface Form {
  readonly branch_ids: readonly string[]
  readonly type: ClosurePlan['type']
  readonly moves: ClosurePlan['moves']
  readonly from: string
  readonly until: string
  readonly reason: string
}
type Put = (part: Partial<Form>) => void
const types = ['gesloten', 'vakantie', 'boetevrij'] as const
/** What makes sense with each kind of day: an open day closes nothing, so no date has to leave it. */
const movesOf: Readonly<Record<ClosurePlan['type'], readonly ClosurePlan['moves'][]>> = {
  gesloten: ['off_closed', 'after', 'none'],
  vakantie: ['off_closed', 'after', 'none'],
  boetevrij: ['none', 'after'],
}

const Branches = ({ form, put }: { form: Form; put: Put }): ReactNode => {
  const t = useTexts(closureTexts)
  const { branches } = useSession()
  const toggle = (id: string): void =>
    put({
      branch_ids: form.branch_ids.includes(id)
        ? form.branch_ids.filter(one => one !== id)
        : [...form.branch_ids, id],
    })
  return (
    <fieldset className={css['fieldset']} id="closure-branch" tabIndex={-1}>
      <legend className="k-strong">{t.branches}</legend>
      <div className="k-line">
        {branches.map(one => (
          <Checkbox
            key={one.branch_id}
            label={one.name}
            checked={form.branch_ids.includes(one.branch_id)}
            onChange={() => toggle(one.branch_id)}
          />
        ))}
        {branches.length > 1 && (
          <Button size="compact-sm" onClick={() => put({ branch_ids: branches.map(one => one.branch_id) })}>
            {t.all}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

const Days = ({ form, put }: { form: Form; put: Put }): ReactNode => {
  const t = useTexts(closureTexts)
  return (
    <>
      <div className={css['form']}>
        <DayField id="closure-from" label={t.from} value={form.from} onText={from => put({ from })} />
        <DayField id="closure-until" label={t.until} value={form.until} onText={until => put({ until })} />
        <TextInput
          id="closure-reason"
          label={t.reason}
          description={t.reasonHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.reason}
          maxLength={200}
          autoComplete="off"
          onChange={event => put({ reason: event.currentTarget.value })}
        />
      </div>
      <Radio.Group
        label={t.what}
        value={form.type}
        onChange={next => {
          put({ type: next, moves: movesOf[next][0] ?? 'none' })
        }}
      >
        <div className="k-stack">
          {types.map(type => (
            <Radio key={type} value={type} label={t.types[type]} description={t.aboutTypes[type]} />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group label={t.moves} value={form.moves} onChange={next => put({ moves: next })}>
        <div className="k-stack">
          {movesOf[form.type].map(one => (
            <Radio key={one} value={one} label={t.movesNames[one]} />
          ))}
        </div>
      </Radio.Group>
    </>
  )
}

/** The plan that the form means, and what is wrong with it. */
const planOf = (form: Form, t: (typeof closureTexts)['nl']): { plan: ClosurePlan; errors: FieldError[] } => {
  const today = dayOf()
  const [from_on, until_on] = [parseDay(form.from, today), parseDay(form.until, today)]
  const error = (id: keyof typeof t.errors, label: string): FieldError => ({
    id: `closure-${id}`,
    label,
    text: t.errors[id],
  })
  const errors = [
    ...(form.branch_ids.length === 0 ? [error('branch', t.branches)] : []),
    ...(from_on === null ? [error('from', t.from)] : []),
    ...(until_on === null || (from_on !== null && until_on < from_on) ? [error('until', t.until)] : []),
    ...(form.reason.trim() === '' ? [error('reason', t.reason)] : []),
  ]
  const { type, moves } = form
  return {
    plan: {
      branch_ids: [...form.branch_ids],
      type,
      moves,
      from_on: from_on ?? today,
      until_on: until_on ?? today,
    },
    errors,
  }
}

/** Plans a closure: what is asked, what follows from it, and only then the button that does it. */
export const ClosureForm = ({ after }: { after: () => void }): ReactNode => {
  const t = useTexts(closureTexts)
  const { branch_id } = useSession()
  const [form, setForm] = useState<Form>({
    branch_ids: [branch_id],
    type: 'gesloten',
    moves: 'off_closed',
    from: '',
    until: '',
    reason: '',
  })
  const [turn, setTurn] = useState(0)
  const [seen, setSeen] = useState<ClosurePreview | null>(null)
  const look = useDo(previewClosure)
  const apply = useDo(applyClosure, [listClosures, readCalendar])
  const { plan, errors } = planOf(form, t)
  const put: Put = part => {
    setForm(now => ({ ...now, ...part }))
    setSeen(null)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (errors.length > 0) return setTurn(turn + 1)
    setTurn(0)
    look.mutate({ body: plan }, { onSuccess: setSeen })
  }
  const go = (): void =>
    apply.mutate(
      { body: { command_id: newCommandId(), ...plan, reason: form.reason.trim() } },
      {
        onSuccess: () => {
          put({ from: '', until: '', reason: '' })
          after()
        },
      },
    )
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.fresh}</h2>
        {turn > 0 && <ErrorSummary errors={errors} turn={turn} />}
        {seen === null ? (
          <>
            <Branches form={form} put={put} />
            <Days form={form} put={put} />
            {look.error !== null && <Failed error={look.error} />}
            <div className="k-line k-line-end">
              <Button type="submit" variant="filled" loading={look.isPending}>
                {t.look}
              </Button>
            </div>
          </>
        ) : (
          <>
            <ClosureEffects plan={plan} preview={seen} />
            {apply.error !== null && <Failed error={apply.error} />}
            <Confirm
              preview={seen}
              type={form.type}
              busy={apply.isPending}
              go={go}
              back={() => setSeen(null)}
            />
          </>
        )}
      </Spine>
    </form>
  )
}

const Confirm = ({
  preview,
  type,
  busy,
  go,
  back,
}: {
  preview: ClosurePreview
  type: ClosurePlan['type']
  busy: boolean
  go: () => void
  back: () => void
}): ReactNode => {
  const t = useTexts(closureTexts)
  const count = String(preview.loans.moving + (type === 'boetevrij' ? 0 : preview.holds.moving))
  return (
    <div className="k-line k-line-end">
      <Button onClick={back}>{t.back}</Button>
      <Button variant="filled" loading={busy} onClick={go}>
        {t.apply[type](count)}
      </Button>
    </div>
  )
}
