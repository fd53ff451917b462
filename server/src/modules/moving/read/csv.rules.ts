/** One line of a file in cells, with the number of the line on which it begins. */
export interface CsvRecord {
  readonly line_no: number
  readonly cells: readonly string[]
  /** A quote that is never closed: what follows was not swallowed. */
  readonly fault?: 'quote_open'
}

/** A record never runs over more lines: a quote that stays open so long was no quote. */
const MOST_LINES = 60
const QUOTE = '"'

/** Cells of a text whose quotes are closed (RFC 4180 §2): a quote counts where a cell begins, two of them are one. */
function quoted(text: string, delimiter: string): string[] {
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (text[at] !== QUOTE) {
      const end = text.indexOf(delimiter, at)
      if (end < 0) return [...cells, text.slice(at)]
      cells.push(text.slice(at, end))
      at = end + delimiter.length
      continue
    }
    let [cell, from] = ['', at + 1]
    let close = text.indexOf(QUOTE, from)
    while (close >= 0 && text[close + 1] === QUOTE) {
      cell += text.slice(from, close + 1)
      from = close + 2
      close = text.indexOf(QUOTE, from)
    }
    if (close < 0) return [...cells, cell + text.slice(from)]
    cell += text.slice(from, close)
    const next = text.indexOf(delimiter, close + 1)
    cells.push(cell + text.slice(close + 1, next < 0 ? undefined : next))
    if (next < 0) return cells
    at = next + delimiter.length
  }
}

/** Whether a quote is still open at the end of the text. */
function isOpen(text: string, delimiter: string): boolean {
  let at = 0
  for (;;) {
    if (text[at] === QUOTE) {
      let close = text.indexOf(QUOTE, at + 1)
      while (close >= 0 && text[close + 1] === QUOTE) close = text.indexOf(QUOTE, close + 2)
      if (close < 0) return true
      at = close + 1
    }
    const next = text.indexOf(delimiter, at)
    if (next < 0) return false
    at = next + delimiter.length
  }
}

export interface CsvReader {
  push(text: string): CsvRecord[]
  end(): CsvRecord[]
}

/**
 * Reads lines with columns as they come in. Most lines have no quote and are only cut; lines end as any system ends
 * them. Empty lines are none.
 */
export function csvReader(delimiter: string): CsvReader {
  let [rest, line] = ['', 1]
  let held: { text: string; line_no: number; lines: string[] } | null = null
  const record = (text: string, line_no: number): CsvRecord => ({
    line_no,
    cells: text.includes(QUOTE) ? quoted(text, delimiter) : text.split(delimiter),
  })
  const take = (text: string, into: CsvRecord[]): void => {
    const line_no = line++
    if (held) {
      held = { ...held, text: `${held.text}\n${text}`, lines: [...held.lines, text] }
      if (!isOpen(held.text, delimiter)) {
        into.push(record(held.text, held.line_no))
        held = null
      } else if (held.lines.length >= MOST_LINES) give(into)
    } else if (text.includes(QUOTE) && isOpen(text, delimiter)) held = { text, line_no, lines: [text] }
    else if (text !== '') into.push(record(text, line_no))
  }
  /** The line with the open quote is a fault; those behind it are lines like any other. */
  const give = (into: CsvRecord[]): void => {
    const open = held
    held = null
    if (!open) return
    into.push({ line_no: open.line_no, cells: [], fault: 'quote_open' })
    line = open.line_no + 1
    for (const text of open.lines.slice(1)) take(text, into)
  }
  return {
    push: text => {
      const all = rest + text
      // A carriage return at the very end may yet be followed by its line feed.
      const safe = all.endsWith('\r') ? all.length - 1 : all.length
      const lines = all.slice(0, safe).split(/\r\n|\n|\r/)
      rest = (lines.pop() ?? '') + all.slice(safe)
      const into: CsvRecord[] = []
      for (const text of lines) take(text, into)
      return into
    },
    end: () => {
      const into: CsvRecord[] = []
      if (rest !== '') for (const text of rest.split(/\r\n|\n|\r/)) if (text !== '') take(text, into)
      rest = ''
      while (held) give(into)
      return into
    },
  }
}

const DELIMITERS = [',', ';', '\t', '|'] as const

/** What parts the columns: the sign that gives the first lines equally many cells, and the most of them. */
export function delimiterOf(text: string): (typeof DELIMITERS)[number] {
  let best: { delimiter: (typeof DELIMITERS)[number]; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const reader = csvReader(delimiter)
    const records = [...reader.push(text.slice(0, 64_000)), ...reader.end()].slice(0, 30)
    const widths = records.slice(0, Math.max(1, records.length - 1)).map(r => r.cells.length)
    const first = widths[0] ?? 1
    const even = widths.filter(w => w === first).length / Math.max(1, widths.length)
    const score = first < 2 ? 0 : even * 100 + first
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
