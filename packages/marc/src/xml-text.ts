/** How many bytes a UTF-16 unit takes in the file, so that positions can be given in bytes. */
type Width = 'utf8' | 1 | 2

/** Turns the bytes of an XML file into text, piece by piece, and tells the byte offset of each character. */
export type XmlText = {
  decode: (bytes: Uint8Array, last: boolean) => string
  /** The offset in the file of a character, given by its place in all text so far; asked in rising order. */
  byteAt: (character: number) => number
}

const DECLARED = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/
/** A declaration that could be read byte by byte is in none of the wider encodings, whatever it says. */
const WIDE_ENCODING = /^(?:utf-?(?:16|32)|ucs|iso-10646)/i

/** The encoding by byte order mark, else by the XML declaration, else UTF-8 (XML 1.0, appendix F). */
export function detectXmlEncoding(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0x3c && head[1] === 0x00 && head[3] === 0x00) return 'utf-16le'
  if (head[0] === 0x00 && head[1] === 0x3c && head[2] === 0x00) return 'utf-16be'
  const declared = DECLARED.exec(new TextDecoder('latin1').decode(head.subarray(0, 200)).trimStart())?.[1]
  return declared === undefined || WIDE_ENCODING.test(declared) ? 'utf-8' : declared.toLowerCase()
}

function makeDecoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding)
  } catch {
    return new TextDecoder('utf-8')
  }
}

/** The length in UTF-8 of `text` from `from` to `to`; a pair of surrogates counts four in two halves. */
function utf8Length(text: string, from: number, to: number): number {
  let length = 0
  for (let index = from; index < to; index += 1) {
    const unit = text.charCodeAt(index)
    length += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return length
}

/**
 * Opens a decoder for the file that starts with `head`. Bytes that are not of the encoding become U+FFFD; behind
 * such bytes the offsets may be off by the difference.
 */
export function openXmlText(head: Uint8Array): XmlText {
  const decoder = makeDecoder(detectXmlEncoding(head))
  const width: Width = decoder.encoding === 'utf-8' ? 'utf8' : decoder.encoding.startsWith('utf-16') ? 2 : 1
  const unit = width === 'utf8' ? 1 : width
  let piece = ''
  let pieceStart = 0
  let bytesSeen = 0
  let atCharacter = 0
  let atByte = head[0] === 0xef && head[1] === 0xbb ? 3 : (head[0] ?? 0) >= 0xfe ? 2 : 0
  const advance = (character: number) => {
    if (width === 'utf8') atByte += utf8Length(piece, atCharacter - pieceStart, character - pieceStart)
    else atByte += (character - atCharacter) * width
    atCharacter = character
  }
  return {
    decode: (bytes, last) => {
      advance(pieceStart + piece.length)
      bytesSeen += bytes.length
      pieceStart += piece.length
      piece = decoder.decode(bytes, { stream: !last })
      return piece
    },
    byteAt: character => {
      if (character > atCharacter) advance(Math.min(character, pieceStart + piece.length))
      return Math.min(bytesSeen, atByte - (atCharacter - character) * unit)
    },
  }
}
