import { checkin, clearHold } from '@kaft/contract/circulation'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import { Row, Rows } from '../base/rows.tsx'
import { Empty } from '../base/states.tsx'
import css from './holds.module.css'
import { byCode, type Moving, type ShelfLine } from './lines.model.ts'
import { type HoldTexts, holdTexts } from './texts.ts'

/** Where an item goes when nobody comes. */
export const nextWords = (line: ShelfLine, t: HoldTexts): string =>
  line.next === 'shelf' ? t.shelf.next.shelf : t.shelf.next[line.next](line.next_branch)

/** What lies on the shelf, by code. With `clear` each row has its button. */
export const ShelfRows = ({
  lines,
  none,
  clear,
  says = clear !== undefined,
}: {
  lines: readonly ShelfLine[]
  none: string
  /** Tells where each goes when nobody comes. */
  says?: boolean
  clear?: (line: ShelfLine) => void
}): ReactNode => {
  const t = useTexts(holdTexts)
  const f = useFormats()
  if (lines.length === 0) return <Empty>{none}</Empty>
  return (
    <Rows label={t.shelf.tabs.label} columns="6rem minmax(12rem, 1fr) auto auto auto">
      {byCode(lines).map(line => (
        <Row key={line.hold_id} state={says ? 'ask' : 'hold'}>
          <span className={css['code']}>{line.hold_code}</span>
          <span>
            <span className="k-strong" {...inLanguage(line.language)}>
              {line.title}
            </span>{' '}
            <code className="k-quiet">{line.barcode}</code>
          </span>
          <span className="k-quiet">{t.shelf.since(f.dayShort(line.ready_on))}</span>
          <span>{t.shelf.until(f.dayShort(line.ready_until))}</span>
          {clear === undefined ? (
            says ? (
              <span className="k-quiet">{nextWords(line, t)}</span>
            ) : (
              <span />
            )
          ) : (
            <span className="k-line">
              <span className="k-quiet">{nextWords(line, t)}</span>
              <Allowed op={clearHold}>
                <Button size="compact-sm" data-act="open" onClick={() => clear(line)}>
                  {t.shelf.clear}
                </Button>
              </Allowed>
            </span>
          )}
        </Row>
      ))}
    </Rows>
  )
}

/** What travels to this branch, longest first. */
export const MovingRows = ({
  lines,
  receive,
}: {
  lines: readonly Moving[]
  receive: (line: Moving) => void
}): ReactNode => {
  const t = useTexts(holdTexts)
  const f = useFormats()
  if (lines.length === 0) return <Empty>{t.shelf.nothingMoving}</Empty>
  return (
    <Rows label={t.shelf.tabs.label} columns="minmax(12rem, 1fr) auto auto auto">
      {lines.map(line => (
        <Row key={line.item_id} state="move">
          <span>
            <span className="k-strong" {...inLanguage(line.language)}>
              {line.title}
            </span>{' '}
            <code className="k-quiet">{line.barcode}</code>
          </span>
          <span>{t.shelf.from(line.from_branch)}</span>
          <span className="k-quiet">{t.shelf.since(f.dayShort(dayOf(line.since)))}</span>
          <Allowed op={checkin}>
            <Button size="compact-sm" data-act="open" onClick={() => receive(line)}>
              {t.shelf.receive}
            </Button>
          </Allowed>
        </Row>
      ))}
    </Rows>
  )
}
