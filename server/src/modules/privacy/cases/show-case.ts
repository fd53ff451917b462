import type { CaseDetail, RightsCase } from '@kaft/contract'
import { addDays, type Day, dayOf, daysBetween } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { blocksOf } from '../erase/ask-erasure.ts'
import { LifeRow } from '../retention/life.store.ts'
import { RestrictionRow, restrictionsOfCase } from '../restrictions/restriction.store.ts'
import { type Standing, stepOf } from './case.rules.ts'
import {
  CaseRow,
  caseRow,
  type ControllerRow,
  DetailRow,
  detailRow,
  FileRow,
  fileRows,
  ItemRow,
  itemRows,
  LetterRow,
  letterRows,
  lifeToErase,
  NoticeRow,
  noticeRows,
} from './case.store.ts'
import type { Written } from './letters.rules.ts'
import { extendUntil, legalDay, strictDay, termState } from './deadline.rules.ts'

/** What the rules need of a row. */
export const standingOf = (row: CaseRow): Standing => ({
  ...row,
  carried: row.carried_on !== null,
  answered: row.answered_on !== null,
  closed: row.closed_on !== null,
})

export const numberOf = (row: Pick<CaseRow, 'case_id' | 'received_on'>): string =>
  `${row.received_on.slice(0, 4)}-${row.case_id}`

/** What letters about a case are made of. */
export const writtenOf = (row: CaseRow, controller: ControllerRow, today: Day): Written => ({
  number: numberOf(row),
  kind: row.kind,
  name: row.name ?? '',
  library_name: row.library_name,
  received_on: row.received_on,
  due_on: legalDay(row, today),
  purposes: row.purposes,
  controller,
})

/** One row of the list as the contract shows it. */
export function shownCase(row: CaseRow, today: Day): RightsCase {
  const standing = standingOf(row)
  const strict_on = strictDay(row)
  return {
    case_id: row.case_id,
    number: numberOf(row),
    library_id: row.library_id,
    library_name: row.library_name,
    kind: row.kind,
    source: row.source,
    step: stepOf(standing),
    name: row.name,
    received_on: row.received_on,
    due_on: legalDay(row, today),
    strict_on,
    days_left: daysBetween(today, strict_on),
    state: termState(row, { today, closed: standing.closed }),
  }
}

/** The statements behind the screen of one case, in the order of `detailOf`. */
export const detailQueries = (case_id: string, today: Day): readonly Query[] => [
  caseRow(case_id),
  detailRow(case_id),
  itemRows(case_id),
  noticeRows(case_id),
  letterRows(case_id),
  fileRows(case_id, today),
  restrictionsOfCase(case_id),
  lifeToErase(case_id),
]

/**
 * What keeps an erasure from being done, as the job that does it looks at it: now, where the record is in scope; else as that job found it,
 * and null before it looked.
 */
function heldBack(of: {
  readonly case: CaseRow
  readonly detail: DetailRow
  readonly life: LifeRow | null
  readonly today: Day
}): CaseDetail['holds_back'] {
  const { erasure, erasure_parts, erasure_blocks, patron_name, stands } = of.detail
  if (of.case.kind !== 'erasure' || of.case.closed_on !== null || erasure === 'done' || !stands) return []
  if (of.life !== null) return blocksOf(of.life, erasure_parts ?? ['everything'], of.today)
  return patron_name !== null ? [] : erasure === 'blocked' ? (erasure_blocks ?? []) : null
}

/** One case as its screen shows it; null where it is not in reach. */
export function detailOf(rows: readonly Row[][], today: Day): CaseDetail | null {
  const [found = [], more = [], items = [], notices = [], letters = [], files = [], ...rest] = rows
  const [restrictions = [], lives = []] = rest
  const row = oneOf(CaseRow, found)
  if (row === null) return null
  const { stands, erasure_parts, erasure_blocks, ...detail } = shaped(DetailRow, more[0])
  const known = { ...detail, stands, erasure_parts, erasure_blocks }
  const until = extendUntil(row)
  return {
    ...shownCase(row, today),
    ...detail,
    patron_id: row.patron_id,
    purposes: row.purposes,
    identity_how: row.identity_how,
    identity_on: row.identity_on,
    identity_asked_on: row.identity_asked_on,
    extended_on: row.extended_on,
    extend_until: until !== null && until >= today && row.closed_on === null ? until : null,
    decision: row.decision,
    carried_on: row.carried_on,
    answered_on: row.answered_on,
    closed_on: row.closed_on,
    items: allOf(ItemRow, items),
    notices: allOf(NoticeRow, notices),
    letters: allOf(LetterRow, letters),
    files: allOf(FileRow, files),
    restrictions: allOf(RestrictionRow, restrictions),
    busy: row.open_tasks > 0,
    holds_back: heldBack({ case: row, detail: known, life: oneOf(LifeRow, lives), today }),
  }
}

/** Thirty days: how long a file of a case lies ready, and the longest that a copy of a card is kept (P90). */
export const fileUntil = (now: Temporal.Instant): Day => addDays(dayOf(now), 30)
