import type { Block } from './paper.ts'
import { bottom, left, line, MARGIN, room, type Sheet, WHOLE, WIDTH } from './pdf-sheet.ts'
import { drawText, heightOfText, type Into, type Setting } from './pdf-text.ts'

type Table = Extract<Block, { kind: 'table' }>
const SMALL = 8.5
const PAD = 4
/** So many columns stay readable across a page of A4. */
const MOST_COLUMNS = 5

interface Column {
  readonly x: number
  readonly width: number
}
interface Cell {
  readonly text: string
  readonly head: 'Column' | 'Row' | null
}

/**
 * A table that is too wide for paper is told in two columns: what each row is about, which is its head, and the rest of it by name.
 * Nothing is left out.
 */
export function narrow({ caption, head, rows }: Table): Table {
  const name = head[0] ?? ''
  return {
    kind: 'table',
    caption,
    head: [name, 'Gegevens'],
    rows: rows.map((row, no) => [
      row[0] || `${no + 1}`,
      row.flatMap((cell, at) => (at === 0 || cell === '' ? [] : [`${head[at]}: ${cell}`])).join('\n'),
    ]),
  }
}

/** Widths by what stands in the columns, none of them less than a short word. */
function columnsOf(table: Table): Column[] {
  const count = table.head.length || (table.rows[0]?.length ?? 0)
  const two = count === 2
  const longest = Array.from({ length: count }, (_, at) =>
    Math.min(60, Math.max(13, ...[table.head, ...table.rows].map(row => (row[at] ?? '').length))),
  )
  const all = longest.reduce((sum, n) => sum + n, 0)
  let x = MARGIN
  return longest.map((n, at) => {
    const width = two ? WIDTH * (at === 0 ? 0.34 : 0.66) : (WIDTH * n) / all
    const column = { x, width }
    x += width
    return column
  })
}

export function drawTable(sheet: Sheet, given: Table): void {
  const table = given.head.length > MOST_COLUMNS || tooTall(given) ? narrow(given) : given
  const { doc } = sheet
  const columns = columnsOf(table)
  const into = doc.struct('Table')
  const headed = { doc, into, columns }
  const head: Cell[] = table.head.map(text => ({ text, head: 'Column' }))
  const first: Cell[] = (table.rows[0] ?? []).map(text => ({ text, head: null }))
  // Neither caption nor heads stand at the foot of a page without a row.
  room(sheet, Math.min(WHOLE / 3, heightOf(headed, head) + heightOf(headed, first) + 24))
  if (table.caption !== '') {
    // The caption is the first child of its table (ISO 32000-1 §14.8.4.3.4).
    sheet.into.add(into)
    line({ doc, into }, { tag: 'Caption', text: table.caption, font: 'strong', size: 9 })
    doc.y += 2
  } else sheet.into.add(into)
  if (head.length > 0) row(headed, head, [])
  for (const cells of table.rows)
    row(
      headed,
      cells.map((text, at) => ({ text, head: at === 0 && isNamed(table) ? 'Row' : null })),
      head,
    )
  into.end()
}
/** In two columns the first one names the row. */
const isNamed = ({ head, rows }: Table): boolean => (head.length || (rows[0]?.length ?? 0)) === 2

/** More than one long text side by side cannot both go on over pages. */
const tooTall = ({ rows }: Table): boolean => rows.some(r => r.filter(cell => cell.length > 1200).length > 1)

type Rows = Sheet & { readonly columns: readonly Column[] }
const settingOf = (cell: Cell, column: Column | undefined): Setting => ({
  cut: cell.head ? 'strong' : 'regular',
  size: SMALL,
  width: (column?.width ?? 0) - 2 * PAD,
})

function heightOf({ doc, columns }: Rows, cells: readonly Cell[]): number {
  const heights = cells.map((cell, at) => heightOfText(doc, cell.text, settingOf(cell, columns[at])))
  return Math.max(0, ...heights) + 2 * PAD
}

/** One row, on one page where it fits on one; the heads are drawn again on a new page, and read once. */
function row(rows: Rows, cells: readonly Cell[], head: readonly Cell[]): void {
  const { doc, into } = rows
  const height = heightOf(rows, cells)
  if (height > left(doc) && (height < WHOLE - 60 || left(doc) < 60)) {
    doc.addPage()
    if (head.length > 0) headAgain(rows, head)
  }
  const element = doc.struct('TR')
  into.add(element)
  const drawn = cells.map((cell, at) => {
    const scope = cell.head ? { scope: cell.head } : {}
    const inner = doc.struct(cell.head ? 'TH' : 'TD', scope as object)
    element.add(inner)
    return { cell, at, inner }
  })
  const top = doc.y
  // The longest comes last: it may go on over pages, where nothing else of its row stands.
  for (const { cell, at, inner } of drawn.toSorted((a, b) => a.cell.text.length - b.cell.text.length)) {
    doc.y = top
    put(rows, { cell, at, element: inner })
  }
  element.end()
  doc.y = height >= WHOLE - 60 ? doc.y + PAD : top + height
  rule(doc)
}

interface Put {
  readonly cell: Cell
  readonly at: number
  readonly element: Into['element']
}
function put({ doc, columns }: Rows, { cell, at, element }: Put): void {
  doc.y += PAD
  const x = (columns[at]?.x ?? MARGIN) + PAD
  drawText({ doc, element }, cell.text, settingOf(cell, columns[at]), { x, bottom: bottom(doc) })
  doc.x = MARGIN
}

function headAgain(rows: Rows, head: readonly Cell[]): void {
  const { doc } = rows
  const height = heightOf(rows, head)
  const top = doc.y
  doc.markContent('Artifact', { type: 'Pagination' })
  for (const [at, cell] of head.entries()) {
    doc.y = top
    put(rows, { cell, at, element: null })
  }
  doc.endMarkedContent()
  doc.y = top + height
  rule(doc)
}

/** A line under a row says nothing that its place in the table does not. */
function rule(doc: PDFKit.PDFDocument): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .lineWidth(0.5)
    .strokeColor('#d9d5cd')
    .moveTo(MARGIN, doc.y)
    .lineTo(MARGIN + WIDTH, doc.y)
    .stroke()
  doc.endMarkedContent()
}
