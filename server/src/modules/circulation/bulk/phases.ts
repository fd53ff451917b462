import { isDeepStrictEqual } from 'node:util'
import { uuid7 } from '../../../base/uuid.ts'
import type { Line, LineSet } from './lines.store.ts'
import { subjectFor } from './shown.ts'
import type { DoneLine, Moment, Written } from './subject.ts'
import type { Values, Verdict } from './verdict.rules.ts'

interface Work {
  readonly line: Line
  readonly id: string
  readonly before: Values
  readonly after: Values
}

/** Lines of a state with everything that they must have by then. */
const workOf = (lines: readonly Line[], state: string): Work[] =>
  lines.flatMap(line =>
    line.state === state && line.subject_id !== null && line.before !== null && line.after !== null
      ? [{ line, id: line.subject_id, before: line.before, after: line.after }]
      : [],
  )

const lineOf = (work: Work, set: Partial<LineSet>): LineSet => ({
  line_no: work.line.line_no,
  subject_id: work.id,
  state: work.line.state,
  before: work.before,
  after: work.after,
  why: null,
  about: null,
  event_id: work.line.event_id,
  ...set,
})

const refusedBy = (verdict: Verdict | undefined): Pick<LineSet, 'why' | 'about'> =>
  verdict?.go === false
    ? { why: verdict.why, about: verdict.about ?? null }
    : { why: 'bulk_gone', about: null }

/**
 * Changes the planned rows of a batch. Each is decided anew with its row locked: one that is no longer as it was
 * shown is left alone, since nobody agreed to what would now happen to it.
 */
export async function doneBatch(at: Moment, lines: readonly Line[]): Promise<LineSet[]> {
  const works = workOf(lines, 'planned')
  if (works.length === 0) return []
  const subject = subjectFor(at.change.kind)
  const ids = works.map(work => work.id)
  const locks = subject.locks(ids)
  const rows = await at.tx.more([...locks, ...subject.facts(ids, at.today, at.change)])
  const judged = await subject.judge(at, rows.slice(locks.length))
  const written: Written[] = []
  const sets = works.map(work => {
    const verdict = judged.verdicts.get(work.id)
    if (!verdict?.go) return lineOf(work, { state: 'refused', ...refusedBy(verdict) })
    if (!isDeepStrictEqual({ ...verdict.before }, { ...work.before }))
      return lineOf(work, { state: 'refused', why: 'changed_meanwhile' })
    const event_id = uuid7(at.ctx.now)
    written.push({
      subject_id: work.id,
      event_id,
      undoes: null,
      before: verdict.before,
      after: verdict.after,
    })
    return lineOf(work, { state: 'done', after: verdict.after, event_id })
  })
  if (written.length > 0) await at.tx.more(judged.effects(written))
  return sets
}

/** Takes the rows of a batch back by compensating rows; one that was changed since stays as it is, and says so. */
export async function returnedBatch(at: Moment, lines: readonly Line[]): Promise<LineSet[]> {
  const works = workOf(lines, 'done')
  if (works.length === 0) return []
  const subject = subjectFor(at.change.kind)
  const ids = works.map(work => work.id)
  const locks = subject.locks(ids)
  const rows = await at.tx.more([...locks, ...subject.facts(ids, at.today, at.change)])
  const done: DoneLine[] = works.map(work => ({
    subject_id: work.id,
    before: work.before,
    after: work.after,
    event_id: work.line.event_id,
  }))
  const judged = subject.judgeBack(at, done, rows.slice(locks.length))
  for (const patron_id of judged.seen ?? []) at.tx.seen(patron_id)
  const written: Written[] = []
  const sets = works.map(work => {
    const verdict = judged.verdicts.get(work.id)
    if (!verdict?.go) return lineOf(work, { state: 'kept', ...refusedBy(verdict) })
    const { before, after } = verdict
    written.push({
      subject_id: work.id,
      event_id: uuid7(at.ctx.now),
      undoes: work.line.event_id,
      before,
      after,
    })
    return lineOf(work, { state: 'rolled_back' })
  })
  if (written.length > 0) await at.tx.more(judged.effects(written))
  return sets
}
