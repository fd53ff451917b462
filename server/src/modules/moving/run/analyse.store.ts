import type { MoveKind } from '@kaft/contract'
import { type Query, sql } from '../../../base/sql.ts'

/**
 * The planner's figures of what a kind fills: in a new library the tables grow from nothing to hundreds of thousands
 * of rows within minutes, and a plan for nothing would read them whole for each row.
 */
export const analyse: Readonly<Record<MoveKind, Query>> = {
  titles: sql`analyze (skip_locked) cataloguing.title, moving.link`,
  items: sql`analyze (skip_locked) inventory.item, moving.link`,
  patrons: sql`analyze (skip_locked) patrons.patron, patrons.card, patrons.membership, patrons.name_token, patrons.person, moving.link`,
  cards: sql`analyze (skip_locked) patrons.card, moving.link`,
  memberships: sql`analyze (skip_locked) patrons.membership, moving.link`,
  blocks: sql`analyze (skip_locked) patrons.block, moving.link`,
  notes: sql`analyze (skip_locked) patrons.note, moving.link`,
  loans: sql`analyze (skip_locked) circulation.loan, circulation.item_status, moving.link`,
  holds: sql`analyze (skip_locked) circulation.hold, circulation.item_status, moving.link`,
  charges: sql`analyze (skip_locked) finance.account, finance.entry, finance.charge_about, moving.link`,
  history: sql`analyze (skip_locked) circulation.loan, moving.link`,
}
