const PLAIN = /^[ -~]*$/
const ASCII_ONLY = /^[\0-\x7f]*$/
const UNWANTED = /[\0-\x1f\x7f\ufffe\uffff]/
const LINE_SPACE_AT_ENDS = /^[\t\n\r]+|[\t\n\r]+$/g
const LINE_SPACE = /[\t\n\r]+/g
const DROPPED = /[\0-\x1f\x7f\ufffe\uffff]/g

/**
 * A text as a field may carry it: normal form C, tabs and line ends as one space (none at the ends), other control characters
 * and what is no character at all dropped, halves of surrogate pairs as U+FFFD. The Library of Congress allows
 * no control characters in fields but the joiners and the marks of non-sorting text, which lie above 127
 * (Character Sets, "Control function codes"), and XML 1.0 could not carry the dropped ones.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text
  const kept = UNWANTED.test(text)
    ? text.replace(LINE_SPACE_AT_ENDS, '').replace(LINE_SPACE, ' ').replace(DROPPED, '')
    : text
  return ASCII_ONLY.test(kept) ? kept : kept.toWellFormed().normalize('NFC')
}
