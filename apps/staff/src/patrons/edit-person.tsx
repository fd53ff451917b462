import { changePatron, findPatrons, type Patron, readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { Spine } from '@kaft/ui/spine.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { ErrorSummary } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { type Shortcut, useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { ProblemError } from '../base/problem.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { contactTexts } from './contact/texts.ts'
import css from './patrons.module.css'
import { ChoiceFields, ContactFields, fieldId, NameFields, useErrorTexts } from './person-fields.tsx'
import { type FormError, type PersonForm, type PersonKey, personFormOf, readPerson } from './person.model.ts'
import { fieldOfCode } from './register.model.ts'
import { patronTexts } from './texts/index.ts'

type Errors = Readonly<Partial<Record<PersonKey, FormError>>>

const codeErrors = (error: unknown): Errors => {
  if (!(error instanceof ProblemError)) return {}
  const field = fieldOfCode(error.problem.code)
  if (field === 'email') return { email: 'email' }
  return field === 'birth_on' ? { birth_on: 'birth' } : {}
}

/** Saves the form; after a change that came in between the new data are read before anybody can save again. */
const useSave = (patron: Patron, close: () => void) => {
  const t = useTexts(patronTexts)
  const client = useQueryClient()
  const save = useDo(changePatron, [findPatrons, readPatronHead])
  const [errors, setErrors] = useState<Errors>({})
  const [turn, setTurn] = useState(0)
  const refuse = (next: Errors): void => {
    setErrors(next)
    setTurn(n => n + 1)
  }
  const run = (form: PersonForm, more: { reason?: string; former_names?: 'forget' }): void => {
    const read = readPerson(form, dayOf())
    if (!read.ok) return refuse(read.errors)
    setErrors({})
    const { patron_id, version } = patron
    save.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), version, ...read.fields, ...more } },
      {
        onSuccess: changed => {
          client.setQueryData([readPatron.id, { params: { patron_id } }], changed)
          tellPatronChanged(patron_id)
          tell(t.data.saved)
          close()
        },
        onError: error => {
          refuse(codeErrors(error))
          if (error instanceof ProblemError && error.problem.code === 'changed_meanwhile')
            void client.invalidateQueries({ queryKey: [readPatron.id] })
        },
      },
    )
  }
  return { run, errors, turn, save }
}

/** The form on the page of a patron. */
export const EditPerson = ({ patron, close }: { patron: Patron; close: () => void }): ReactNode => {
  const t = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  // Only what somebody touched is kept: when a colleague saves in between, the other fields follow.
  const [changes, setChanges] = useState<Partial<PersonForm>>({})
  const form = { ...personFormOf(patron), ...changes }
  const { run: saveWith, errors, turn, save } = useSave(patron, close)
  const [reason, setReason] = useState('')
  const [keepFormer, setKeepFormer] = useState(true)
  const c = useTexts(contactTexts)
  const needsReason =
    save.error instanceof ProblemError && save.error.problem.code === 'address_reason_needed'
  const renamed =
    patron.former_names.length > 0 ||
    form.family_name.trim() !== patron.family_name ||
    form.given_name.trim() !== patron.given_name
  const run = (now: PersonForm): void =>
    saveWith(now, {
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(renamed && !keepFormer ? { former_names: 'forget' } : {}),
    })
  const texts = useErrorTexts(errors)
  const set = (more: Partial<PersonForm>): void => setChanges(now => ({ ...now, ...more }))
  const props = { form, set, errors: texts }
  useEffect(() => document.getElementById(fieldId('family_name'))?.focus(), [])
  const keys: readonly Shortcut[] = [
    { id: 'patron.save', combo: 'Ctrl+Enter', does: { nl: 'Bewaren', en: 'Save' }, run: () => run(form) },
  ]
  useShortcuts(keys)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    run(form)
  }
  const summary = (Object.entries(texts) as [PersonKey, string][]).map(([key, text]) => ({
    id: fieldId(key),
    label: t.fields[key],
    text,
  }))
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className={css['block']}>
        <ErrorSummary errors={summary} turn={turn} />
        {save.error !== null && summary.length === 0 && <Failed error={save.error} again={() => run(form)} />}
        <h2 className="k-text-md k-strong">{t.data.person}</h2>
        <NameFields {...props} />
        {renamed && (
          <Checkbox
            label={c.keepFormer}
            checked={keepFormer}
            onChange={event => setKeepFormer(event.currentTarget.checked)}
          />
        )}
        {(needsReason || reason !== '') && (
          <TextInput
            label={c.reason}
            description={c.reasonHint}
            value={reason}
            maxLength={200}
            autoComplete="off"
            autoFocus
            onChange={event => setReason(event.currentTarget.value)}
          />
        )}
        <h2 className="k-text-md k-strong">{t.data.contact}</h2>
        <ContactFields {...props} />
        <h2 className="k-text-md k-strong">{t.data.choices}</h2>
        <ChoiceFields {...props} />
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {b.save} <kbd>Ctrl Enter</kbd>
          </Button>
        </div>
      </Spine>
    </form>
  )
}
