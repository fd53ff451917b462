import { pullList, setShelfOrder, shelfOrder } from '@kaft/contract/logistics'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { announce } from '../base/announce.ts'
import { Bars } from '../base/bars.tsx'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { language, textsNow, useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { printNow } from '../base/print.tsx'
import { Row, Rows } from '../base/rows.tsx'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import css from './holds.module.css'
import { moved } from './pull.model.ts'
import { pullTexts } from './pull-texts.ts'

type Shelf = OkOf<typeof shelfOrder>['rows'][number]

/** Labels for the shelves: a scan of one turns the walk of the pull list to it. */
const printLabels = (shelves: readonly Shelf[], branch: string): void => {
  const t = textsNow(pullTexts)
  printNow({
    paper: 'page',
    title: t.ordering.title(branch),
    body: (
      <article lang={language.get()} className="k-print-labels">
        {shelves
          .filter(one => one.label !== null)
          .map(one => (
            <section key={one.shelf}>
              <h2>{one.shelf}</h2>
              <Bars widths={one.bars} text={one.label ?? ''} />
            </section>
          ))}
      </article>
    ),
  })
}

interface Moves {
  readonly move: (shelf: string, by: number) => void
  readonly place: (shelf: string, before: string) => void
}

/** Buttons and keys move a shelf; whoever likes may drag it too (WCAG 2.2 §2.5.7). */
const ShelfRow = ({
  shelf,
  moves,
  ends,
}: {
  shelf: Shelf
  moves: Moves
  ends: { first: boolean; last: boolean }
}) => {
  const t = useTexts(pullTexts)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    const dragged = event.dataTransfer.getData('text/plain')
    if (dragged !== '' && dragged !== shelf.shelf) moves.place(dragged, shelf.shelf)
  }
  return (
    <Row
      data-shelf={shelf.shelf}
      draggable
      onDragStart={event => event.dataTransfer.setData('text/plain', shelf.shelf)}
      onDragOver={event => event.preventDefault()}
      onDrop={drop}
    >
      <span className="k-strong">{shelf.shelf}</span>
      <span className="k-quiet">{t.ordering.items(shelf.items)}</span>
      <code className="k-quiet">{shelf.label ?? ''}</code>
      <span className="k-line">
        <Button
          size="compact-md"
          disabled={ends.first}
          aria-label={t.ordering.first(shelf.shelf)}
          onClick={() => moves.move(shelf.shelf, -1000)}
        >
          ⤒
        </Button>
        <Button
          size="compact-md"
          disabled={ends.first}
          aria-label={t.ordering.up(shelf.shelf)}
          onClick={() => moves.move(shelf.shelf, -1)}
        >
          ↑
        </Button>
        <Button
          size="compact-md"
          disabled={ends.last}
          aria-label={t.ordering.down(shelf.shelf)}
          onClick={() => moves.move(shelf.shelf, 1)}
        >
          ↓
        </Button>
      </span>
    </Row>
  )
}

const useOrder = (shelves: readonly Shelf[]) => {
  const t = useTexts(pullTexts)
  const [order, setOrder] = useState<readonly string[] | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const names = order ?? shelves.map(one => one.shelf)
  const change = (shelf: string, next: readonly string[]): void => {
    setOrder(next)
    announce(t.ordering.moved(shelf, next.indexOf(shelf) + 1, next.length))
    // The row stands elsewhere now; the focus goes along, on the same button.
    const label = document.activeElement?.getAttribute('aria-label')
    requestAnimationFrame(() => {
      const row = list.current?.querySelector<HTMLElement>(`[data-shelf="${CSS.escape(shelf)}"]`)
      const button = [...(row?.querySelectorAll('button') ?? [])].find(one => one.ariaLabel === label)
      ;(button !== undefined && !button.disabled ? button : row)?.focus()
    })
  }
  const move = (shelf: string, by: number): void => change(shelf, moved(names, shelf, by))
  const place = (shelf: string, before: string): void =>
    change(shelf, moved(names, shelf, names.indexOf(before) - names.indexOf(shelf)))
  const moveFocused = (by: number) => (): void => {
    const row = document.activeElement?.closest<HTMLElement>('[data-shelf]')
    if (row?.dataset['shelf'] !== undefined) move(row.dataset['shelf'], by)
  }
  const { nl, en } = pullTexts
  useShortcuts([
    {
      id: 'order.up',
      combo: 'Alt+ArrowUp',
      does: { nl: nl.ordering.upKey, en: en.ordering.upKey },
      run: moveFocused(-1),
    },
    {
      id: 'order.down',
      combo: 'Alt+ArrowDown',
      does: { nl: nl.ordering.downKey, en: en.ordering.downKey },
      run: moveFocused(1),
    },
  ])
  return { names, list, moves: { move, place }, changed: order !== null, forget: () => setOrder(null) }
}

const Order = ({ shelves, set }: { shelves: readonly Shelf[]; set: boolean }): ReactNode => {
  const t = useTexts(pullTexts)
  const { branch_name } = useSession()
  const save = useDo(setShelfOrder, [shelfOrder, pullList])
  const { names, list, moves, changed, forget } = useOrder(shelves)
  const submit = (): void =>
    save.mutate(
      { body: { command_id: newCommandId(), shelves: [...names] } },
      {
        onSuccess: () => {
          forget()
          tell(t.ordering.saved)
        },
      },
    )
  const of = new Map(shelves.map(one => [one.shelf, one]))
  const shown = names.flatMap(name => of.get(name) ?? [])
  return (
    <Page
      title={t.ordering.title(branch_name)}
      about={t.ordering.about}
      actions={
        <Allowed op={setShelfOrder}>
          {set && !changed && (
            <Button onClick={() => printLabels(shelves, branch_name)}>{t.ordering.labels}</Button>
          )}
          <Button variant="filled" disabled={set && !changed} loading={save.isPending} onClick={submit}>
            {t.ordering.save}
          </Button>
        </Allowed>
      }
    >
      {save.error !== null && <Failed error={save.error} />}
      <p className="k-quiet">
        {t.ordering.keys} {changed && <strong>{t.ordering.unsaved}</strong>}
      </p>
      {shown.length === 0 ? (
        <Empty>{t.ordering.none}</Empty>
      ) : (
        <div className={css['order']}>
          <Rows label={t.ordering.rows} list={list} columns="minmax(10rem, 1fr) auto auto auto">
            {shown.map((one, i) => (
              <ShelfRow
                key={one.shelf}
                shelf={one}
                moves={moves}
                ends={{ first: i === 0, last: i === shown.length - 1 }}
              />
            ))}
          </Rows>
        </div>
      )}
    </Page>
  )
}

/** In which order one walks along the shelves of this branch, set once. */
export const Screen = (): ReactNode => {
  const read = useRead(shelfOrder, {})
  return <Read of={read}>{({ rows, set }) => <Order shelves={rows} set={set} />}</Read>
}
