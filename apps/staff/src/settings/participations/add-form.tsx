import { addParticipation, listParticipations } from '@kaft/contract/participations'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay } from '../../base/day.model.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { dayOf } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { useSession } from '../../base/session.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import { useLibraries } from '../cooperation/library-boxes.tsx'
import css from '../settings.module.css'
import { participationTexts } from '../texts/participations.ts'

const useAdd = (close: () => void) => {
  const t = useTexts(participationTexts)
  const add = useDo(addParticipation, [listParticipations])
  const [tried, setTried] = useState(false)
  const [typed, setTyped] = useState({
    library_id: '',
    reference: '',
    version: '',
    signed: '',
    from: '',
    until: '',
  })
  const own = useSession().library_id === typed.library_id
  const today = dayOf()
  const [signed_on, starts_on, until] = [typed.signed, typed.from, typed.until].map(text =>
    parseDay(text, today),
  )
  const ends_on = until ?? null
  const wrong = {
    library: typed.library_id === '',
    reference: typed.reference.trim() === '',
    version: typed.version.trim() === '',
    signed: !signed_on || signed_on > today,
    from: !starts_on,
    until: typed.until.trim() !== '' && (own || ends_on === null || ends_on < (starts_on ?? '')),
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (Object.values(wrong).includes(true) || !signed_on || !starts_on) return
    const body = {
      command_id: newCommandId(),
      library_id: typed.library_id,
      reference: typed.reference.trim(),
      version: typed.version.trim(),
      signed_on,
      starts_on,
      ends_on,
    }
    const onSuccess = (made: { library: string }): void => {
      tell(t.added(made.library))
      close()
    }
    add.mutate({ body }, { onSuccess })
  }
  const set = (part: Partial<typeof typed>): void => setTyped(was => ({ ...was, ...part }))
  return { typed, own, set, submit, add, shown: tried ? wrong : null }
}
type Form = ReturnType<typeof useAdd>

const Days = ({ form }: { form: Form }): ReactNode => {
  const t = useTexts(participationTexts)
  const b = useTexts(baseTexts)
  return (
    <>
      <DayField
        label={t.signed}
        value={form.typed.signed}
        onText={signed => form.set({ signed })}
        error={form.shown?.signed === true ? t.signedWrong : undefined}
      />
      <DayField
        label={t.from}
        value={form.typed.from}
        onText={from => form.set({ from })}
        error={form.shown?.from === true ? b.dayUnreadable : undefined}
      />
      <DayField
        label={t.until}
        shape={form.own ? t.ownEnd : t.untilHint}
        value={form.typed.until}
        onText={until => form.set({ until })}
        error={form.shown?.until !== true ? undefined : form.own ? t.ownEnd : t.untilWrong}
      />
    </>
  )
}

const Named = ({ form }: { form: Form }): ReactNode => {
  const t = useTexts(participationTexts)
  const b = useTexts(baseTexts)
  return (
    <>
      <TextInput
        label={t.reference}
        description={t.referenceHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.typed.reference}
        maxLength={200}
        autoComplete="off"
        error={form.shown?.reference === true ? b.needed : undefined}
        onChange={event => form.set({ reference: event.currentTarget.value })}
      />
      <TextInput
        label={t.version}
        value={form.typed.version}
        maxLength={40}
        autoComplete="off"
        error={form.shown?.version === true ? b.needed : undefined}
        onChange={event => form.set({ version: event.currentTarget.value })}
      />
    </>
  )
}

/** Notes an agreement that was signed: the first of a library, the next one, or a new version. */
export const AddParticipation = ({ close }: { close: () => void }): ReactNode => {
  const t = useTexts(participationTexts)
  const b = useTexts(baseTexts)
  const form = useAdd(close)
  const libraries = useLibraries() ?? []
  const field = useFocusOnOpen<HTMLSelectElement>()
  return (
    <form onSubmit={form.submit} noValidate>
      <Spine panel className="k-stack">
        <div>
          <h2 className="k-text-md k-strong">{t.add}</h2>
          <p className="k-quiet">{t.addAbout}</p>
        </div>
        {form.add.error !== null && <Failed error={form.add.error} />}
        <div className={css['form']}>
          <NativeSelect
            ref={field}
            label={t.library}
            value={form.typed.library_id}
            data={[
              { value: '', label: t.choose },
              ...libraries.map(one => ({ value: one.library_id, label: one.name })),
            ]}
            error={form.shown?.library === true ? b.needed : undefined}
            onChange={event => form.set({ library_id: event.currentTarget.value })}
          />
          <Named form={form} />
          <Days form={form} />
        </div>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={form.add.isPending}>
            {t.do}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
