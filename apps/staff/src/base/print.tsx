import { type ReactNode, useEffect } from 'react'
import { createPortal } from 'react-dom'
import { createStore, useStore } from './store.ts'

/** What is being printed: nothing of the screen, only this. `paper` names the page in print.css. */
interface PrintJob {
  readonly paper: 'receipt' | 'page' | 'label'
  readonly title: string
  readonly body: ReactNode
}
const job = createStore<PrintJob | null>(null)

/** Prints `body` alone. A workstation that prints without a dialog does so; elsewhere the browser asks. */
export const printNow = (next: PrintJob): void => job.set(next)

const Sheet = ({ sheet }: { sheet: PrintJob }): ReactNode => {
  useEffect(() => {
    const before = document.title
    document.title = sheet.title
    const done = (): void => job.set(null)
    window.addEventListener('afterprint', done)
    // The next frame has the sheet in the document; a print before that would be empty.
    const frame = requestAnimationFrame(() => {
      window.print()
      document.title = before
    })
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('afterprint', done)
    }
  }, [sheet])
  return (
    <div className="k-print" data-paper={sheet.paper} aria-hidden="true">
      {sheet.body}
    </div>
  )
}

/** Stands beside the app, so that the print style can hide all of the screen at once. */
export const PrintRoot = (): ReactNode => {
  const sheet = useStore(job)
  return sheet === null ? null : createPortal(<Sheet sheet={sheet} />, document.body)
}
