import { addWebsite, changeWebsite, listWebsites, type Website } from '@kaft/contract/websites'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { addDays, dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { KeyShown } from '../base/key-shown.tsx'
import { useTexts } from '../base/language.ts'
import { useSetting } from '../base/library-settings.ts'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { To } from '../base/to.tsx'
import { rooms } from './rooms.ts'
import css from './settings.module.css'
import { SettingsPage } from './settings-page.tsx'
import { websiteTexts } from './texts/websites.ts'

interface Shown {
  readonly name: string
  readonly key: string
}
interface Asked {
  readonly name: string
  readonly branch_id: string
  readonly active: boolean
  readonly new_key: boolean
}

const Fields = ({
  website,
  run,
  close,
  busy,
}: {
  website: Website | null
  run: (asked: Asked) => void
  close: () => void
  busy: boolean
}): ReactNode => {
  const t = useTexts(websiteTexts)
  const b = useTexts(baseTexts)
  const session = useSession()
  const first = useFocusOnOpen<HTMLInputElement>()
  const [form, setForm] = useState<Asked>({
    name: website?.name ?? '',
    branch_id: website?.branch_id ?? session.branch_id,
    active: website?.active ?? true,
    new_key: false,
  })
  const [tried, setTried] = useState(false)
  const set = (changes: Partial<Asked>): void => setForm({ ...form, ...changes })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (form.name.trim() !== '') run({ ...form, name: form.name.trim() })
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <TextInput
        ref={first}
        label={t.name}
        description={t.nameHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.name}
        maxLength={60}
        autoComplete="off"
        error={tried && form.name.trim() === '' ? t.nameNeeded : undefined}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t.branch}
        description={t.branchHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.branch_id}
        data={session.branches.map(one => ({ value: one.branch_id, label: one.name }))}
        onChange={event => set({ branch_id: event.currentTarget.value })}
      />
      {website !== null && (
        <>
          <Checkbox
            label={t.active}
            checked={form.active}
            onChange={event => set({ active: event.currentTarget.checked })}
          />
          <Checkbox
            label={t.newKey}
            checked={form.new_key}
            onChange={event => set({ new_key: event.currentTarget.checked })}
          />
        </>
      )}
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {website === null ? t.add : b.save}
        </Button>
      </div>
    </form>
  )
}

const Add = ({ close, show }: { close: () => void; show: (shown: Shown) => void }): ReactNode => {
  const t = useTexts(websiteTexts)
  const add = useDo(addWebsite, [listWebsites])
  const run = ({ name, branch_id }: Asked): void =>
    add.mutate(
      { body: { command_id: newCommandId(), name, branch_id } },
      {
        onSuccess: ({ website, key }) => {
          if (key !== null) show({ name: website.name, key })
          close()
        },
      },
    )
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.add}</h2>
      {add.error !== null && <Failed error={add.error} />}
      <Fields website={null} run={run} close={close} busy={add.isPending} />
    </Spine>
  )
}

const Edit = ({
  website,
  close,
  show,
}: {
  website: Website
  close: () => void
  show: (shown: Shown) => void
}): ReactNode => {
  const t = useTexts(websiteTexts)
  const change = useDo(changeWebsite, [listWebsites])
  const { website_id } = website
  const run = (asked: Asked): void =>
    change.mutate(
      { params: { website_id }, body: { command_id: newCommandId(), ...asked } },
      {
        onSuccess: ({ website: saved, key }) => {
          if (key === null) tell(t.saved(saved.name))
          else show({ name: saved.name, key })
          close()
        },
      },
    )
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{website.name}</h2>
      {change.error !== null && <Failed error={change.error} />}
      <Fields website={website} run={run} close={close} busy={change.isPending} />
    </Spine>
  )
}

const Card = ({ website, edit }: { website: Website; edit: () => void }): ReactNode => {
  const t = useTexts(websiteTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const { branches } = useSession()
  const branch = branches.find(one => one.branch_id === website.branch_id)?.name ?? ''
  const over = website.key_until < dayOf()
  const soon = website.key_until < addDays(dayOf(), 30)
  const state = !website.active || over ? 'stop' : soon ? 'ask' : undefined
  return (
    <Spine panel state={state} className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{website.name}</h2>
        <Button size="compact-sm" onClick={edit} aria-label={`${b.change}: ${website.name}`}>
          {b.change}
        </Button>
      </div>
      <p className="k-quiet">{branch}</p>
      {state === undefined || (!website.active && !over) ? (
        <p>{t.keyUntil(f.dayYear(website.key_until))}</p>
      ) : (
        <StateWord state={state} size={16}>
          {over ? t.keyOver(f.dayYear(website.key_until)) : t.keySoon(f.dayYear(website.key_until))}
        </StateWord>
      )}
      {!website.active && (
        <StateWord state="stop" size={16}>
          {t.inactive}
        </StateWord>
      )}
    </Spine>
  )
}

/** The door is there and the library lets nobody in: said where both are to be seen. */
const Closed = (): ReactNode => {
  const t = useTexts(websiteTexts)
  return useSetting('patrons.online_open') === false ? (
    <Spine panel soft state="ask">
      <StateWord state="ask">{t.closed}</StateWord> <To to={rooms.library}>{t.open}</To>
    </Spine>
  ) : null
}

/** The websites that may register readers: each an account of its own, with a key. */
export const Screen = (): ReactNode => {
  const t = useTexts(websiteTexts)
  const read = useRead(listWebsites, {})
  const [adds, setAdds] = useState(false)
  const [shown, show] = useState<Shown | null>(null)
  const [edited, edit] = useState<string | null>(null)
  return (
    <SettingsPage
      room="websites"
      actions={
        <Button variant="filled" onClick={() => setAdds(true)}>
          {t.add}
        </Button>
      }
    >
      <Closed />
      {shown !== null && (
        <KeyShown title={t.key(shown.name)} secret={shown.key} how={t.keyHow} close={() => show(null)} />
      )}
      {adds && <Add close={() => setAdds(false)} show={show} />}
      <Read of={read}>
        {({ rows }) => {
          const open = rows.find(one => one.website_id === edited)
          return (
            <>
              {open !== undefined && (
                <Edit key={open.website_id} website={open} close={() => edit(null)} show={show} />
              )}
              {rows.length === 0 && !adds && <Empty>{t.none}</Empty>}
              <div className={css['panels']}>
                {rows
                  .filter(one => one !== open)
                  .map(one => (
                    <Card key={one.website_id} website={one} edit={() => edit(one.website_id)} />
                  ))}
              </div>
            </>
          )
        }}
      </Read>
    </SettingsPage>
  )
}
