import { drawText } from './pdf-text.ts'
import type { Cut } from './pdf-type.ts'

/** A quarter of an inch more than 18 mm: what every printer can reach. */
export const MARGIN = 54
/** A4 less both margins. */
export const WIDTH = 595.28 - 2 * MARGIN
export const size = 10

/** Where is drawn, and into which element of the structure. */
export interface Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly into: ReturnType<PDFKit.PDFDocument['struct']>
}

export const bottom = (doc: PDFKit.PDFDocument): number => doc.page.height - MARGIN
/** Begins a page where so much is not left of this one. */
export function room({ doc }: Pick<Sheet, 'doc'>, height: number): void {
  if (doc.y + height > bottom(doc)) doc.addPage()
}
export const left = (doc: PDFKit.PDFDocument): number => bottom(doc) - doc.y
/** The most that one page holds. */
export const WHOLE = 841.89 - 2 * MARGIN

export interface Line {
  readonly tag: string
  readonly text: string
  readonly font?: Cut
  readonly size?: number
  readonly x?: number
  readonly width?: number
}
/** Text as one element of the structure; it may go on over pages. */
export function line({ doc, into }: Sheet, of: Line): void {
  const { x = MARGIN, width = WIDTH, font: cut = 'regular', size: points = size } = of
  const element = doc.struct(of.tag)
  into.add(element)
  drawText({ doc, element }, of.text, { cut, size: points, width }, { x, bottom: bottom(doc) })
  element.end()
  doc.x = MARGIN
  doc.y += of.tag === 'P' ? 5 : 0
}
