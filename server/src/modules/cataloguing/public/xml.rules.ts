const SPECIAL = /[&<>"]/g
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/* oxlint-disable-next-line no-control-regex -- what XML 1.0 cannot carry (§2.2) */
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

/** A text as it stands in XML 1.0, in an element or between quotes. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(SPECIAL, c => ESCAPES[c] ?? c)

/** `<name>text</name>`; nothing where there is no text. */
export const element = (name: string, text: string | number | null | undefined): string =>
  text === null || text === undefined || text === '' ? '' : `<${name}>${escaped(String(text))}</${name}>`

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
