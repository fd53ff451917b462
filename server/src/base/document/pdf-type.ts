import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Block, Paper } from './paper.ts'

export type Cut = 'regular' | 'strong'
/** Types for what the type of the screens has no sign for, in the order in which they are asked. */
const FURTHER = ['arabic', 'wide', 'han', 'hangul'] as const
export type Face = Cut | (typeof FURTHER)[number]

/** A package whose only entrance is code says by it where its files lie. */
const besideCode = (entrance: string, name: string): string => new URL(`../fonts/${name}`, entrance).href
const places: Readonly<Record<Face, () => string>> = {
  regular: () => import.meta.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  strong: () => import.meta.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
  // Arabic, and what Persian, Urdu, Pashto and Kurdish add to it.
  arabic: () => besideCode(import.meta.resolve('@embedpdf/fonts-arabic'), 'NotoNaskhArabic-Regular.ttf'),
  // Hebrew, Armenian, Georgian, Tifinagh and marks of many kinds.
  wide: () => import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  // Chinese, simplified and traditional, and the kana and kanji of Japanese.
  han: () => besideCode(import.meta.resolve('@embedpdf/fonts-sc'), 'NotoSansHans-Regular.otf'),
  hangul: () => import.meta.resolve('@expo-google-fonts/gowun-dodum/400Regular/GowunDodum_400Regular.ttf'),
}

const loaded = new Map<Face, Promise<Buffer>>()
/** Read once; each document carries a subset. */
export function typeOf(face: Face): Promise<Buffer> {
  const had = loaded.get(face) ?? readFile(fileURLToPath(places[face]()))
  loaded.set(face, had)
  return had
}

interface Drawn {
  readonly ascender: number
  readonly font: { hasGlyphForCodePoint(code: number): boolean }
}
/** A type, and what was asked of it before: the table of 30,000 signs is slow to ask. */
type Asked = Drawn & { readonly known: Map<string, boolean> }
const opened = new WeakMap<PDFKit.PDFDocument, Map<Face, Asked>>()
/** One type of a document; measuring with it does not embed it. */
function face(doc: PDFKit.PDFDocument, name: Face): Asked {
  const all = opened.get(doc) ?? new Map<Face, Asked>()
  opened.set(doc, all)
  const had = all.get(name)
  if (had) return had
  const { _font: before } = doc as unknown as { _font: Drawn }
  doc.font(name)
  // pdfkit keeps its fonts to itself, and is the only one who knows what is in them.
  const internal = doc as unknown as { _font: Drawn }
  const { _font: made } = internal
  internal._font = before
  const kept = { ascender: made.ascender, font: made.font, known: new Map<string, boolean>() }
  all.set(name, kept)
  return kept
}
function has(doc: PDFKit.PDFDocument, name: Face, sign: string): boolean {
  const { font, known } = face(doc, name)
  const had = known.get(sign) ?? font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0)
  known.set(sign, had)
  return had
}

/** How high a line of this cut stands above its base line, of a size of one. */
export const ascentOf = (doc: PDFKit.PDFDocument, cut: Cut): number => face(doc, cut).ascender / 1000

const further = new WeakSet<PDFKit.PDFDocument>()
const cleaned = (text: string): string => text.normalize('NFC').replace(/[\t\u00a0]/g, ' ')

function textsOf(block: Block): readonly string[] {
  if (block.kind === 'text') return [block.text]
  if (block.kind === 'list') return block.items
  if (block.kind === 'facts') return block.facts.flatMap(fact => [fact.name, fact.value])
  return [block.caption, ...block.head, ...block.rows.flat()]
}
const allOf = ({ title, address = [], opening, parts }: Paper): string =>
  [
    title,
    ...address,
    ...[...opening, ...parts.flatMap(part => part.blocks)].flatMap(textsOf),
    ...parts.map(part => part.heading),
  ].join('\n')

/** Gives a document its types: those for other scripts, which are large, only where one is written in. */
export async function typeset(doc: PDFKit.PDFDocument, papers: readonly Paper[]): Promise<void> {
  for (const cut of ['regular', 'strong'] as const) doc.registerFont(cut, await typeOf(cut))
  const signs = new Set(cleaned(papers.map(allOf).join('\n')))
  signs.delete('\n')
  if ([...signs].every(sign => has(doc, 'regular', sign))) return
  for (const name of FURTHER) doc.registerFont(name, await typeOf(name))
  further.add(doc)
}

/** Which type a sign is set in, or null: no type of ours has it. */
export function faceOf(doc: PDFKit.PDFDocument, sign: string, cut: Cut): Face | null {
  if (has(doc, cut, sign)) return cut
  if (!further.has(doc)) return null
  return FURTHER.find(name => has(doc, name, sign)) ?? null
}
/** A space or a mark goes with the word that it stands in. */
export const goesWith = (doc: PDFKit.PDFDocument, sign: string, before: Face): boolean =>
  /[\s\p{M}\p{P}]/u.test(sign) && has(doc, before, sign)

/** What no type has a sign for is a square, and never the nothing that PDF/UA forbids (§7.21.8); the page of HTML shows it. */
export function inFont(doc: PDFKit.PDFDocument, text: string, cut: Cut = 'regular'): string {
  // What joins or steers letters is no letter itself: where the type lacks it, nothing is lost.
  const known = (sign: string): string =>
    sign === '\n' || faceOf(doc, sign, cut) !== null ? sign : /\p{Cf}/u.test(sign) ? '' : '□'
  return [...cleaned(text)].map(known).join('')
}
/** Whether the type of the screens has all of it: then pdfkit breaks its lines. */
export const isPlain = (doc: PDFKit.PDFDocument, text: string, cut: Cut): boolean =>
  [...text].every(sign => sign === '\n' || has(doc, cut, sign))
