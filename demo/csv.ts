import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export type Row = Readonly<Record<string, string>>

/** Splits CSV (RFC 4180) into rows of cells: quotes may hold commas, doubled quotes and line ends. */
function cells(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quoted) {
      if (character !== '"') cell += character
      else if (text.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',' || character === '\n') {
      row.push(cell.replace(/\r$/, ''))
      cell = ''
      if (character === '\n') rows.push(row)
      if (character === '\n') row = []
    } else cell += character
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows
}

/** Reads a gzipped CSV file with a heading line; each row by the names of the heading. */
export function readCsv(path: string): Row[] {
  const [heading = [], ...rows] = cells(gunzipSync(readFileSync(path)).toString('utf8'))
  return rows.map(row => Object.fromEntries(heading.map((name, index) => [name, row[index] ?? ''])))
}
