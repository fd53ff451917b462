import type { RegulationRow } from '@kaft/contract/regulation'
import { useRef, useState } from 'react'
import { leftFor, nothingOpen, type Opened, opened } from './open-row.model.ts'

/** The row that is open in the form, and the one that waits until what is in the form was saved or let go. */
export interface OpenRow {
  readonly row: RegulationRow
  readonly wanted: RegulationRow | null
  readonly changed: (is: boolean) => void
  readonly saved: () => void
  readonly close: () => void
  readonly stay: () => void
  readonly leave: () => void
}

/** Which row of a draft is open. What was not saved gives way to another row only once somebody said so. */
export const useOpenRow = () => {
  const [state, set] = useState<Opened>(nothingOpen)
  // What stands in the form draws nothing here, and is asked only at the next click.
  const unsaved = useRef(false)
  const put = (next: Opened): void => {
    if (next.row !== state.row) unsaved.current = false
    set(next)
  }
  const { row, wanted } = state
  const goOn = (): void => put(leftFor(wanted))
  const open: OpenRow | null =
    row === null
      ? null
      : {
          row,
          wanted,
          changed: is => {
            unsaved.current = is
          },
          saved: goOn,
          leave: goOn,
          close: () => put(nothingOpen),
          stay: () => put({ row, wanted: null }),
        }
  return {
    open,
    edit: (next: RegulationRow | null): void => put(opened(state, next, unsaved.current)),
    /** Rows were saved beside the form: it closes unless it holds something of its own. */
    savedBeside: (dropped?: RegulationRow): void => {
      if (!unsaved.current || dropped?.row_no === row?.row_no) put(nothingOpen)
    },
  }
}
