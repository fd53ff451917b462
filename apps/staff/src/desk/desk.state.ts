import type { DeskAnswer, undo } from '@kaft/contract/circulation'
import type { CrateTrip } from '@kaft/contract/crate'
import type { Code } from '@kaft/contract/codes'
import type { BodyOf, OkOf } from '@kaft/contract/operation'
import type { scan } from '@kaft/contract/circulation'
import type { ItemOutcome, Mark } from '@kaft/contract/items'
import type { PatronHead } from '@kaft/contract/patrons'
import type { Problem } from '@kaft/contract/problem'
import { emptyQueue, type Queue } from './queue.model.ts'

export type Undone = OkOf<typeof undo>

/** What is said of the item of a row, beside its scan. */
export type ItemAct =
  | { readonly say: 'mark'; readonly item_id: string; readonly mark: Mark }
  | { readonly say: 'claim'; readonly loan_id: string }

/** What became of it. */
export interface Care {
  readonly act: ItemAct
  readonly outcome: ItemOutcome
}
export type ScanBody = BodyOf<typeof scan>

/** The words that an answer to a question adds to its scan. */
export type ScanWords = Pick<ScanBody, 'as' | 'chosen_id' | 'other_loan_fine' | 'accept'>

/** One thing to do. `answer` marks what answers a question and so passes scans that wait for it. */
export type Task =
  | {
      readonly kind: 'scan'
      readonly row_id: number
      readonly command_id: string
      readonly code: string
      readonly answer: boolean
      readonly words: ScanWords
    }
  | {
      readonly kind: 'undo'
      /** Null for an action from the list of the last actions, which has no row here. */
      readonly row_id: number | null
      readonly command_id: string
      readonly event_id: string
      readonly answer: true
    }
  | {
      readonly kind: 'item'
      readonly row_id: number
      readonly command_id: string
      readonly act: ItemAct
      readonly answer: true
    }
  | { readonly kind: 'open'; readonly patron_id: string; readonly answer: false }
  | { readonly kind: 'refresh'; readonly patron_id: string; readonly answer: true }
  | { readonly kind: 'close'; readonly answer: false }

/** The child of the list of an open class card for whom the next items are. */
export interface ChosenChild {
  /** The class card whose list it is. */
  readonly patron_id: string
  readonly child_id: string
  readonly name: string
}

/** Why a row says something besides its answer. */
export type RowNote = 'questions_left' | 'card_in_return_mode' | 'not_lent_here' | 'undo_refused'

/** One scan with everything that became of it. */
export interface Row {
  readonly row_id: number
  readonly code: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly phase: 'waiting' | 'busy' | 'done'
  /** The visit or round in which it was handled; null until it is its turn. */
  readonly chapter: number | null
  /** The day that counted for lateness, where return mode set one. */
  readonly return_on: string | null
  /** For whom it was scanned; who is chosen afterwards does not matter any more. */
  readonly child: ChosenChild | null
  readonly answer: DeskAnswer | null
  readonly problem: Problem | null
  /** Codes that were accepted for this item, one question after the other. */
  readonly accepted: readonly Code[]
  /** The question was put away without doing anything. */
  readonly put_away: boolean
  readonly undone: Undone | null
  /** What was said of the item afterwards: damaged, complete, claimed. */
  readonly care: Care | null
  readonly note: RowNote | null
}

/** The patron who is open, from card to closing. */
export interface Visit {
  readonly patron: PatronHead
  /** ISO instant of the opening; the receipt starts here. */
  readonly opened_at: string
  /** Codes that were accepted for the whole visit. */
  readonly accepted: readonly Code[]
  /** A question about the patron is open, so scans wait for its answer. */
  readonly asks: boolean
}

