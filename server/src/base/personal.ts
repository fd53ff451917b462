import type { ErasurePart } from '@kaft/contract'
import { Type } from 'typebox'
import type { JobCtx } from './job.ts'
import { type Query, sql } from './sql.ts'

/** Whose data go, and of what is asked. Ids of one library. */
export interface Erased {
  readonly patron_ids: readonly string[]
  readonly part: ErasurePart
  /** Today in Brussels. */
  readonly today: string
}

/**
 * One step of an erasure: rows of one table that go, or that lose what leads to the person. What is counted beforehand and
 * what is done are made of the same two parts, so a preview cannot say something else than what happens.
 */
export interface ErasureStep {
  /** As the data map names it. */
  readonly table: string
  /** The table with its alias. */
  readonly rows: Query
  readonly where: Query
  /** What is set; null where the row goes. */
  readonly set: Query | null
}

/** What a module says of the personal data that it holds. */
export interface Personal {
  /** Which job lets each table go, by the retention that the data map names: `table`, `retention`, `job`. */
  readonly lets_go: readonly LetsGo[]
  /** In the order in which they must be done; empty where the part asks nothing of this module. */
  readonly erase: (who: Erased) => readonly ErasureStep[]
  /** Begins the departure of a library anew, of which a restored backup does not know that it left. */
  readonly leave_again?: (ctx: JobCtx, library_id: string) => Promise<void>
}
export interface LetsGo {
  readonly table: string
  readonly retention: string
  readonly job: string
}

export const Gone = Type.Object({ gone: Type.Integer() })

/** One row, `gone`: how many rows the step would touch. */
export const countStep = ({ rows, where }: ErasureStep): Query =>
  sql`select count(*)::integer as gone from ${rows} where ${where}`

/** Does the step; one row, `gone`. */
export const doStep = ({ rows, where, set }: ErasureStep): Query =>
  set === null
    ? sql`with gone as (delete from ${rows} where ${where} returning 1) select count(*)::integer as gone from gone`
    : sql`with gone as (update ${rows} set ${set} where ${where} returning 1) select count(*)::integer as gone from gone`
