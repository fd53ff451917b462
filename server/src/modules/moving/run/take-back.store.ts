import { type Query, sql } from '../../../base/sql.ts'
import type { At } from './notes.store.ts'

/** Cards, memberships, blocks and notes went with their patrons: their links have nothing to point at any more. */
export const untieLost = (at: At): Query => sql`
  delete from moving.link k
   where k.library_id = ${at.library_id} and k.move_id = ${at.move_id} and (
      (k.kind = 'cards' and not exists (select from patrons.card c where c.card_id = k.target_id))
   or (k.kind = 'memberships' and not exists (select from patrons.membership m where m.membership_id = k.target_id))
   or (k.kind = 'blocks' and not exists (select from patrons.block b where b.block_id = k.target_id))
   or (k.kind = 'notes' and not exists (select from patrons.note n where n.note_id = k.target_id)))`
