import type { About, Words } from './words.rules.ts'

/** A message that is about no title: a subject, and paragraphs. */
export const notice = (
  subject: (a: About) => string,
  opening: (a: About) => string[],
  closing: string[],
): Words => ({
  subject,
  opening,
  line: () => '',
  closing: () => closing,
})
