import type { MarcFaultCode } from '@kaft/marc'
import type { Query } from '../../../base/sql.ts'
import type { AuthorityRefused } from '../authorities/authority-row.ts'
import {
  noAuthorities,
  noHoldings,
  type NotTaken,
  type Steered,
  type Stored,
  type WrittenAuthorities,
  type WrittenHoldings,
} from './batch.ts'
import type { HoldingRefused } from './holding-row.ts'
import type { Holdings, ItemRefused } from './item-rows.ts'
import type { RowRefused } from './title-row.ts'

/** A record, a stretch of the file or an item that was not taken, and why. */
export interface ImportProblem {
  /** Where the record starts: bytes from the start of the file, and its number in it, from 1. */
  readonly position: number
  readonly index: number
  readonly reason:
    | MarcFaultCode
    | RowRefused['reason']
    | AuthorityRefused['reason']
    | ItemRefused['reason']
    | HoldingRefused['reason']
    | NotTaken
    | 'number_repeated'
    | 'not_stored'
    | 'record_deleted'
    | 'dropped_in_use'
    | 'holding_gone_items_stay'
  /** English, for whoever mends the file. */
  readonly detail: string
  /** The title that it is about, where there is one. */
  readonly title_id?: string
}

export interface ImportCounts extends WrittenAuthorities, WrittenHoldings {
  /** Records and broken stretches met. */
  readonly records: number
  readonly titles_new: number
  readonly titles_changed: number
  readonly titles_unchanged: number
  /** Titles that the rules leave as they are: their items were taken and nothing else. */
  readonly titles_kept: number
  /** Titles whose source took them back: out of the catalogue, or kept and marked since somebody has or awaits them. */
  readonly titles_removed: number
  readonly titles_marked: number
  /** Records that were not taken; each was reported. */
  readonly records_refused: number
  readonly items_new: number
  readonly items_same: number
  readonly items_refused: number
}

export interface ImportAsk {
  readonly stream: AsyncIterable<Uint8Array>
  /** Whose records these are: control numbers are unique in a source. */
  readonly source: string
  /** Code of the library whose items the file names; null when branches of all libraries stand in it. */
  readonly library: string | null
  /** Null when the items of the file, if any, are not wanted. */
  readonly holdings: Holdings | null
  /** Called after each batch. */
  readonly onProgress?: (counts: ImportCounts) => void
  readonly report: (problem: ImportProblem) => void
  /** Whoever keeps account of what came in notes it in the transaction of the batch: these statements end it. */
  readonly noted?: (batch: Stored) => readonly Query[]
  /** By which rules titles are matched and changed, where staff steer the import. */
  readonly steered?: Steered
  /** Nothing is stored: each record and item that would be is told instead. */
  readonly look?: (record: {
    readonly control_number: string
    readonly isbns: readonly string[]
    readonly barcodes: readonly string[]
  }) => void
  /** Nothing is stored, and the counts say what would be. */
  readonly dry?: boolean
}

export const noneYet: ImportCounts = {
  records: 0,
  titles_new: 0,
  titles_changed: 0,
  titles_unchanged: 0,
  titles_kept: 0,
  titles_removed: 0,
  titles_marked: 0,
  records_refused: 0,
  items_new: 0,
  items_same: 0,
  items_refused: 0,
  ...noAuthorities,
  ...noHoldings,
}
