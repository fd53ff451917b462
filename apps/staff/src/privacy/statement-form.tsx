import { draftStatement, readStatement, statements } from '@kaft/contract/statements'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Textarea, type TextareaProps, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { parseDay, typedDay } from '../base/day.model.ts'
import { DayField } from '../base/day-field.tsx'
import { useFirstField } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import css from './privacy.module.css'
import { privacyTexts } from './texts/index.ts'
import { statementTexts } from './texts/statements.ts'

type Whole = OkOf<typeof readStatement>

const Form = ({ start, fresh, close }: { start: Whole; fresh: boolean; close: () => void }): ReactNode => {
  const all = useTexts(statementTexts)
  const t = all.form
  const b = useTexts(baseTexts)
  const p = useTexts(privacyTexts)
  const draft = useDo(draftStatement, [statements, readStatement])
  const fields = useFirstField()
  const [form, setForm] = useState({
    from: fresh ? '' : typedDay(start.from_on),
    title: start.title,
    changes: fresh ? '' : start.changes,
    body: start.body,
  })
  const [tried, setTried] = useState(false)
  const from_on = parseDay(form.from, dayOf())
  const bad = from_on === null || from_on <= dayOf()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (bad || from_on === null || form.title.trim() === '' || form.body.trim() === '') return
    const { title, changes, body } = form
    draft.mutate(
      {
        params: { version: fresh ? from_on : start.version },
        body: { command_id: newCommandId(), from_on, title, changes, body },
      },
      {
        onSuccess: () => {
          tell(p.saved)
          close()
        },
      },
    )
  }
  const area = (key: 'changes' | 'body', rest: TextareaProps): ReactNode => (
    <Textarea
      label={t[key]}
      autosize
      value={form[key]}
      error={tried && key === 'body' && form.body.trim() === '' ? b.needed : undefined}
      onChange={event => setForm({ ...form, [key]: event.currentTarget.value })}
      {...rest}
    />
  )
  return (
    <Spine panel>
      <form ref={fields} className="k-stack" onSubmit={submit} noValidate>
        <div className={css['form']}>
          <DayField
            label={t.from}
            value={form.from}
            onText={from => setForm({ ...form, from })}
            error={tried && bad ? t.bad : undefined}
          />
          <TextInput
            label={t.heading}
            value={form.title}
            maxLength={120}
            error={tried && form.title.trim() === '' ? b.needed : undefined}
            onChange={event => setForm({ ...form, title: event.currentTarget.value })}
          />
        </div>
        {area('changes', { description: t.changesHint, minRows: 2, maxLength: 2000 })}
        {area('body', { description: t.bodyHint, minRows: 10, maxRows: 24, maxLength: 60_000 })}
        {draft.error !== null && <Failed error={draft.error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={draft.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Spine>
  )
}

/** A version that is still to begin: a new one starts from the text that holds now. */
export const StatementForm = ({ of, close }: { of: string | null; close: () => void }): ReactNode => {
  const read = useRead(readStatement, { params: { version: of ?? 'current' } })
  return <Read of={read}>{whole => <Form start={whole} fresh={of === null} close={close} />}</Read>
}
