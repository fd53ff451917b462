import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import { closePanel, openPanel } from '../base/panel.ts'
import { paths } from '../base/paths.ts'
import { To } from '../base/to.tsx'
import type { Row } from './desk.state.ts'
import { undoableOf } from './effects.ts'
import { undoAction } from './engine.ts'
import { deskTexts } from './texts/index.ts'

const Details = ({ row }: { row: Row }): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  const { item } = row.answer ?? {}
  const event_id = undoableOf(row)
  return (
    <div className="k-stack">
      <p className="k-quiet">{f.time(row.at)}</p>
      {item != null && (
        <>
          <p>
            <To to={paths.title(item.title_id)} className="k-strong" {...inLanguage(item.language)}>
              {item.title}
            </To>
            {item.author !== null && ` · ${item.author}`}
          </p>
          <p>
            {item.barcode} · {item.branch_name}
            {[item.shelf, item.call_number].filter(Boolean).map(part => ` · ${part}`)}
          </p>
          {item.note !== null && <p>{item.note}</p>}
        </>
      )}
      {item == null && <p>{row.code}</p>}
      {event_id !== null && (
        <div className="k-line">
          <Button
            onClick={() => {
              undoAction(row.row_id, event_id)
              closePanel()
            }}
          >
            {t.undo}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Enter on a row: the item behind it. */
export const openRowDetails = (row: Row): void =>
  openPanel({ title: row.answer?.item?.title ?? row.code, body: <Details row={row} /> })