export interface ReturnMode {
  /** The day that counts for lateness; null is today. */
  readonly return_on: string | null
  readonly reason: string | null
  /** Scans count consultations in the library; nothing is taken back. */
  readonly counts: boolean
  readonly started_at: number
  /** Milliseconds of the last scan or start; the mode ends thirty minutes later. */
  readonly active_at: number
  /** The crate that is filled or emptied at this workstation. */
  readonly crate: CrateTrip | null
  /** The crate that was emptied last, for what was not in it. */
  readonly emptied: CrateTrip | null
}
export const returnModeEndsAfterMs = 30 * 60_000

/** A visit that just ended, for its receipt. */
export interface Closed {
  readonly patron_id: string
  readonly opened_at: string
  readonly lent: number
  readonly returned: number
  /** What was done in it, for what is taken back of it afterwards. */
  readonly event_ids: readonly string[]
  readonly turn: number
}

export interface DeskState {
  readonly queue: Queue<Task>
  /** Newest first. */
  readonly rows: readonly Row[]
  readonly visit: Visit | null
  /** 0 while no patron is open and no return round runs. */
  readonly chapter: number
  readonly last_chapter: number
  readonly last_row: number
  readonly return_mode: ReturnMode | null
  /** The row whose card waits until the open questions of this visit are answered. */
  readonly next_patron: number | null
  readonly previous: string | null
  readonly child: ChosenChild | null
  readonly closed: Closed | null
  /** F4 was pressed: the next scan takes a loan of this visit back as if it never was. */
  readonly cancelling: boolean
  /** Grows each time closing was refused because of open questions. */
  readonly refused_closing: number
  /** Somebody wanted to close and was refused; the screen says what is still open. */
  readonly closing_waits: boolean
}

export const emptyDesk: DeskState = {
  queue: emptyQueue,
  rows: [],
  visit: null,
  chapter: 0,
  last_chapter: 0,
  last_row: 0,
  return_mode: null,
  next_patron: null,
  previous: null,
  child: null,
  closed: null,
  cancelling: false,
  refused_closing: 0,
  closing_waits: false,
}

/** What happens to the desk. The engine makes these from keys, scans, clicks, clocks and answers. */
export type DeskEvent =
  | { readonly type: 'scanned'; readonly code: string; readonly command_id: string; readonly now: number }
  | { readonly type: 'departed'; readonly task: Task; readonly body: unknown; readonly now: number }
  | { readonly type: 'silent' }
  | { readonly type: 'turned_back' }
  | { readonly type: 'answered'; readonly answer: DeskAnswer; readonly now: number }
  | { readonly type: 'undone'; readonly undone: Undone }
  | {
      readonly type: 'item_asked'
      readonly row_id: number
      readonly act: ItemAct
      readonly command_id: string
    }
  | { readonly type: 'item_done'; readonly outcome: ItemOutcome; readonly now: number }
  | { readonly type: 'head_read'; readonly patron: PatronHead; readonly now: number }
  | { readonly type: 'failed'; readonly problem: Problem }
  | {
      readonly type: 'chosen'
      readonly row_id: number
      readonly words: ScanWords
      readonly command_id: string
    }
  | { readonly type: 'put_away'; readonly row_id: number; readonly now: number }
  | {
      readonly type: 'undo_asked'
      readonly row_id: number | null
      readonly event_id: string
      readonly command_id: string
    }
  | { readonly type: 'open_asked'; readonly patron_id: string }
  | { readonly type: 'refresh_asked'; readonly patron_id: string }
  | { readonly type: 'close_asked' }
  | { readonly type: 'patron_answered'; readonly accept: readonly Code[] }
  | { readonly type: 'child_chosen'; readonly child: ChosenChild | null }
  | { readonly type: 'cancelling'; readonly on: boolean }
  | {
      readonly type: 'return_started'
      readonly return_on: string | null
      readonly reason: string | null
      readonly counts?: boolean
      readonly now: number
    }
  | { readonly type: 'return_kept'; readonly mode: ReturnMode }
  | { readonly type: 'return_stopped' }
  | { readonly type: 'left' }
