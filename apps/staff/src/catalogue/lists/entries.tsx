import {
  type ListEntry,
  listTitleLists,
  orderTitleList,
  readTitleList,
  type TitleList,
} from '@kaft/contract/title-lists'
import { Button, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { announce } from '../../base/announce.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { inLanguage } from '../../base/in-language.ts'
import { kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { Empty, Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import css from './lists.module.css'
import { moved } from './order.model.ts'
import { listTexts } from './texts.ts'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

interface Acts {
  readonly move: (from: number, to: number) => void
  readonly remove: (at: number) => void
  readonly note: (at: number, text: string) => void
}

const Buttons = ({ entry, at, acts }: { entry: ListEntry; at: number; acts: Acts }): ReactNode => {
  const t = useTexts(listTexts)
  return (
    <span className="k-line">
      <Button size="compact-sm" aria-label={t.up(entry.title)} onClick={() => acts.move(at, at - 1)}>
        <IconArrowUp {...icon} />
      </Button>
      <Button size="compact-sm" aria-label={t.down(entry.title)} onClick={() => acts.move(at, at + 1)}>
        <IconArrowDown {...icon} />
      </Button>
      <Button size="compact-sm" aria-label={t.remove(entry.title)} onClick={() => acts.remove(at)}>
        <IconX {...icon} />
      </Button>
    </span>
  )
}

const Line = ({ entry, at, acts }: { entry: ListEntry; at: number; acts: Acts | null }): ReactNode => {
  const t = useTexts(listTexts)
  const lang = useLanguage()
  const about = [entry.author, kindName(entry.material, lang), entry.year].filter(Boolean).join(' · ')
  return (
    <li
      className={css['entry']}
      draggable={acts !== null}
      onDragStart={event => event.dataTransfer.setData('text/plain', String(at))}
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault()
        const from = Number.parseInt(event.dataTransfer.getData('text/plain'), 10)
        if (Number.isInteger(from)) acts?.move(from, at)
      }}
    >
      {acts !== null && (
        <span title={t.drag} className={css['grip']}>
          <IconGripVertical {...icon} />
        </span>
      )}
      <span className={css['number']}>{at + 1}</span>
      <span className={css['what']}>
        <To to={paths.title(entry.title_id)} {...inLanguage(entry.language)}>
          {entry.title}
        </To>
        <span className="k-quiet"> · {about}</span>
        {acts === null ? (
          entry.note !== null && <p>{entry.note}</p>
        ) : (
          <TextInput
            size="xs"
            aria-label={t.note(entry.title)}
            placeholder={t.notePlaceholder}
            value={entry.note ?? ''}
            maxLength={300}
            onChange={event => acts.note(at, event.currentTarget.value)}
          />
        )}
      </span>
      {acts !== null && <Buttons entry={entry} at={at} acts={acts} />}
    </li>
  )
}

/** The titles of a list, moved by buttons or by dragging, each with a word for the reader; saved together. */
export const Entries = ({
  list,
  entries,
  mayChange,
}: {
  list: TitleList
  entries: readonly ListEntry[]
  mayChange: boolean
}): ReactNode => {
  const t = useTexts(listTexts)
  const [rows, setRows] = useState(entries)
  const save = useDo(orderTitleList, [readTitleList, listTitleLists])
  const acts: Acts = {
    move: (from, to) => {
      const title = rows[from]?.title
      if (title === undefined || to < 0 || to >= rows.length) return
      setRows(moved(rows, from, to))
      announce(t.moved(title, to + 1))
    },
    remove: at => setRows(rows.filter((_, i) => i !== at)),
    note: (at, text) =>
      setRows(rows.map((row, i) => (i === at ? { ...row, note: text === '' ? null : text } : row))),
  }
  const canOrder = mayChange && list.kind === 'hand' && !list.ended
  const send = (): void =>
    save.mutate(
      {
        params: { list_id: list.list_id },
        body: {
          command_id: newCommandId(),
          version: list.version,
          entries: rows.map(({ title_id, note }) => ({ title_id, note })),
        },
      },
      { onSuccess: () => tell(t.saved) },
    )
  if (rows.length === 0 && entries.length === 0)
    return <Empty>{list.kind === 'hand' || list.refreshed_at !== null ? t.noEntries : t.waiting}</Empty>
  return (
    <section className="k-stack" aria-label={t.entries}>
      <h2 className="k-text-md k-strong">{t.entries}</h2>
      <ol className={css['entries']}>
        {rows.map((entry, at) => (
          <Line key={entry.title_id} entry={entry} at={at} acts={canOrder ? acts : null} />
        ))}
      </ol>
      {save.error !== null && <Failed error={save.error} />}
      {canOrder && rows !== entries && (
        <div className="k-line k-line-end">
          <span className="k-quiet">{t.unsaved}</span>
          <Button variant="filled" loading={save.isPending} onClick={send}>
            {t.order}
          </Button>
        </div>
      )}
    </section>
  )
}
