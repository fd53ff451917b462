import { type CoverSource, listCoverSources, saveCoverSource } from '@kaft/contract/covers'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { newCommandId } from '../../base/command-id.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import copying from '../record/copying/copying.module.css'
import { STATES } from '../record/copying/target-state.ts'
import { copyTexts } from '../record/copying/texts.ts'
import { coverTexts } from './texts.ts'

interface Form {
  readonly name: string
  readonly address: string
  readonly coupling: string
  readonly rank: string
  readonly active: boolean
}
const formOf = (source: CoverSource | null): Form =>
  source === null
    ? { name: '', address: '', coupling: 'covers', rank: '1', active: true }
    : { ...source, rank: String(source.rank) }

const SourceForm = ({ source, close }: { source: CoverSource | null; close: () => void }): ReactNode => {
  const t = useTexts(coverTexts)
  const b = useTexts(baseTexts)
  const [form, setForm] = useState(() => formOf(source))
  const [tried, setTried] = useState(false)
  const first = useFocusOnOpen<HTMLInputElement>()
  const save = useDo(saveCoverSource, [listCoverSources])
  const errors = {
    name: form.name.trim() === '' ? t.needed : undefined,
    address: form.address.trim() === '' ? t.needed : undefined,
    coupling: form.coupling.trim() === '' ? t.needed : undefined,
    rank: /^[1-9]\d?$/.test(form.rank.trim()) ? undefined : t.rankWrong,
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (Object.values(errors).some(Boolean)) return
    const { name, address, coupling, rank, active } = form
    const body = {
      name: name.trim(),
      address: address.trim(),
      coupling: coupling.trim(),
      rank: Number(rank),
      active,
    }
    save.mutate(
      { body: { command_id: newCommandId(), source_id: source?.source_id ?? null, ...body } },
      {
        onSuccess: () => {
          tell(t.saved)
          close()
        },
      },
    )
  }
  const field = (name: keyof typeof errors, about?: string): ReactNode => (
    <TextInput
      ref={name === 'name' ? first : undefined}
      label={t[name]}
      description={about}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={form[name]}
      maxLength={300}
      autoComplete="off"
      error={tried ? errors[name] : undefined}
      onChange={event => setForm({ ...form, [name]: event.currentTarget.value })}
    />
  )
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <div className={copying['fields']}>
          {field('name')}
          {field('address', t.addressAbout)}
          {field('rank')}
          {field('coupling')}
        </div>
        <Checkbox
          label={t.active}
          checked={form.active}
          onChange={event => setForm({ ...form, active: event.currentTarget.checked })}
        />
        {save.error !== null && <Failed error={save.error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {b.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

const Source = ({ source, edit }: { source: CoverSource; edit: () => void }): ReactNode => {
  const { target, faults } = useTexts(copyTexts)
  const { name, address, state } = source
  return (
    <Spine panel state={state === 'ready' ? undefined : STATES[state]} className="k-stack">
      <div className="k-line k-line-between">
        <h3 className="k-text-md k-strong">{name}</h3>
        <Allowed op={saveCoverSource}>
          <Button size="compact-sm" onClick={edit} aria-label={`${target.change}: ${name}`}>
            {target.change}
          </Button>
        </Allowed>
      </div>
      <p>
        <code>{address}</code>
      </p>
      <p>
        <StateWord state={STATES[state]} size={16}>
          {target.states[state]}
        </StateWord>{' '}
        {state !== 'ready' && state !== 'off' && <span className="k-quiet">{faults[state]}</span>}
      </p>
    </Spine>
  )
}

/** From where covers are fetched ahead, set for all libraries at once. */
export const CoverSources = (): ReactNode => {
  const t = useTexts(coverTexts)
  const read = useRead(listCoverSources, {})
  /** The one that is changed, or `new`. */
  const [edited, setEdited] = useState<string | null>(null)
  const close = (): void => setEdited(null)
  return (
    <section className="k-stack" aria-labelledby="covers">
      <div className="k-line k-line-between">
        <h2 id="covers" className="k-text-lg k-strong">
          {t.sources}
        </h2>
        <Allowed op={saveCoverSource}>
          <Button onClick={() => setEdited('new')}>{t.add}</Button>
        </Allowed>
      </div>
      <p className="k-quiet k-prose">{t.sourcesAbout}</p>
      {edited === 'new' && <SourceForm source={null} close={close} />}
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            rows.map(source =>
              source.source_id === edited ? (
                <SourceForm key={source.source_id} source={source} close={close} />
              ) : (
                <Source key={source.source_id} source={source} edit={() => setEdited(source.source_id)} />
              ),
            )
          )
        }
      </Read>
    </section>
  )
}
