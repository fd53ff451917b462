import { holdRatios, hopelessHolds, iblBoard } from '@kaft/contract/holds'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useRef } from 'react'
import { OpenPurchaseLink, ProposeFor, useProposeKey } from '../acquisitions/propose.tsx'
import { wishOfRatio } from '../acquisitions/wish.model.ts'
import { saveCsv } from '../base/csv.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import type { OkOf } from '@kaft/contract/operation'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { stepRows } from '../base/rows.tsx'
import { Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { useUndoKey } from '../base/undo.ts'
import { Asked, ToAnswer } from './ibl-tables.tsx'
import { overviewTexts } from './overview-texts.ts'
import { WhatNow } from './what-now.tsx'

type Hopeless = OkOf<typeof hopelessHolds>['rows']
type Ratios = OkOf<typeof holdRatios>

/** A list with its title, the sentence when it is empty, and a CSV of what it shows. */
const List = ({
  title,
  none,
  rows,
  children,
}: {
  title: string
  none: string
  rows: readonly (readonly string[])[]
  children: ReactNode
}): ReactNode => {
  const t = useTexts(overviewTexts)
  return (
    <section className="k-stack" aria-label={title}>
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{title}</h2>
        {rows.length > 0 && (
          <Button size="compact-sm" onClick={() => saveCsv(`${title}.csv`, rows)}>
            {t.csv}
          </Button>
        )}
      </div>
      {rows.length === 0 ? <p className="k-quiet">{none}</p> : children}
    </section>
  )
}

const TitleCell = ({
  row,
}: {
  row: { title_id: string; title: string; author: string | null }
}): ReactNode => (
  <th scope="row">
    <Link to={paths.title(row.title_id)}>{row.title}</Link>
    {row.author !== null && <span className="k-quiet"> · {row.author}</span>}
  </th>
)

const HopelessList = ({ rows, above }: { rows: Hopeless; above: number }): ReactNode => {
  const t = useTexts(overviewTexts)
  const f = useFormats()
  const told = rows.map(r => [r.title, t.reasons[r.reason], r.pickup_branch, r.placed_on, r.isbn ?? ''])
  return (
    <List title={t.hopeless(rows.length)} none={t.hopelessNone} rows={told}>
      <TableBox label={t.hopeless(rows.length)}>
        <Heads names={t.hopelessHeads} />
        <tbody>
          {rows.map(row => (
            <tr key={row.hold_id} data-row tabIndex={-1}>
              <TitleCell row={row} />
              <td>{t.reasons[row.reason]}</td>
              <td>{row.pickup_branch}</td>
              <td>{f.dayShort(row.placed_on)}</td>
              <td>
                <WhatNow row={row} above={above} />
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </List>
  )
}

const RatioList = ({ ratios: { above, rows } }: { ratios: Ratios }): ReactNode => {
  const t = useTexts(overviewTexts)
  const f = useFormats()
  const numbers = (r: Ratios['rows'][number]): number[] => [
    r.holds,
    r.items,
    r.on_order,
    r.ratio,
    r.more_needed,
  ]
  const told = rows.map(r => [r.title, ...numbers(r).map(String), r.isbn ?? ''])
  return (
    <List title={t.ratios(rows.length, above)} none={t.ratiosNone} rows={told}>
      <TableBox label={t.ratios(rows.length, above)}>
        <Heads names={t.ratioHeads} />
        <tbody>
          {rows.map(row => (
            <tr key={row.title_id} data-row tabIndex={-1}>
              <TitleCell row={row} />
              {numbers(row).map((n, at) => (
                <td key={t.ratioHeads[at + 1]} className="k-number">
                  {f.count(n)}
                </td>
              ))}
              <td>
                {row.purchase === null ? (
                  <ProposeFor wish={wishOfRatio(row)} label={t.buy} />
                ) : (
                  <OpenPurchaseLink of={row.purchase} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </List>
  )
}

/** The arrows walk through the rows of the lists. */
const useRowKeys = (lists: RefObject<HTMLElement | null>): void => {
  const t = overviewTexts
  useShortcuts([
    {
      id: 'holds.down',
      combo: 'ArrowDown',
      does: { nl: t.nl.down, en: t.en.down },
      run: () => stepRows(lists.current, 1),
    },
    {
      id: 'holds.up',
      combo: 'ArrowUp',
      does: { nl: t.nl.up, en: t.en.up },
      run: () => stepRows(lists.current, -1),
    },
  ])
}

/** Holds that need somebody: to buy for, to ask elsewhere, to send, or to give up. Printing prints the screen. */
export const Screen = (): ReactNode => {
  const t = useTexts(overviewTexts)
  const hopeless = useRead(hopelessHolds, {})
  const ratios = useRead(holdRatios, {})
  const board = useRead(iblBoard, {})
  const lists = useRef<HTMLDivElement>(null)
  useUndoKey()
  useRowKeys(lists)
  useProposeKey(lists)
  return (
    <Page title={t.title} about={t.about} actions={<Button onClick={() => window.print()}>{t.print}</Button>}>
      <div ref={lists} className="k-stack">
        <Read of={hopeless}>
          {({ rows }) => <HopelessList rows={rows} above={ratios.data?.above ?? 1} />}
        </Read>
        <Read of={ratios}>{found => <RatioList ratios={found} />}</Read>
      </div>
      <Read of={board}>
        {({ to_answer, asked }) => (
          <>
            <ToAnswer lines={to_answer} />
            <Asked lines={asked} />
          </>
        )}
      </Read>
    </Page>
  )
}
