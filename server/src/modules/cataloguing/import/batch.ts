import type { ImportRules } from '@kaft/contract'
import type pg from 'pg'
import type { Static } from 'typebox'
import type { Query } from '../../../base/sql.ts'
import type { Imported } from '../../inventory/index.ts'
import type { AuthorityRow } from '../authorities/authority-row.ts'
import type { Replacing } from '../records/versions.store.ts'
import type { HoldingItem, HoldingRow } from './holding-row.ts'
import type { Stored as StoredRow } from './import.store.ts'
import type { ItemRow } from './item-rows.ts'
import type { TitleRow } from './title-row.ts'

/** The rules of an import that staff steer. */
export interface Steered {
  readonly rules: Pick<ImportRules, 'match' | 'threshold' | 'on_match' | 'on_new' | 'on_delete' | 'protect'>
  /** Whether titles of this source may be given another description; any other is left, and gets its items. */
  mayOverlay(source: string): boolean
  readonly by: Omit<Replacing, 'at'>
}
export type NotTaken = 'match_ambiguous' | 'title_not_here' | 'authority_not_here' | 'holding_without_title'

/** A record that can be stored, with where it stands in the file. */
export interface Taken {
  readonly position: number
  readonly index: number
  readonly row: TitleRow
  readonly items: readonly ItemRow[]
  /** Other numbers that the record bears (035). */
  readonly borne: readonly string[]
  /** What of holdings was embedded in it. */
  readonly held: HoldingRow | null
}
/** The same for a record that keeps a heading; such records may stand among the titles of a file. */
export interface TakenAuthority {
  readonly position: number
  readonly index: number
  readonly authority: AuthorityRow
}
/** And for a record of what a library has of a title. */
export interface TakenHolding {
  readonly position: number
  readonly index: number
  readonly holding: HoldingRow
  readonly items: readonly HoldingItem[]
}
/** A holdings record that its source deleted. Its items stay, and that they do is told. */
export interface GoneHolding {
  readonly position: number
  readonly index: number
  readonly gone_holding: string
}
export type AnyTaken = Taken | TakenAuthority | TakenHolding | GoneHolding
export const isTitle = (t: AnyTaken): t is Taken => 'row' in t
export const isHolding = (t: AnyTaken): t is TakenHolding => 'holding' in t
export const isGoneHolding = (t: AnyTaken): t is GoneHolding => 'gone_holding' in t
export const isAuthority = (t: AnyTaken): t is TakenAuthority => 'authority' in t

/** A record that the rules of the import do not take. */
export interface NotTakenRecord {
  readonly of: AnyTaken
  readonly reason: NotTaken
  readonly detail: string
}
export interface WrittenAuthorities {
  readonly authorities_new: number
  readonly authorities_changed: number
  readonly authorities_unchanged: number
}
export const noAuthorities: WrittenAuthorities = {
  authorities_new: 0,
  authorities_changed: 0,
  authorities_unchanged: 0,
}
export interface WrittenHoldings {
  readonly holdings_new: number
  readonly holdings_changed: number
  readonly holdings_unchanged: number
  readonly holdings_removed: number
}
export const noHoldings: WrittenHoldings = {
  holdings_new: 0,
  holdings_changed: 0,
  holdings_unchanged: 0,
  holdings_removed: 0,
}
/** Items that a holdings record named which its source deleted, and the title on which they stay. */
export interface LeftItems {
  readonly of: GoneHolding
  readonly title_id: string
  readonly items: number
}
/** Where an item stands in the file. */
export type At = Pick<Taken, 'position' | 'index'>
export interface Written extends WrittenAuthorities, WrittenHoldings {
  readonly titles_new: number
  readonly titles_changed: number
  readonly titles_unchanged: number
  readonly titles_kept: number
  readonly items_new: number
  readonly items_same: number
  /** Items whose barcode the library has on another title. */
  readonly taken_barcodes: readonly { readonly of: At; readonly barcode: string }[]
  readonly refused: readonly NotTakenRecord[]
  readonly left: readonly LeftItems[]
}

export type StoredTitle = Omit<Static<typeof StoredRow>, 'led_to'>
/** What a batch left in the database: each title with its id and whether it is new, each item with whether it was made. */
export interface Stored {
  readonly titles: readonly {
    readonly control_number: string
    readonly title_id: string
    readonly made: boolean
    /** The version that was replaced; null where the title is new or as it was. */
    readonly version_no: number | null
    readonly hash: Buffer
  }[]
  readonly items: readonly Static<typeof Imported>[]
  readonly authorities: readonly {
    readonly authority_id: string
    readonly made: boolean
    readonly version_no: number | null
    readonly hash: Buffer
  }[]
  /** Holdings records that were made, changed or taken out, and what they were before. */
  readonly holdings: readonly HoldingNoted[]
}
export interface HoldingNoted {
  readonly control_number: string
  readonly title_id: string | null
  readonly record: Buffer | null
  readonly hash: Buffer | null
}

/**
 * Without the name, so that each batch gets a plan for the tables as they are now: one that is kept would be that of
 * the first batch, made for an empty catalogue, and read all of it for each batch that follows.
 */
export const send = async (client: pg.PoolClient, query: Query): Promise<Record<string, unknown>[]> =>
  (await client.query({ text: query.text, values: query.values as unknown[] })).rows

export interface Into {
  readonly source: string
  readonly at: string
  /** By which rules titles are matched and changed; absent: by their number alone, and the new description is taken. */
  readonly steered?: Steered | undefined
  readonly noted?: ((batch: Stored) => readonly Query[]) | undefined
  /** Code of the library whose holdings these are; null where they are of whichever has the branch. */
  readonly library: string | null
  /** Whether the file has described a title with this number: one that is looked at is not in the database yet. */
  readonly inFile?: ((number: string) => boolean) | undefined
}
