import type { Erased, ErasureStep } from '../../../base/personal.ts'
import { sql } from '../../../base/sql.ts'

/**
 * What a move that is over still knows of people who are erased: under which number they came, and the files in which they
 * stand with all the others, which nobody reads again once the library is live.
 */
export function eraseMoved({ patron_ids: ids, part }: Erased): readonly ErasureStep[] {
  if (part !== 'everything') return []
  const patrons = sql`k.kind = 'patrons' and k.target_id = any (${ids}::bigint[])`
  const moves = sql`(select m.move_id from moving.move m join moving.link k on k.move_id = m.move_id where m.signed_at is not null and ${patrons})`
  return [
    {
      table: 'moving.fusion_row',
      rows: sql`moving.fusion_row r`,
      where: sql`(r.kind = 'patron' and (r.row_id = any (${ids}::bigint[]) or r.kept_id = any (${ids}::bigint[])))
        or (r.kind = 'card' and r.row_id in (select c.card_id from patrons.card c where c.patron_id = any (${ids}::bigint[])))`,
      set: null,
    },
    // An export that waits to be fetched tells of everybody in it: it goes whole, and is made anew.
    ...(['departure_part', 'departure_file'] as const).map(table => ({
      table: `moving.${table}`,
      rows: table === 'departure_part' ? sql`moving.departure_part f` : sql`moving.departure_file f`,
      where: sql`f.departure_id in (select d.departure_id from moving.departure d join patrons.patron p on p.library_id = d.library_id
                  where d.state = 'confirmed' and p.patron_id = any (${ids}::bigint[]))`,
      set: null,
    })),
    { table: 'moving.part', rows: sql`moving.part p`, where: sql`p.move_id in ${moves}`, set: null },
    {
      table: 'moving.refusal',
      rows: sql`moving.refusal r`,
      where: sql`r.kind = 'patrons' and r.target_id = any (${ids}::bigint[])`,
      set: null,
    },
    {
      table: 'moving.link',
      rows: sql`moving.link k`,
      where: sql`(${patrons})
        or (k.kind = 'cards' and k.target_id in (select c.card_id from patrons.card c where c.patron_id = any (${ids}::bigint[])))
        or (k.kind = 'memberships' and k.target_id in (select c.membership_id from patrons.membership c where c.patron_id = any (${ids}::bigint[])))
        or (k.kind = 'blocks' and k.target_id in (select c.block_id from patrons.block c where c.patron_id = any (${ids}::bigint[])))
        or (k.kind = 'notes' and k.target_id in (select c.note_id from patrons.note c where c.patron_id = any (${ids}::bigint[])))
        or (k.kind in ('loans', 'history') and k.target_id in (select c.loan_id from circulation.loan c where c.patron_id = any (${ids}::bigint[])))
        or (k.kind = 'holds' and k.target_id in (select c.hold_id from circulation.hold c where c.patron_id = any (${ids}::bigint[])))
        or (k.kind = 'charges' and k.target_id in (select e.entry_id from finance.entry e join finance.account a on a.account_id = e.account_id
              where a.patron_id = any (${ids}::bigint[])))`,
      set: null,
    },
  ]
}
