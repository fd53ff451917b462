import { askHelp, ownHelp } from '@kaft/contract/help'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import css from './help.module.css'
import { type AskForm as Form, askedOf, faultsOf, newAsk } from './help.model.ts'
import { helpTexts } from './texts.ts'

interface Part {
  readonly form: Form
  readonly set: (more: Partial<Form>) => void
  readonly says: (key: keyof Form) => string | undefined
}

/** What is asked for beside looking: to write, that the centre decides, to begin later. Each with its own reason. */
const More = ({ form, set, says }: Part): ReactNode => {
  const t = useTexts(helpTexts).form
  return (
    <>
      <Checkbox
        label={t.write}
        checked={form.write}
        onChange={event => set({ write: event.currentTarget.checked })}
      />
      {form.write && (
        <Textarea
          label={t.writeReason}
          value={form.write_reason}
          maxLength={600}
          autosize
          minRows={2}
          error={says('write_reason')}
          onChange={event => set({ write_reason: event.currentTarget.value })}
        />
      )}
      <Checkbox
        label={t.central}
        checked={form.central}
        onChange={event => set({ central: event.currentTarget.checked })}
      />
      {form.central && (
        <Textarea
          label={t.centralReason}
          description={t.centralHint}
          value={form.central_why}
          maxLength={600}
          autosize
          minRows={2}
          error={says('central_why')}
          onChange={event => set({ central_why: event.currentTarget.value })}
        />
      )}
      <Checkbox
        label={t.later}
        checked={form.later}
        onChange={event => set({ later: event.currentTarget.checked })}
      />
      {form.later && (
        <div className={css['fields']}>
          <DayField label={t.day} value={form.day} onText={day => set({ day })} />
          <TextInput
            label={t.at}
            value={form.at}
            error={says('at')}
            onChange={event => set({ at: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  )
}

const First = ({ form, set, says, of }: Part & { of: OkOf<typeof ownHelp> }): ReactNode => {
  const t = useTexts(helpTexts).form
  const first = useFocusOnOpen<HTMLInputElement>()
  const hours = Array.from({ length: of.most_hours }, (_, no) => no + 1)
  return (
    <>
      <div className={css['fields']}>
        <Select
          ref={first}
          label={t.library}
          placeholder={t.choose}
          searchable
          data={of.libraries.map(one => ({ value: one.library_id, label: one.name }))}
          value={form.library_id}
          error={says('library_id')}
          onChange={library_id => set({ library_id })}
        />
        <TextInput
          label={t.ticket}
          value={form.ticket}
          maxLength={40}
          autoComplete="off"
          error={says('ticket')}
          onChange={event => set({ ticket: event.currentTarget.value })}
        />
        <Select
          label={t.hours}
          description={t.most(of.most_hours)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          data={hours.map(n => ({ value: String(n), label: t.hour(n) }))}
          value={String(Math.min(form.hours, of.most_hours))}
          onChange={value => set({ hours: Number(value) })}
        />
      </div>
      <Textarea
        label={t.reason}
        description={t.reasonHint}
        value={form.reason}
        maxLength={600}
        autosize
        minRows={2}
        error={says('reason')}
        onChange={event => set({ reason: event.currentTarget.value })}
      />
    </>
  )
}

/** Asks to look at one library: for a ticket, for some hours, with a reason. */
export const AskForm = ({ of, close }: { of: OkOf<typeof ownHelp>; close: () => void }): ReactNode => {
  const t = useTexts(helpTexts)
  const b = useTexts(baseTexts)
  const ask = useDo(askHelp, [ownHelp])
  const [form, setForm] = useState(newAsk)
  const [tried, setTried] = useState(false)
  const faults = faultsOf(form, dayOf())
  const part: Part = {
    form,
    set: more => setForm({ ...form, ...more }),
    says: key => (tried && faults[key] !== undefined ? t.form[faults[key]] : undefined),
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(faults).length > 0) return
    const hours = Math.min(form.hours, of.most_hours)
    ask.mutate(
      { body: { command_id: newCommandId(), ...askedOf({ ...form, hours }, dayOf()) } },
      {
        onSuccess: () => {
          tell(t.sent)
          close()
        },
      },
    )
  }
  return (
    <Spine panel>
      <form className="k-stack" onSubmit={submit} noValidate>
        <First {...part} of={of} />
        <More {...part} />
        {ask.error !== null && <Failed error={ask.error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={ask.isPending}>
            {t.form.go}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
