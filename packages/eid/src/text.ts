const strict = new TextDecoder('utf-8', { fatal: true })
const western = new TextDecoder('windows-1252')

/** Controls, and characters that change the direction or say nothing: none of them belongs to a name. */
const UNWANTED = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]+/gu

export const cleanText = (text: string): string =>
  text.toWellFormed().replace(UNWANTED, ' ').normalize('NFC').replace(/\s+/gu, ' ').trim()

/**
 * The text of a field. Cards say UTF-8; some of the first ones hold Latin-1, which is no well-formed UTF-8 wherever it
 * has a letter with an accent.
 */
export function fieldText(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return ''
  try {
    return cleanText(strict.decode(bytes))
  } catch {
    return cleanText(western.decode(bytes))
  }
}

/** At most so many characters, none of them half. */
export const cut = (text: string, most: number): string =>
  text.length <= most
    ? text
    : text
        .slice(0, most)
        .replace(/[\ud800-\udbff]$/, '')
        .trim()
