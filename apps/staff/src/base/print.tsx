import { type ReactNode, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { isThere, printByHelper } from './helper.ts'
import { receiptLines } from './receipt-lines.ts'
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

/** By the printer of the workstation where a helper drives one, and otherwise by the browser with its dialog. */
const print = async (sheet: Element | null, paper: PrintJob['paper']): Promise<'on paper' | 'dialog'> => {
  const lines =
    paper === 'receipt' && sheet !== null && isThere('receipt_printer') ? receiptLines(sheet) : null
  if (lines !== null && (await printByHelper(lines))) return 'on paper'
  window.print()
  return 'dialog'
}

const Sheet = ({ sheet }: { sheet: PrintJob }): ReactNode => {
  const paper = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.title
    document.title = sheet.title
    const done = (): void => job.set(null)
    const printed = async (): Promise<void> => {
      const how = await print(paper.current, sheet.paper)
      document.title = before
      if (how === 'on paper') done()
    }
    window.addEventListener('afterprint', done)
    // The next frame has the sheet in the document; a print before that would be empty.
    const frame = requestAnimationFrame(() => {
      void printed()
    })
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('afterprint', done)
    }
  }, [sheet])
  return (
    <div ref={paper} className="k-print" data-paper={sheet.paper} aria-hidden="true">
      {sheet.body}
    </div>
  )
}

/** Stands beside the app, so that the print style can hide all of the screen at once. */
export const PrintRoot = (): ReactNode => {
  const sheet = useStore(job)
  return sheet === null ? null : createPortal(<Sheet sheet={sheet} />, document.body)
}
