import {
  countSearchNews,
  listSavedSearches,
  type SavedSearch,
  saveSearch,
} from '@kaft/contract/saved-searches'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo, useReadPages } from '../../base/hooks.ts'
import { useShortcuts } from '../../base/keys.ts'
import { useTexts } from '../../base/language.ts'
import { Layer } from '../../base/layer.tsx'
import { Failed } from '../../base/states.tsx'
import { offerWayBack } from '../../base/undo.ts'
import { asksSomething, type Filters } from '../filters.model.ts'
import { useAskWords } from './ask-words.tsx'
import { askOf, nameFor } from './saved.model.ts'
import { savedTexts } from './texts.ts'

const refreshed = [listSavedSearches, countSearchNews]

interface Fields {
  readonly name: string
  readonly follow: boolean
  readonly shared: boolean
}

/** Keeps the search, as a new one or in place of another, and says how that is taken back. */
const useKeeping = (filters: Filters, done: () => void) => {
  const t = useTexts(savedTexts)
  const save = useDo(saveSearch, refreshed)
  const run = ({ name, follow, shared }: Fields, before: SavedSearch | null): void => {
    const body = { name, shared, asks: askOf(filters), follow, ended: false }
    const of = { search_id: before?.search_id ?? null, version: before?.version ?? 0 }
    save.mutate(
      { body: { command_id: newCommandId(), ...of, ...body } },
      {
        onSuccess: ({ search_id, version }) => {
          const back = before === null ? { ...body, ended: true } : { ...before, follow: false }
          offerWayBack(t.kept(name), refreshed, async () => {
            const { asks, shared: was } = back
            const said = { name: back.name, asks, shared: was, follow: false, ended: back.ended }
            await call(saveSearch, { body: { command_id: newCommandId(), search_id, version, ...said } })
            return before === null ? t.removed(name) : t.keptBack(before.name)
          })
          done()
        },
      },
    )
  }
  return { run, save }
}

const Form = ({ filters, done }: { filters: Filters; done: () => void }): ReactNode => {
  const t = useTexts(savedTexts)
  const words = useAskWords()
  const list = useReadPages(listSavedSearches, { query: {} })
  const own = (list.data?.pages.flatMap(page => page.rows) ?? []).filter(row => row.mine)
  const [fields, setFields] = useState<Fields>({ name: nameFor(filters), follow: true, shared: false })
  const [place, setPlace] = useState('')
  const [tried, setTried] = useState(false)
  const { run, save } = useKeeping(filters, done)
  const before = own.find(row => row.search_id === place) ?? null
  const choose = (search_id: string): void => {
    setPlace(search_id)
    const row = own.find(r => r.search_id === search_id)
    if (row) setFields({ ...fields, name: row.name, shared: row.shared })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const name = fields.name.trim()
    if (name !== '') run({ ...fields, name }, before)
  }
  return (
    <form onSubmit={submit} className="k-stack" noValidate>
      <p className="k-quiet">{words(askOf(filters))}</p>
      <TextInput
        label={t.name}
        value={fields.name}
        maxLength={120}
        autoComplete="off"
        error={tried && fields.name.trim() === '' ? t.nameNeeded : undefined}
        onChange={event => setFields({ ...fields, name: event.currentTarget.value })}
      />
      {own.length > 0 && (
        <NativeSelect
          label={t.keepAs}
          value={place}
          data={[
            { value: '', label: t.asNew },
            ...own.map(row => ({ value: row.search_id, label: t.inPlace(row.name) })),
          ]}
          onChange={event => choose(event.currentTarget.value)}
        />
      )}
      {before === null && (
        <Checkbox
          label={t.follow}
          checked={fields.follow}
          onChange={event => setFields({ ...fields, follow: event.currentTarget.checked })}
        />
      )}
      <Checkbox
        label={t.share}
        checked={fields.shared}
        onChange={event => setFields({ ...fields, shared: event.currentTarget.checked })}
      />
      {save.error !== null && <Failed error={save.error} />}
      <div className="k-line k-line-end">
        <Button onClick={done}>{t.cancel}</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}

const KeepButton = ({ filters }: { filters: Filters }): ReactNode => {
  const t = useTexts(savedTexts)
  const [open, setOpen] = useState(false)
  const { nl, en } = savedTexts
  useShortcuts([
    {
      id: 'catalogue.keep',
      combo: 'b',
      does: { nl: nl.keys.keep, en: en.keys.keep },
      run: () => setOpen(true),
    },
  ])
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t.keep}</Button>
      {open && (
        <Layer title={t.keepTitle} onClose={() => setOpen(false)}>
          <Form filters={filters} done={() => setOpen(false)} />
        </Layer>
      )}
    </>
  )
}

/** Keeps what is searched now; nothing where nothing is asked. */
export const Keep = ({ filters }: { filters: Filters }): ReactNode =>
  asksSomething(filters) && (
    <Allowed op={saveSearch}>
      <KeepButton filters={filters} />
    </Allowed>
  )
