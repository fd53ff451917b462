import { listTitleLists, readTitleList, saveTitleList, type TitleList } from '@kaft/contract/title-lists'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { usePart } from '../../base/address.ts'
import { Allowed } from '../../base/allowed.tsx'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { printNow } from '../../base/print.tsx'
import { allows, useSession } from '../../base/session.ts'
import { Failed, Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { Exports } from '../title-links.tsx'
import { Entries } from './entries.tsx'
import { ListForm } from './list-form.tsx'
import { listTexts } from './texts.ts'

type Read = OkOf<typeof readTitleList>

const Sheet = ({ list, entries }: Read): ReactNode => (
  <>
    <h1>{list.name}</h1>
    {list.about !== null && <p>{list.about}</p>}
    <ol>
      {entries.map(entry => (
        <li key={entry.title_id}>
          <strong>{entry.title}</strong>
          {entry.author !== null && ` · ${entry.author}`}
          {entry.note !== null && <p>{entry.note}</p>}
        </li>
      ))}
    </ol>
  </>
)

/** Out of Kaft: paper, files, the page of readers, a feed, and what a website asks. */
const Doors = ({ list, entries }: Read): ReactNode => {
  const t = useTexts(listTexts)
  const { list_id } = list
  return (
    <>
      <nav className="k-line" aria-label={t.title}>
        <button
          type="button"
          className="k-quiet-link"
          onClick={() =>
            printNow({ paper: 'page', title: list.name, body: <Sheet list={list} entries={entries} /> })
          }
        >
          {t.print}
        </button>
        {list.shown && !list.ended && (
          <>
            <a href={`/lijst/${list_id}`} target="_blank" rel="noreferrer">
              {t.open}
            </a>
            <a href={`/lijst/${list_id}/feed`}>{t.feed}</a>
          </>
        )}
        {entries.length > 0 && <Exports query={`id=${entries.map(e => e.title_id).join(',')}`} />}
      </nav>
      {list.shown && !list.ended && (
        <p className="k-quiet">
          {t.embedAbout} <code>{`${location.origin}/public/lists/${list_id}`}</code>
        </p>
      )}
    </>
  )
}

/** Ends the list, or brings it back: nothing of it is lost. */
const End = ({ list }: { list: TitleList }): ReactNode => {
  const t = useTexts(listTexts)
  const save = useDo(saveTitleList, [listTitleLists, readTitleList])
  const { list_id, version, titles: _, changed_at: __, refreshed_at: ___, ended, ...rules } = list
  const turn = (): void =>
    save.mutate(
      { body: { command_id: newCommandId(), list_id, version, ...rules, ended: !ended } },
      { onSuccess: () => tell(ended ? t.saved : t.endedNow) },
    )
  return (
    <>
      <Button variant="default" loading={save.isPending} onClick={turn}>
        {ended ? t.back : t.end}
      </Button>
      {save.error !== null && <Failed error={save.error} />}
    </>
  )
}

const Shown = ({ list, entries }: Read): ReactNode => {
  const t = useTexts(listTexts)
  const f = useFormats()
  const session = useSession()
  const mayChange = allows(session, saveTitleList.leave)
  const [open, setOpen] = useState(false)
  return (
    <Page
      title={list.name}
      about={list.about ?? t.aboutKinds[list.kind]}
      actions={<To to={paths.titleLists}>{t.toLists}</To>}
    >
      <Doors list={list} entries={entries} />
      {list.refreshed_at !== null && (
        <p className="k-quiet">
          {t.updated(`${f.dayShort(dayOf(list.refreshed_at))}, ${f.time(list.refreshed_at)}`)}
        </p>
      )}
      <Entries key={list.version} list={list} entries={entries} mayChange={mayChange} />
      <Allowed op={saveTitleList}>
        <details open={open} onToggle={event => setOpen(event.currentTarget.open)}>
          <summary>
            {t.name}, {t.kind.toLowerCase()}, {t.heads[3]?.toLowerCase()}
          </summary>
          <ListForm key={list.version} list={list} done={() => setOpen(false)} />
        </details>
        <End list={list} />
      </Allowed>
    </Page>
  )
}

/** One list: its titles in their order, and what readers see of it. */
export const Screen = (): ReactNode => {
  const list_id = usePart('list_id')
  const read = useRead(readTitleList, { params: { list_id } })
  return <Read of={read}>{({ list, entries }) => <Shown list={list} entries={entries} />}</Read>
}
