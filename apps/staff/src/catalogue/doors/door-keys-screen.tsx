import { type DoorKey, listDoorKeys, saveDoorKey } from '@kaft/contract/door-keys'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useFirstField } from '../../base/form.tsx'
import { useFormats } from '../../base/format.ts'
import { useDo, useReadPages } from '../../base/hooks.ts'
import { KeyShown } from '../../base/key-shown.tsx'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { More } from '../../base/rows.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import css from './doors.module.css'
import { doorTexts } from './texts.ts'

interface Shown {
  readonly name: string
  readonly key: string
}

interface Form {
  readonly name: string
  readonly purpose: string
  readonly per_minute: string
  readonly active: boolean
  readonly new_key: boolean
}
const formOf = (one: DoorKey | null): Form =>
  one === null
    ? { name: '', purpose: '', per_minute: '600', active: true, new_key: false }
    : { ...one, per_minute: String(one.per_minute), new_key: false }

const Fields = ({
  one,
  form,
  set,
  tried,
}: {
  one: DoorKey | null
  form: Form
  set: (form: Form) => void
  tried: boolean
}): ReactNode => {
  const t = useTexts(doorTexts)
  const errors = faultsOf(form)
  const field = (name: 'name' | 'purpose' | 'per_minute', error: string, about?: string): ReactNode => (
    <TextInput
      label={t[name]}
      description={about}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={form[name]}
      maxLength={name === 'purpose' ? 200 : 80}
      autoComplete="off"
      error={tried && errors.includes(name) ? error : undefined}
      onChange={event => set({ ...form, [name]: event.currentTarget.value })}
    />
  )
  return (
    <>
      <div className={css['fields']}>
        {field('name', t.needed)}
        {field('purpose', t.needed, t.purposeAbout)}
        {field('per_minute', t.limitWrong)}
      </div>
      {one !== null && (
        <>
          <Checkbox
            label={t.active}
            checked={form.active}
            onChange={event => set({ ...form, active: event.currentTarget.checked })}
          />
          <Checkbox
            label={t.newKey}
            checked={form.new_key}
            onChange={event => set({ ...form, new_key: event.currentTarget.checked })}
          />
        </>
      )}
    </>
  )
}

const faultsOf = ({ name, purpose, per_minute }: Form): string[] => [
  ...(name.trim() === '' ? ['name'] : []),
  ...(purpose.trim() === '' ? ['purpose'] : []),
  ...(/^[1-9]\d{0,4}$/.test(per_minute.trim()) ? [] : ['per_minute']),
]

const KeyForm = ({
  one,
  close,
  show,
}: {
  one: DoorKey | null
  close: () => void
  show: (shown: Shown) => void
}): ReactNode => {
  const t = useTexts(doorTexts)
  const b = useTexts(baseTexts)
  const fields = useFirstField()
  const [form, setForm] = useState(() => formOf(one))
  const [tried, setTried] = useState(false)
  const save = useDo(saveDoorKey, [listDoorKeys])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (faultsOf(form).length > 0) return
    const { name, purpose, active, new_key } = form
    const body = {
      name: name.trim(),
      purpose: purpose.trim(),
      per_minute: Number(form.per_minute),
      active,
      new_key,
    }
    save.mutate(
      { body: { command_id: newCommandId(), key_id: one?.key_id ?? null, ...body } },
      {
        onSuccess: said => {
          if (said.key === null) tell(t.saved)
          else show({ name: said.door_key.name, key: said.key })
          close()
        },
      },
    )
  }
  return (
    <form ref={fields} onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <Fields one={one} form={form} set={setForm} tried={tried} />
        {save.error !== null && <Failed error={save.error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {one === null ? t.add : b.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

const Card = ({ one, edit }: { one: DoorKey; edit: () => void }): ReactNode => {
  const t = useTexts(doorTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  return (
    <Spine panel state={one.active ? undefined : 'stop'} className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{one.name}</h2>
        <Button size="compact-sm" onClick={edit} aria-label={`${b.change}: ${one.name}`}>
          {b.change}
        </Button>
      </div>
      <p>{one.purpose}</p>
      <p className="k-quiet">
        {t.limit(one.per_minute)} ·{' '}
        {one.last_used_on === null ? t.unused : t.used(f.dayYear(one.last_used_on))}
      </p>
      {!one.active && (
        <StateWord state="stop" size={16}>
          {t.ended}
        </StateWord>
      )}
    </Spine>
  )
}

/** Keys of other programs that read the catalogue: who has one, what for, and how often each may ask. */
export const Screen = (): ReactNode => {
  const t = useTexts(doorTexts)
  const read = useReadPages(listDoorKeys, { query: {} })
  /** The one that is changed, or `new`. */
  const [edited, setEdited] = useState<string | null>(null)
  const [shown, show] = useState<Shown | null>(null)
  const close = (): void => setEdited(null)
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <Button variant="filled" onClick={() => setEdited('new')}>
          {t.add}
        </Button>
      }
    >
      {shown !== null && (
        <KeyShown title={t.key(shown.name)} secret={shown.key} how={t.keyHow} close={() => show(null)} />
      )}
      {edited === 'new' && <KeyForm one={null} close={close} show={show} />}
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          return (
            <>
              {rows.length === 0 && edited === null && <Empty>{t.none}</Empty>}
              {rows.map(one =>
                one.key_id === edited ? (
                  <KeyForm key={one.key_id} one={one} close={close} show={show} />
                ) : (
                  <Card key={one.key_id} one={one} edit={() => setEdited(one.key_id)} />
                ),
              )}
              <More of={read} />
            </>
          )
        }}
      </Read>
    </Page>
  )
}
