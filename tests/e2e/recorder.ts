/** One row of the desk as the page showed it. */
export interface Shown {
  readonly row: number
  /** What stood in it first: the code, before the server said what that is. */
  readonly first: string
  /** Its last words. */
  last: string
  /** Which states it went through. */
  readonly states: string[]
  /** Milliseconds from the Enter of the scanner to the frame that showed the row, and its result. */
  row_ms: number | null
  result_ms: number | null
}

declare global {
  interface Window {
    desk_record: { enters: number[]; rows: Shown[]; dialogs: number }
  }
}

/**
 * Watches the rows of the desk from inside the page, and measures by the page's own clock. A row is matched to its
 * scan by order: that is the promise under test. Runs in the browser, before anything of Kaft.
 */
export function recordRows(): void {
  const enters: number[] = []
  const rows: Shown[] = []
  const known = new Map<string, Shown>()
  window.desk_record = { enters, rows, dialogs: 0 }
  const atFrame = (name: string, at: number, take: (ms: number) => void): void => {
    requestAnimationFrame(() => {
      const start = enters[at]
      if (start === undefined) return
      take(performance.measure(name, { start, end: performance.now() }).duration)
    })
  }
  const settled = (shown: Shown): void => {
    if (shown.result_ms !== null) return
    shown.result_ms = -1
    atFrame('scan to result', rows.indexOf(shown), ms => {
      shown.result_ms = ms
    })
  }
  const look = (element: Element): void => {
    const id = element.getAttribute('data-row') ?? ''
    const text = element.textContent ?? ''
    let shown = known.get(id)
    if (shown === undefined) {
      shown = { row: Number(id), first: text, last: text, states: [], row_ms: null, result_ms: null }
      known.set(id, shown)
      const added = shown
      rows.push(added)
      atFrame('scan to row', rows.length - 1, ms => {
        added.row_ms = ms
      })
    }
    shown.last = text
    const state = element.firstElementChild?.getAttribute('data-state')
    if (state == null) return
    if (shown.states.at(-1) !== state) shown.states.push(state)
    settled(shown)
  }
  const rowsIn = (node: Node): Element[] =>
    node instanceof Element
      ? [...(node.matches('[data-row]') ? [node] : node.querySelectorAll('[data-row]'))]
      : []
  const onChange = (record: MutationRecord): void => {
    for (const node of record.addedNodes) for (const row of rowsIn(node)) look(row)
    for (const node of record.removedNodes) {
      if (node instanceof HTMLDialogElement) window.desk_record.dialogs++
      // The row of a card makes place for the patron whom it opened.
      for (const row of rowsIn(node)) {
        const shown = known.get(row.getAttribute('data-row') ?? '')
        if (shown !== undefined) settled(shown)
      }
    }
    const { target } = record
    const row = (target instanceof Element ? target : target.parentElement)?.closest('[data-row]')
    if (row != null) look(row)
  }
  addEventListener('keydown', event => event.key === 'Enter' && enters.push(event.timeStamp), true)
  new MutationObserver(records => {
    for (const record of records) onChange(record)
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['data-state'],
  })
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
