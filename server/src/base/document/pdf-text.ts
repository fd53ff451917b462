import bidiFactory from 'bidi-js'
import { ascentOf, type Cut, type Face, faceOf, goesWith, inFont, isPlain } from './pdf-type.ts'

/** How text is set: in which cut, how large, how wide. */
export interface Setting {
  readonly cut: Cut
  readonly size: number
  readonly width: number
}
type Element = ReturnType<PDFKit.PDFDocument['struct']>
/** The element of the structure that says it; none says what is said to be no content. */
export interface Into {
  readonly doc: PDFKit.PDFDocument
  readonly element: Element | null
}
const add = (element: Element | null, draw: () => void): void => {
  if (element) element.add(draw)
  else draw()
}
export interface Place {
  readonly x: number
  readonly bottom: number
}
export const layout = { lineGap: 2.5 }
// Its types say CommonJS, where Node finds its module.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)()
const INK = '#1c1b1a'
/** Given to the type so that it shapes a run as one, and not word by word. */
const SHAPED = {} as unknown as PDFKit.Mixins.OpenTypeFeatures[]

/** What stands beside each other in one type and one direction, from its place in the line. */
interface Run {
  readonly text: string
  readonly face: Face
  readonly backwards: boolean
  readonly from: number
}
interface Placed {
  readonly run: Run
  readonly x: number
  readonly y: number
}
interface Paragraph {
  readonly doc: PDFKit.PDFDocument
  readonly text: string
  readonly set: Setting
  readonly faces: readonly Face[]
  readonly levels: ReturnType<typeof bidi.getEmbeddingLevels>
}

function paragraph(doc: PDFKit.PDFDocument, text: string, set: Setting): Paragraph {
  const faces: Face[] = []
  let before: Face = set.cut
  for (const sign of text) {
    if (!(before !== set.cut && goesWith(doc, sign, before))) before = faceOf(doc, sign, set.cut) ?? set.cut
    // One for each unit of UTF-16, as the levels are.
    for (let unit = 0; unit < sign.length; unit++) faces.push(before)
  }
  return { doc, text, set, faces, levels: bidi.getEmbeddingLevels(text) }
}

/** A part of a paragraph as runs in the order in which they are read. */
function runsOf({ text, faces, levels, set }: Paragraph, from: number, to: number): Run[] {
  const runs: Run[] = []
  let start = from
  for (let at = from; at < to; at++) {
    const next = at + 1
    if (next < to && faces[next] === faces[at] && levels.levels[next] === levels.levels[at]) continue
    const backwards = (levels.levels[at] ?? 0) % 2 === 1
    runs.push({ text: text.slice(start, next), face: faces[at] ?? set.cut, backwards, from: start })
    start = next
  }
  return runs
}
/** The half of a pair of brackets turns with the direction (UAX #9 L4); what has letters is turned by its type. */
const turned = ({ text, backwards }: Run): string =>
  backwards ? [...text].map(sign => bidi.getMirroredCharacter(sign) ?? sign).join('') : text
const drawnOf = (run: Run): string =>
  run.backwards && !/\p{L}/u.test(run.text) ? [...turned(run)].toReversed().join('') : turned(run)
/** To shape a word costs more than to draw it, and tables are measured before they are drawn. */
const widths = new WeakMap<PDFKit.PDFDocument, Map<string, number>>()
function widthOf({ doc, set }: Paragraph, run: Run): number {
  const known = widths.get(doc) ?? new Map<string, number>()
  widths.set(doc, known)
  const text = drawnOf(run)
  const key = `${run.face} ${set.size} ${text}`
  const width =
    known.get(key) ?? doc.font(run.face).fontSize(set.size).widthOfString(text, { features: SHAPED })
  known.set(key, width)
  return width
}
const widthFrom = (p: Paragraph, from: number, to: number): number =>
  runsOf(p, from, to).reduce((sum, run) => sum + widthOf(p, run), 0)

/** Where a line may end: behind a space or a hyphen, and around each sign of scripts without spaces (UAX #14, ID). */
const PIECES =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}][\p{P}\p{M}ー]*|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}-]+-*\s*|\S\s*|\s+/gu

