import type { BulkChange, BulkFilters, Code } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import type { Day } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import type { Values, Verdict } from './verdict.rules.ts'

/** When and for what a batch is decided. */
export interface Moment {
  readonly ctx: StaffCtx
  readonly tx: Tx
  readonly today: Day
  readonly change: BulkChange
  /** Why, as the one who made the run wrote it. */
  readonly reason: string
}

/** A row whose change, or whose return, is written; `event_id` names what is written of it. */
export interface Written {
  readonly subject_id: string
  readonly event_id: string
  /** The event that is taken back; null on the way there. */
  readonly undoes: string | null
  readonly before: Values
  readonly after: Values
}

/** A batch, decided: a verdict for each id that exists, and what writes the rows that go. */
export interface Judged {
  readonly verdicts: ReadonlyMap<string, Verdict>
  readonly effects: (rows: readonly Written[]) => readonly Query[]
  /** Patrons whose data were read, for the access log. */
  readonly seen?: readonly string[]
}

/** A line that was done, with what it wrote then. */
export interface DoneLine {
  readonly subject_id: string
  readonly before: Values
  readonly after: Values
  readonly event_id: string | null
}

/** One sort of thing that is changed many at once. Every statement takes arrays; none is sent row by row. */
export interface Subject {
  /** Ids that fit the filters, as `subject_id` in the order in which people want to see them. */
  readonly selected: (ctx: StaffCtx, ask: { kind: string; filters: BulkFilters }, most: number) => Query
  /** What codes mean, as `code` and `subject_id`; a code may mean several. */
  readonly byCodes: (codes: readonly string[]) => Query
  /** What is said of a code that means nothing. */
  readonly unknown: Code
  /** Of these codes those that nothing at all has, as `code`, and what is said of them; absent: the same. */
  readonly nowhere?: { readonly codes: (codes: readonly string[]) => Query; readonly why: Code }
  readonly locks: (ids: readonly string[]) => readonly Query[]
  readonly facts: (ids: readonly string[], today: Day, change: BulkChange) => readonly Query[]
  readonly judge: (at: Moment, rows: readonly Row[][]) => Promise<Judged>
  /** Whether each line may be taken back: its row still is as the run left it. */
  readonly judgeBack: (at: Moment, lines: readonly DoneLine[], rows: readonly Row[][]) => Judged
}
