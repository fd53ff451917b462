import type { DoubleSide, TitleDouble } from '@kaft/contract/catalogue-doubles'
import { draftOf, type recordOf } from '../record/line.model.ts'

type Read = ReturnType<typeof recordOf>

const rank = (side: DoubleSide): number => (side.provisional ? 0 : side.may_go ? 1 : 2)

/** Which of two is proposed to stay: what is not kept here, then what is more than provisional, then what more items have. */
export const keptFirst = ({ one, other }: Pick<TitleDouble, 'one' | 'other'>): [DoubleSide, DoubleSide] =>
  rank(one) > rank(other) || (rank(one) === rank(other) && one.items >= other.items)
    ? [one, other]
    : [other, one]

/** One line of two records laid side by side. */
export interface Beside {
  readonly key: string
  readonly tag: string
  readonly kept: string | null
  readonly gone: string | null
  /** The place of the field in the record that goes, where it can be taken over. */
  readonly at: number | null
}

export const isSame = (line: Beside): boolean => line.kept !== null && line.kept === line.gone

/** The number, when it changed, who gave it, and what the record is: those stay of the record that stays. */
const OWN = new Set(['001', '003', '005', '008'])
const textsOf = (record: Read): { tag: string; text: string }[] =>
  draftOf(record).lines.map(line => ({
    tag: line.tag,
    text: `${line.ind1}${line.ind2} ${line.text}`.trim(),
  }))

/** Fields of both in the order of their tags: what is the same stands on one line, what differs below each other. */
export function layBeside(kept: Read, gone: Read): Beside[] {
  const [left, right] = [textsOf(kept), textsOf(gone)]
  const tags = [...new Set([...left, ...right].map(f => f.tag))].toSorted()
  return tags.flatMap(tag => {
    const mine = left.filter(f => f.tag === tag)
    const theirs = right.map((f, at) => ({ ...f, at })).filter(f => f.tag === tag)
    const both = mine.filter(f => theirs.some(o => o.text === f.text))
    const only = mine.filter(f => !both.includes(f))
    const rest = theirs.filter(f => !both.some(o => o.text === f.text))
    return [
      ...both.map((f, n) => ({ key: `${tag} both ${n}`, tag, kept: f.text, gone: f.text, at: null })),
      ...Array.from({ length: Math.max(only.length, rest.length) }, (_, n) => ({
        key: `${tag} ${n}`,
        tag,
        kept: only[n]?.text ?? null,
        gone: rest[n]?.text ?? null,
        at: OWN.has(tag) ? null : (rest[n]?.at ?? null),
      })),
    ]
  })
}