interface Piece {
  readonly to: number
  readonly width: number
  /** Without the spaces behind it, which hang out of a line that it ends. */
  readonly seen: number
}
/** Pieces no wider than the line: a word that is wider is cut where it has to be. */
function* piecesOf(p: Paragraph): Generator<Piece> {
  const piece = (from: number, text: string): Piece => ({
    to: from + text.length,
    width: widthFrom(p, from, from + text.length),
    seen: widthFrom(p, from, from + text.trimEnd().length),
  })
  for (const { 0: text, index } of p.text.matchAll(PIECES)) {
    const whole = piece(index, text)
    if (whole.seen <= p.set.width) yield whole
    else {
      let from = index
      for (const sign of text) {
        yield piece(from, sign)
        from += sign.length
      }
    }
  }
}

function linesOf(p: Paragraph): [number, number][] {
  const lines: [number, number][] = []
  let [from, end, width] = [0, 0, 0]
  for (const piece of piecesOf(p)) {
    if (end > from && width + piece.seen > p.set.width) {
      lines.push([from, end])
      from = end
      width = 0
    }
    end = piece.to
    width += piece.width
  }
  return [...lines, [from, end]]
}

/** Each run with where it stands, in the order of reading (UAX #9 L2). */
function placed(p: Paragraph, from: number, to: number): { run: Run; x: number; width: number }[] {
  const shown = from + p.text.slice(from, to).trimEnd().length
  const runs = runsOf(p, from, shown)
  const order = Array.from({ length: shown - from }, (_, no) => from + no)
  for (const [first = 0, last = 0] of bidi.getReorderSegments(p.text, p.levels, from, shown - 1))
    order.splice(first - from, last - first + 1, ...order.slice(first - from, last - from + 1).toReversed())
  const seen = (run: Run): number =>
    Math.min(order.indexOf(run.from), order.indexOf(run.from + run.text.length - 1))
  const at = new Map<Run, { x: number; width: number }>()
  let x = 0
  for (const run of runs.toSorted((a, b) => seen(a) - seen(b))) {
    const width = widthOf(p, run)
    at.set(run, { x, width })
    x += width
  }
  return runs.map(run => ({ run, ...(at.get(run) ?? { x: 0, width: 0 }) }))
}

const stepOf = (doc: PDFKit.PDFDocument, { cut, size }: Setting): number =>
  doc.font(cut).fontSize(size).currentLineHeight(true) + layout.lineGap
const paragraphs = (doc: PDFKit.PDFDocument, text: string, set: Setting): Paragraph[] =>
  text.split('\n').map(part => paragraph(doc, part, set))

export function heightOfText(doc: PDFKit.PDFDocument, given: string, set: Setting): number {
  const text = inFont(doc, given, set.cut)
  const { cut, size, width } = set
  if (isPlain(doc, text, cut))
    return doc
      .font(cut)
      .fontSize(size)
      .heightOfString(text, { ...layout, width })
  const count = paragraphs(doc, text, set).reduce((sum, p) => sum + linesOf(p).length, 0)
  return count * stepOf(doc, set)
}

/**
 * What an element of the structure says, from `doc.y` on, over pages where it has to. What the type of the screens can say is broken
 * into lines by pdfkit; what has other scripts, by this: types beside each other, and right to left where that is read so, drawn
 * in the order of reading.
 */
export function drawText(into: Into, given: string, set: Setting, { x, bottom }: Place): void {
  const { doc, element } = into
  const text = inFont(doc, given, set.cut)
  const { cut, size, width } = set
  if (isPlain(doc, text, cut)) {
    add(element, () => {
      doc
        .font(cut)
        .fontSize(size)
        .fillColor(INK)
        .text(text, x, doc.y, { ...layout, width })
    })
    return
  }
  const step = stepOf(doc, set)
  for (const p of paragraphs(doc, text, set))
    for (const [from, to] of linesOf(p)) {
      if (doc.y + step > bottom) doc.addPage()
      const { y } = doc
      for (const part of placed(p, from, to))
        addRun(into, p, { run: part.run, x: x + part.x, y: y + ascentOf(doc, cut) * size })
      doc.y = y + step
    }
}

function addRun({ doc, element }: Into, { set }: Paragraph, { run, x, y }: Placed): void {
  const draw = () => {
    doc
      .font(run.face)
      .fontSize(set.size)
      // Each page begins with an ink of its own.
      .fillColor(INK)
      .text(drawnOf(run), x, y, { lineBreak: false, baseline: 'alphabetic', features: SHAPED })
  }
  if (!run.backwards || !element) add(element, draw)
  else {
    // Drawn from the right, it could be heard backwards: what it says stands beside it (ISO 32000-1 §14.9.4).
    const span = doc.struct('Span', { actual: run.text })
    element.add(span)
    span.add(draw)
    span.end()
  }
}
