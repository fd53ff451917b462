import type { FastifyInstance } from 'fastify'
import PDFDocument from 'pdfkit'
import { code128 } from '../../base/barcode.ts'

/** A code that somebody who tries Kaft can scan: printed on paper, or clicked in the tray. */
export interface SheetCode {
  readonly kind: 'card' | 'item' | 'badge' | 'crate'
  readonly code: string
  readonly library: string
  readonly nl: string
  readonly en: string
  readonly title: string | null
}
export interface DemoSheet {
  readonly codes: readonly SheetCode[]
  readonly accounts: readonly {
    readonly login: string
    readonly name: string
    readonly library: string
    readonly branch: string | null
  }[]
  readonly workstations: readonly {
    readonly library: string
    readonly branch: string
    readonly name: string
    readonly key: string
  }[]
  readonly password: string
}

const labelOf = (code: SheetCode, lang: 'nl' | 'en' = 'nl'): string =>
  code.title ? `${code.title} · ${code[lang]}` : code[lang]
const listed = (sheet: DemoSheet, kind: SheetCode['kind']) =>
  sheet.codes
    .filter(c => c.kind === kind)
    .map(c => ({ code: c.code, label: labelOf(c), label_en: labelOf(c, 'en'), library: c.library }))

/** The demonstration's sheet, for the click-to-scan tray and on paper. Only a demonstration has this door. */
export function demoDoor(app: FastifyInstance, sheet: DemoSheet): void {
  app.get('/demo/sheet.json', async () => ({
    cards: listed(sheet, 'card'),
    items: listed(sheet, 'item'),
    badges: listed(sheet, 'badge'),
    crates: listed(sheet, 'crate'),
    accounts: sheet.accounts,
    workstations: sheet.workstations,
    password: sheet.password,
  }))
  app.get('/demo/sheet.pdf', async (_, reply) =>
    reply
      .type('application/pdf')
      .header('content-disposition', 'inline; filename="kaft-demo.pdf"')
      .send(await printed(sheet)),
  )
}

const COLUMNS = 2
const ROWS = 8
const [MARGIN, WIDTH, HEIGHT] = [40, 258, 92]

/** A4, two columns: the code as Code 128 (ISO/IEC 15417), its digits, and what it is. */
function printed(sheet: DemoSheet): Promise<Buffer> {
  const page = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    lang: 'nl',
    info: { Title: 'Kaft: demoblad' },
    bufferPages: true,
  })
  const parts: Buffer[] = []
  page.on('data', (part: Buffer) => parts.push(part))
  sheet.codes.forEach((code, i) => {
    const place = i % (COLUMNS * ROWS)
    if (place === 0) {
      if (i > 0) page.addPage()
      page
        .font('Helvetica-Bold')
        .fontSize(13)
        .text('Kaft: scan een kaart, dan een boek', MARGIN, MARGIN - 12, { lineBreak: false })
    }
    drawCode(page, code, {
      x: MARGIN + (place % COLUMNS) * WIDTH,
      y: MARGIN + 14 + Math.floor(place / COLUMNS) * HEIGHT,
    })
  })
  return new Promise(done => {
    page.on('end', () => done(Buffer.concat(parts)))
    page.end()
  })
}

function drawCode(page: PDFKit.PDFDocument, code: SheetCode, at: { x: number; y: number }): void {
  const bars = code128(code.code)
  const modules = bars.reduce((sum, n) => sum + n, 0)
  const unit = Math.min(1.3, (WIDTH - 40) / modules)
  let x = at.x
  bars.forEach((width, i) => {
    if (i % 2 === 0) page.rect(x, at.y, width * unit, 34).fill('#000000')
    x += width * unit
  })
  const room = { width: WIDTH - 20, height: 11, ellipsis: true, lineBreak: true }
  page
    .font('Courier')
    .fontSize(9)
    .text(code.code, at.x, at.y + 37, room)
  page
    .font('Helvetica-Bold')
    .fontSize(8.5)
    .text(code.title ?? code.nl, at.x, at.y + 48, room)
  page
    .font('Helvetica')
    .fontSize(8)
    .text(`${code.title ? `${code.nl} · ` : ''}${code.library}`, at.x, at.y + 59, { ...room, height: 20 })
}
