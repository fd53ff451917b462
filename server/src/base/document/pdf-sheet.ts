/** A quarter of an inch more than 18 mm: what every printer can reach. */
export const MARGIN = 54
/** A4 less both margins. */
export const WIDTH = 595.28 - 2 * MARGIN
export const size = 10
export const layout = { lineGap: 2.5 }
const INK = '#1c1b1a'

/** Where is drawn, and into which element of the structure. */
export interface Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly into: ReturnType<PDFKit.PDFDocument['struct']>
}

const bottom = (doc: PDFKit.PDFDocument): number => doc.page.height - MARGIN
/** Begins a page where so much is not left of this one. */
export function room({ doc }: Pick<Sheet, 'doc'>, height: number): void {
  if (doc.y + height > bottom(doc)) doc.addPage()
}
export const left = (doc: PDFKit.PDFDocument): number => bottom(doc) - doc.y
/** The most that one page holds. */
export const WHOLE = 841.89 - 2 * MARGIN

interface Drawn {
  readonly font: { hasGlyphForCodePoint(code: number): boolean }
}
/** What the type has no sign for is a square, and never the nothing that PDF/UA forbids (§7.21.8); the page of HTML shows it. */
export function inFont(doc: PDFKit.PDFDocument, text: string): string {
  // pdfkit keeps the font to itself, and is the only one who knows what is in it.
  const { font } = (doc as unknown as { _font: Drawn })._font
  const known = (sign: string): boolean =>
    sign === '\n' || font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0)
  return [...text.normalize('NFC').replace(/[\t\u00a0]/g, ' ')]
    .map(sign => (known(sign) ? sign : '□'))
    .join('')
}

export interface Line {
  readonly tag: string
  readonly text: string
  readonly font?: 'regular' | 'strong'
  readonly size?: number
  readonly x?: number
  readonly width?: number
}
/** Sets the type, for measuring and for drawing alike. */
export const typed = (doc: PDFKit.PDFDocument, { font, size: points }: Pick<Line, 'font' | 'size'>) =>
  doc
    .font(font ?? 'regular')
    .fontSize(points ?? size)
    .fillColor(INK)

/** Text as one element of the structure; it may go on over pages. */
export function line({ doc, into }: Sheet, of: Line): void {
  typed(doc, of)
  const text = inFont(doc, of.text)
  const { x = MARGIN, width = WIDTH } = of
  into.add(
    doc.struct(of.tag, {}, () => {
      doc.text(text, x, doc.y, { ...layout, width })
    }),
  )
  doc.x = MARGIN
  doc.y += of.tag === 'P' ? 5 : 0
}
