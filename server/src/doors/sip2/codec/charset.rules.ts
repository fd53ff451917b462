/** How a machine writes letters beyond ASCII. */
export type Charset = 'utf8' | 'cp850' | 'latin1'

/** Code page 850 from 0x80 on: what machines of the DOS age speak, and some still do. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'
const cp850Byte = new Map([...CP850].map((letter, i) => [letter, 0x80 + i]))

const decoder = new TextDecoder('utf-8')
/** Text of bytes. What is not UTF-8 where it should be is read as Latin-1, so that no machine is left without an answer. */
export function decode(bytes: Uint8Array, charset: Charset): string {
  if (charset === 'cp850')
    return Array.from(bytes, b => (b < 0x80 ? String.fromCharCode(b) : (CP850[b - 0x80] ?? ''))).join('')
  if (charset === 'latin1') return latin1(bytes)
  const text = decoder.decode(bytes)
  return text.includes('\ufffd') ? latin1(bytes) : text
}
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, b => String.fromCharCode(b)).join('')

const encoder = new TextEncoder()
/** Letters that a one-byte set lacks, in the way that a reader still knows them. */
const plainer: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '€': 'EUR',
  ĳ: 'ij',
  Ĳ: 'IJ',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
} // prettier-ignore

const byteOf = (letter: string, charset: 'cp850' | 'latin1'): number | undefined => {
  const code = letter.codePointAt(0) ?? 0
  if (code < 0x80) return code
  return charset === 'cp850' ? cp850Byte.get(letter) : code >= 0xa0 && code <= 0xff ? code : undefined
}

/** Bytes of text; a letter that the set lacks loses its accent, and becomes a question mark where that does not help. */
export function encode(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf8') return encoder.encode(text)
  const bytes: number[] = []
  for (const letter of text.normalize('NFC')) {
    const own = byteOf(letter, charset)
    if (own !== undefined) {
      bytes.push(own)
      continue
    }
    const plain = plainer[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')
    for (const part of plain) bytes.push(byteOf(part, charset) ?? 0x3f)
  }
  return Uint8Array.from(bytes)
}
