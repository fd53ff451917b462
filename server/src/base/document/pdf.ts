import PDFDocument from 'pdfkit'
import type { Block, Fact, Paper, Part } from './paper.ts'
import { drawTable } from './pdf-table.ts'
import { line, MARGIN, room, type Sheet, size, WIDTH } from './pdf-sheet.ts'
import { layout } from './pdf-text.ts'
import { inFont, typeOf, typeset } from './pdf-type.ts'

/** pdfkit writes the title into XMP as it is, where these would end the element. */
const titled = (title: string): string => title.replaceAll('&', 'en').replace(/[<>]/g, '')

/**
 * A tagged PDF, by PDF/UA-1 (ISO 14289-1) as far as pdfkit goes: language and title (§7.1, §7.2), headings in order (§7.4), tables
 * with heads that say of what they are the head (§7.5), lists (§7.6), fonts inside (§7.21), and whatever is no content marked as
 * such (§7.1).
 * @param at the moment of making, which the document carries
 */
export const pdfOf = (paper: Paper, at: Date): Promise<Buffer> => pdfOfAll([paper], at)

/** Several papers in one file, each beginning on a page of its own and counting its own pages: a stack of letters to print. */
export async function pdfOfAll(papers: readonly Paper[], at: Date): Promise<Buffer> {
  const { lang = 'nl-BE', title = '' } = papers[0] ?? {}
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    // Its types have not heard of it yet.
    subset: 'PDF/UA' as 'PDF/A-2a',
    tagged: true,
    lang,
    displayTitle: true,
    bufferPages: true,
    // Named here, or pdfkit begins with a font of its own that no document may lean on (§7.21.4).
    font: (await typeOf('regular')) as unknown as string,
    info: { Title: titled(title), Creator: 'Kaft', Producer: 'Kaft', CreationDate: at },
  })
  await typeset(doc, papers)
  const parts: Buffer[] = []
  doc.on('data', (part: Buffer) => parts.push(part))
  const whole = new Promise<Buffer>((done, failed) => {
    doc.on('end', () => done(Buffer.concat(parts)))
    doc.on('error', failed)
  })
  writeAll(doc, papers)
  doc.end()
  return whole
}

function writeAll(doc: PDFKit.PDFDocument, papers: readonly Paper[]): void {
  const root = doc.struct('Document')
  doc.addStructure(root)
  for (const [no, paper] of papers.entries()) {
    if (no > 0) doc.addPage()
    const from = doc.bufferedPageRange().count - 1
    if (papers.length === 1) write({ doc, into: root }, paper)
    else {
      const into = doc.struct('Part')
      root.add(into)
      write({ doc, into }, paper)
      into.end()
    }
    footers(doc, paper, from)
  }
  root.end()
}

function write(sheet: Sheet, paper: Paper): void {
  if (paper.address) addressed(sheet, paper)
  heading(sheet, 'H1', paper.title, paper.address ? 14 : 20)
  for (const block of paper.opening) draw(sheet, block)
  for (const part of paper.parts) section(sheet, part)
}

/** The window of a C5/6 envelope, at the right. */
function addressed(sheet: Sheet, { address = [], day }: Paper): void {
  const { doc } = sheet
  doc.y = MARGIN + 40
  line(sheet, { tag: 'P', text: address.join('\n'), x: MARGIN + 250, width: WIDTH - 250 })
  doc.y = Math.max(doc.y, MARGIN + 130)
  if (day) line(sheet, { tag: 'P', text: day })
  doc.y += 12
}

function heading(sheet: Sheet, tag: 'H1' | 'H2', text: string, points = 13.5): void {
  const { doc } = sheet
  // A heading does not stand alone at the foot of a page.
  room(sheet, 120)
  if (tag === 'H2') {
    doc.y += 14
    doc.outline.addItem(text)
  }
  line(sheet, { tag, text, font: 'strong', size: points })
  doc.y += 4
}

function section(sheet: Sheet, { heading: text, blocks }: Part): void {
  const into = sheet.doc.struct('Sect')
  sheet.into.add(into)
  const inner = { ...sheet, into }
  heading(inner, 'H2', text)
  for (const block of blocks) draw(inner, block)
  into.end()
}

function draw(sheet: Sheet, block: Block): void {
  if (block.kind === 'text') {
    for (const text of block.text.split(/\n{2,}/)) line(sheet, { tag: 'P', text })
  } else if (block.kind === 'list') list(sheet, block.items)
  else if (block.kind === 'facts') facts(sheet, block.facts)
  else drawTable(sheet, block)
  sheet.doc.y += 6
}

function list(sheet: Sheet, items: readonly string[]): void {
  const { doc } = sheet
  const into = doc.struct('L')
  sheet.into.add(into)
  for (const text of items) {
    room(sheet, 2 * size)
    const item = doc.struct('LI')
    into.add(item)
    const { y } = doc
    line({ doc, into: item }, { tag: 'Lbl', text: '•', width: 12 })
    doc.y = y
    line({ doc, into: item }, { tag: 'LBody', text, x: MARGIN + 14, width: WIDTH - 14 })
    item.end()
  }
  into.end()
}

/** Names at the left, which are the head of their row. */
const facts = (sheet: Sheet, all: readonly Fact[]): void =>
  drawTable(sheet, {
    kind: 'table',
    caption: '',
    head: [],
    rows: all.map(({ name, value }) => [name, value]),
  })

/** Which page of how many: no content, so a screen reader is spared it. */
function footers(doc: PDFKit.PDFDocument, { title }: Paper, from: number): void {
  const count = doc.bufferedPageRange().count - from
  for (let no = 0; no < count; no++) {
    doc.switchToPage(from + no)
    // Below the margin text would begin a page of its own.
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination' })
    doc.font('regular').fontSize(8).fillColor('#57534e')
    const at = doc.page.height - MARGIN + 22
    doc.text(inFont(doc, title), MARGIN, at, { ...layout, width: WIDTH - 90, height: 10, ellipsis: true })
    doc.text(`bladzijde ${no + 1} van ${count}`, MARGIN, at, { ...layout, width: WIDTH, align: 'right' })
    doc.endMarkedContent()
  }
}
