import { fold } from '../../server/src/modules/cataloguing/words/fold.rules.ts'
import type { Judged, Kind, Wanted } from './queries.ts'

/** What is known of a title that may be what was meant. */
export interface Meant {
  /** Its control number. */
  readonly number: string
  readonly title: string
  readonly makers: readonly string[]
  readonly subjects: readonly string[]
}

function fits(meant: Meant, { title, author, subject }: Wanted): boolean {
  return (
    (title === undefined || title.test(fold(meant.title))) &&
    (author === undefined || meant.makers.some(a => author.test(fold(a)))) &&
    (subject === undefined || meant.subjects.some(s => subject.test(fold(s))))
  )
}

export interface Question extends Judged {
  /** Numbers of the titles that answer it; never empty. */
  readonly right: ReadonlySet<string>
}

/** The judged searches to which these titles have an answer, with the numbers of those that are one. */
export const questionsOver = (titles: readonly Meant[], judged: readonly Judged[]): Question[] =>
  judged
    .map(j => ({ ...j, right: new Set(titles.filter(t => fits(t, j.want)).map(t => t.number)) }))
    .filter(q => q.right.size > 0)

export interface Score {
  readonly kind: Kind | 'all'
  readonly asked: number
  /** Share whose first hit, and one of whose first five hits, is right. */
  readonly at1: number
  readonly at5: number
  /** Mean of one over the place of the first right hit among ten; nothing where there is none. */
  readonly mrr: number
}

/** @param places of each question the place of the first right hit, from 1, or null */
export function scores(asked: readonly { readonly kind: Kind; readonly place: number | null }[]): Score[] {
  const of = (kind: Score['kind'], list: typeof asked): Score => {
    const share = (most: number) => list.filter(a => a.place !== null && a.place <= most).length / list.length
    const mrr = list.reduce((all, a) => all + (a.place === null || a.place > 10 ? 0 : 1 / a.place), 0)
    return { kind, asked: list.length, at1: share(1), at5: share(5), mrr: mrr / list.length }
  }
  const kinds = [...new Set(asked.map(a => a.kind))]
  return [
    ...kinds.map(k =>
      of(
        k,
        asked.filter(a => a.kind === k),
      ),
    ),
    of('all', asked),
  ]
}
