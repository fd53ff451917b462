/** One row of the desk as the page showed it. */
export interface Shown {
  readonly row: number
  /** What stood in it first: the code, before the server said what that is. */
  readonly first: string
  /** Its last words. */
  last: string
  /** Milliseconds from the Enter of the scanner to the frame that showed the row, and to the one with its result. */
  row_ms: number | null
  result_ms: number | null
}

interface DeskRecord {
  readonly rows: Shown[]
  /** Layers that stood above the desk. */
  dialogs: number
  look(row: Element): void
  settled(row: Element): void
}
declare global {
  interface Window {
    desk_record: DeskRecord
  }
}

/**
 * Keeps what the rows of the desk show, measured by the page's own clock. A row is matched to its scan by order: that
 * is the promise under test.
 */
function keepRows(): void {
  const enters: number[] = []
  const known = new Map<string, Shown>()
  const rows: Shown[] = []
  const atFrame = (name: string, at: number, take: (ms: number) => void): void => {
    requestAnimationFrame(() => {
      const start = enters[at]
      if (start === undefined) return
      take(performance.measure(name, { start, end: Math.max(start, performance.now()) }).duration)
    })
  }
  const idOf = (row: Element): string => row.getAttribute('data-row') ?? ''
  const begin = (id: string, text: string): Shown => {
    const shown: Shown = { row: Number(id), first: text, last: text, row_ms: null, result_ms: null }
    known.set(id, shown)
    rows.push(shown)
    atFrame('scan to row', rows.length - 1, ms => (shown.row_ms = ms))
    return shown
  }
  const settled = (row: Element): void => {
    const shown = known.get(idOf(row))
    if (shown === undefined || shown.result_ms !== null) return
    shown.result_ms = Number.NaN
    atFrame('scan to result', rows.indexOf(shown), ms => (shown.result_ms = ms))
  }
  const look = (row: Element): void => {
    const text = row.textContent ?? ''
    const shown = known.get(idOf(row)) ?? begin(idOf(row), text)
    shown.last = text
    if (row.firstElementChild?.hasAttribute('data-state') === true) settled(row)
  }
  window.desk_record = { rows, dialogs: 0, look, settled }
  addEventListener('keydown', event => event.key === 'Enter' && enters.push(event.timeStamp), true)
}

/** Follows every change of the page. */
function watchPage(): void {
  const record = window.desk_record
  const rowsIn = (node: Node): Element[] =>
    node instanceof Element
      ? [...(node.matches('[data-row]') ? [node] : node.querySelectorAll('[data-row]'))]
      : []
  const onChange = (change: MutationRecord): void => {
    for (const node of change.addedNodes) {
      if (node instanceof HTMLDialogElement) record.dialogs++
      for (const row of rowsIn(node)) record.look(row)
    }
    // The row of a card makes place for the patron whom it opened.
    for (const node of change.removedNodes) for (const row of rowsIn(node)) record.settled(row)
    const { target } = change
    const row = (target instanceof Element ? target : target.parentElement)?.closest('[data-row]')
    if (row != null) record.look(row)
  }
  new MutationObserver(changes => {
    for (const change of changes) onChange(change)
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['data-state'],
  })
}

/** What runs in the page before anything of Kaft; `window.desk_record` then tells what the desk showed. */
export const recordRows = [keepRows, watchPage]

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
