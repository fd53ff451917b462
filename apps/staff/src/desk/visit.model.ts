import type { Code } from '@kaft/contract/codes'
import type { PatronHead } from '@kaft/contract/patrons'
import type { DeskState, Row, Visit } from './desk.state.ts'
import { blockingOf, isAct, isPatronCode, isQuestion } from './outcome.rules.ts'

/** A visit from card to closing: when it may open, close and give way to the next patron. Pure. */

export const isOpenQuestion = (row: Row): boolean =>
  row.phase === 'done' &&
  row.answer !== null &&
  !row.put_away &&
  row.care === null &&
  row.undone === null &&
  isQuestion(row.answer)

/** Questions of the visit or round that stands now. */
export const openQuestions = (state: DeskState): readonly Row[] =>
  state.rows.filter(row => row.chapter === state.chapter && isOpenQuestion(row))

/** Rows to show: those of this visit or round, those that still wait, and questions from before. */
export const shownRows = (state: DeskState): readonly Row[] =>
  state.rows.filter(row => row.chapter === null || row.chapter === state.chapter || isOpenQuestion(row))

/** Scans wait while the question about the patron is open, and while the next patron waits for the former. */
export const isHeld = (state: DeskState): boolean => state.visit?.asks === true || state.next_patron !== null

export const withRow = (state: DeskState, row_id: number | null, change: (row: Row) => Row): DeskState => ({
  ...state,
  rows: state.rows.map(row => (row.row_id === row_id ? change(row) : row)),
})

/**
 * Whether the head brings a question that every item would meet and that has a usual answer: an ended membership.
 * A block or a debt is a refusal with a remedy; taking back goes on beside it.
 */
export const headAsks = (patron: PatronHead): boolean => {
  const blocking = blockingOf(patron.findings).filter(finding => isPatronCode(finding.code))
  return (
    blocking.some(finding => finding.code === 'patron_expired') &&
    blocking.every(finding => finding.weight === 'ask' && finding.may_accept === true)
  )
}

/** The answers to the question about the patron, in the order of Alt 1, 2, 3; null while nothing is asked. */
export const headAnswers = (
  visit: Visit | null,
):
  | readonly ['renew_membership', { readonly accept: readonly Code[] }, { readonly accept: readonly Code[] }]
  | null =>
  visit?.asks === true
    ? [
        'renew_membership',
        { accept: blockingOf(visit.patron.findings).map(finding => finding.code) },
        { accept: [] },
      ]
    : null

const visitOf = (patron: PatronHead, now: number): Visit => ({
  patron,
  opened_at: new Date(now).toISOString(),
  accepted: [],
  asks: headAsks(patron),
})

export const closed = (state: DeskState): DeskState => {
  if (state.visit === null) return state
  const mine = state.rows.filter(row => row.chapter === state.chapter && row.undone === null)
  const count = (...did: string[]): number => mine.filter(row => did.includes(row.answer?.did ?? '')).length
  return {
    ...state,
    visit: null,
    closing_waits: false,
    chapter: 0,
    previous: state.visit.patron.patron_id,
    cancelling: false,
    child: null,
    // What a person borrowed leaves the screen with the person.
    rows: state.rows.filter(row => row.chapter !== state.chapter),
    closed: {
      patron_id: state.visit.patron.patron_id,
      opened_at: state.visit.opened_at,
      lent: count('lent', 'renewed'),
      returned: count('taken_back', 'received'),
      event_ids: mine.flatMap(row => row.answer?.event_id ?? []),
      turn: (state.closed?.turn ?? 0) + 1,
    },
  }
}

export const opened = (state: DeskState, patron: PatronHead, now: number): DeskState => {
  const before = closed(state)
  const chapter = before.last_chapter + 1
  return { ...before, visit: visitOf(patron, now), chapter, last_chapter: chapter, return_mode: null }
}

export const refusedClosing = (state: DeskState): DeskState => ({
  ...state,
  refused_closing: state.refused_closing + 1,
  closing_waits: true,
})

/** What was done in the visit or round that stands now, and not undone. */
export const actsOf = (state: DeskState): readonly Row[] =>
  state.rows.filter(
    row => row.chapter === state.chapter && row.undone === null && row.answer !== null && isAct(row.answer),
  )

/** How many items those were: one that was scanned twice is one. */
export const itemsOf = (state: DeskState): number =>
  new Set(actsOf(state).map(row => row.answer?.item?.item_id)).size

/** The due day of the last loan or renewal of this visit that still stands. */
export const lastDue = (state: DeskState): string | null => {
  const row = state.rows.find(
    one =>
      one.chapter === state.chapter &&
      one.undone === null &&
      (one.answer?.did === 'lent' || one.answer?.did === 'renewed'),
  )
  return row?.answer?.loan?.due_on ?? null
}

/** A card was read. The same card closes; another one waits until the questions of this visit are answered. */
export const cardRead = (state: DeskState, row: Row, patron: PatronHead, now: number): DeskState => {
  const without: DeskState = { ...state, rows: state.rows.filter(one => one.row_id !== row.row_id) }
  if (state.return_mode !== null)
    return withRow(state, row.row_id, one => ({ ...one, answer: null, note: 'card_in_return_mode' }))
  const same = state.visit?.patron.patron_id === patron.patron_id
  if (state.visit !== null && openQuestions(state).length > 0) {
    if (same) return refusedClosing(without)
    const noted = withRow(state, row.row_id, one => ({ ...one, note: 'questions_left' as const }))
    return refusedClosing({ ...noted, next_patron: row.row_id })
  }
  return same ? closed(without) : opened(without, patron, now)
}

/** When the last question is answered the patron who waits takes their turn. */
export const withNextPatron = (state: DeskState, now: number): DeskState => {
  if (state.next_patron === null || openQuestions(state).length > 0) return state
  const row = state.rows.find(one => one.row_id === state.next_patron)
  const freed: DeskState = { ...state, next_patron: null }
  return row?.answer?.patron == null ? freed : cardRead(freed, row, row.answer.patron, now)
}

/** The whole head, read anew. */
export const withHead = (state: DeskState, patron: PatronHead): DeskState =>
  state.visit === null || state.visit.patron.patron_id !== patron.patron_id
    ? state
    : { ...state, visit: { ...state.visit, patron } }

/**
 * The head as an answer to a scan carries it: its counts are new, while what stands against the whole visit was
 * weighed when it was opened.
 */
export const keepsHead = (state: DeskState, patron: PatronHead | null): DeskState =>
  patron === null || state.visit === null
    ? state
    : withHead(state, { ...patron, findings: state.visit.patron.findings })
