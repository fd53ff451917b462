/* oxlint-disable no-control-regex -- control characters are what these patterns look for */
const PLAIN = /^[ -~]*$/
const ASCII_ONLY = /^[\0-\x7f]*$/
const UNWANTED = /[\0-\x1f\x7f\ufffe\uffff]/
const LINE_SPACE = /[\t\n\r]+/g
const DROPPED = /[\0-\x1f\x7f\ufffe\uffff]/g

function isLineSpace(text: string, at: number): boolean {
  return at >= 0 && at < text.length && '\t\n\r'.includes(text[at] ?? '')
}

function trimLineSpace(text: string): string {
  let start = 0
  let end = text.length
  while (isLineSpace(text, start)) start += 1
  while (end > start && isLineSpace(text, end - 1)) end -= 1
  return text.slice(start, end)
}

/**
 * A text as a field may carry it: normal form C, tabs and line ends as one space (none at the ends), other control characters
 * and what is no character at all dropped, halves of surrogate pairs as U+FFFD. The Library of Congress allows
 * no control characters in fields but the joiners and the marks of non-sorting text, which lie above 127
 * (Character Sets, "Control function codes"), and XML 1.0 could not carry the dropped ones.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text
  const kept = UNWANTED.test(text) ? trimLineSpace(text).replace(LINE_SPACE, ' ').replace(DROPPED, '') : text
  return ASCII_ONLY.test(kept) ? kept : kept.toWellFormed().normalize('NFC')
}
