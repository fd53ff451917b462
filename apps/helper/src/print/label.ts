/** A label for an item: lines for the spine, a barcode, or both. */
export interface Label {
  readonly lines: readonly string[]
  readonly barcode?: string
  readonly copies?: number
}

/** ZPL II: in a field every character that the language itself uses is written in hexadecimal (`^FH`). */
const field = (text: string): string =>
  [...text.normalize('NFC').replace(/\p{Cc}/gu, ' ')]
    .map(char =>
      /[\^~_\\]/.test(char) ? `_${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}` : char,
    )
    .join('')

const TOP = 24
const LINE = 34

/** One label, UTF-8 (`^CI28`); the barcode in Code 128 with its text under it. */
export function zpl({ lines, barcode, copies = 1 }: Label): Uint8Array {
  const texts = lines.map((line, i) => `^FO24,${TOP + i * LINE}^A0N,28,28^FH^FD${field(line)}^FS`)
  const bars =
    barcode === undefined
      ? ''
      : `^FO24,${TOP + 8 + lines.length * LINE}^BY2^BCN,70,Y,N,N^FH^FD${field(barcode)}^FS`
  return new TextEncoder().encode(`^XA^CI28${texts.join('')}${bars}^PQ${copies}^XZ\n`)
}
