/** A receipt as the desk says it: lines of text, and what is printed large or bold. The layout is the printer's. */
export interface ReceiptLine {
  readonly text: string
  /** At the right end of the same line: an amount, a day. */
  readonly end?: string
  readonly style?: 'title' | 'bold' | 'rule'
}

const ESC = 0x1b
const GS = 0x1d
/** Characters in a line of 80 mm paper in font A, as nearly every printer has it. */
export const WIDTH = 42

/** Windows-1252 beyond Latin-1, the characters that Dutch and French receipts need. */
const beyond: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  œ: 0x9c,
  Œ: 0x8c,
  Š: 0x8a,
  š: 0x9a,
  Ž: 0x8e,
  ž: 0x9e,
}

/** One byte a character. A letter that the code page lacks loses its accent before it becomes a question mark. */
export function pageBytes(text: string): number[] {
  const byte = (char: string): number | undefined => {
    const code = char.codePointAt(0) ?? 0
    return (
      beyond[char] ?? ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff) ? code : undefined)
    )
  }
  return [...text.normalize('NFC').replace(/[\u00a0\u202f]/g, ' ')].map(
    char => byte(char) ?? byte(char.normalize('NFD')[0] ?? '?') ?? 0x3f,
  )
}

/** Breaks at words; a word that is longer than the line is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    let rest = line === '' ? word : `${line} ${word}`
    if (rest.length > width && line !== '') {
      lines.push(line)
      rest = word
    }
    while (rest.length > width) {
      lines.push(rest.slice(0, width))
      rest = rest.slice(width)
    }
    line = rest
  }
  return [...lines, line]
}

function lineBytes({ text, end, style }: ReceiptLine): number[] {
  if (style === 'rule') return [...pageBytes('-'.repeat(WIDTH)), 0x0a]
  const large = style === 'title'
  const width = large ? WIDTH / 2 : WIDTH
  const room = end === undefined ? width : width - end.length - 1
  const lines = wrap(text, Math.max(8, room))
  const last = lines.at(-1) ?? ''
  const written =
    end === undefined
      ? lines
      : [...lines.slice(0, -1), `${last}${' '.repeat(Math.max(1, width - last.length - end.length))}${end}`]
  const [on, off] = [large ? [GS, 0x21, 0x11] : [ESC, 0x45, 1], large ? [GS, 0x21, 0x00] : [ESC, 0x45, 0]]
  const bytes = written.flatMap(one => [...pageBytes(one), 0x0a])
  return style === undefined ? bytes : [...on, ...bytes, ...off]
}

/** ESC/POS: reset, code page Windows-1252 (ESC t 16), the lines, four lines of feed, cut (GS V 66 0). */
export const escPos = (lines: readonly ReceiptLine[]): Uint8Array =>
  Uint8Array.from([ESC, 0x40, ESC, 0x74, 16, ...lines.flatMap(lineBytes), ESC, 0x64, 4, GS, 0x56, 0x42, 0])

/** The pulse that opens a drawer at the first connector (ESC p 0, 50 ms on, 500 ms off). */
export const DRAWER_PULSE = Uint8Array.of(ESC, 0x70, 0, 25, 250)
