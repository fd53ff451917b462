import { type ReactNode, useCallback } from 'react'
import { useTexts } from '../base/language.ts'
import { Empty } from '../base/states.tsx'
import css from './desk.module.css'
import type { DeskState, Row } from './desk.state.ts'
import { desk } from './engine.ts'
import { openRecent } from './panels.tsx'
import { type RowActions, RowView } from './row-view.tsx'
import { deskTexts } from './texts/index.ts'
import { openQuestions, shownRows } from './visit.model.ts'

/** The row on the screen. */
export const rowElement = (row_id: number): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-row="${row_id}"]`)

/** The row under the focus, or else the newest: the one that F2 and Alt P mean. */
export const meantRow = (rows: readonly Row[]): Row | undefined => {
  const focused = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row']
  return rows.find(row => String(row.row_id) === focused) ?? rows[0]
}

/** The scans of this visit or round, newest on top. */
export const Rows = ({ state, actions }: { state: DeskState; actions: RowActions }): ReactNode => {
  const t = useTexts(deskTexts)
  const rows = shownRows(state)
  const question = openQuestions(state)[0]?.row_id
  const step = useCallback(
    (row_id: number, by: 1 | -1): void => {
      const list = shownRows(desk.get())
      const next = list[list.findIndex(row => row.row_id === row_id) + by]
      if (next === undefined && by === -1) actions.focusField()
      else if (next !== undefined) rowElement(next.row_id)?.focus()
    },
    [actions],
  )
  if (rows.length === 0) {
    const said = state.return_mode !== null ? t.emptyReturn : state.visit !== null ? t.emptyVisit : t.empty
    const recent = (
      <button type="button" className="k-quiet-link" onClick={openRecent}>
        {t.recentOpen} <kbd>Alt H</kbd>
      </button>
    )
    return <Empty action={state.visit === null ? recent : undefined}>{said}</Empty>
  }
  return (
    <ol className={css['rows']} aria-label={t.rows}>
      {rows.map((row, index) => (
        <RowView
          key={row.row_id}
          row={row}
          latest={index === 0}
          newestQuestion={row.row_id === question}
          actions={actions}
          onStep={step}
        />
      ))}
    </ol>
  )
}
