import type { MarcRecord } from '@kaft/marc'
import { draftOf } from './line.model.ts'

export interface DiffLine {
  readonly is: 'same' | 'gone' | 'new'
  readonly text: string
}

/** A record as lines of text, one a field. */
export const printed = (record: MarcRecord): string[] => [
  `LDR ${record.leader}`,
  ...draftOf(record).lines.map(l => `${l.tag} ${l.ind1}${l.ind2} ${l.text}`.replace(/^(...)  /, '$1 ')),
]

/** What two records have in common and what not, in order: the longest run of equal lines stays. */
export function diff(before: readonly string[], after: readonly string[]): DiffLine[] {
  const width = after.length + 1
  const length = new Uint16Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      length[i * width + j] =
        before[i] === after[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [a, b] = [before[i], after[j]]
    if (a !== undefined && a === b) {
      lines.push({ is: 'same', text: a })
      i += 1
      j += 1
    } else if (
      a !== undefined &&
      (b === undefined || (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0))
    ) {
      lines.push({ is: 'gone', text: a })
      i += 1
    } else if (b !== undefined) {
      lines.push({ is: 'new', text: b })
      j += 1
    }
  }
  return lines
}
