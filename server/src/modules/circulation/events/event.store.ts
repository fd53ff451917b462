import type { Doer } from '../../../base/ctx.ts'
import { addDays, dayOf, timeOf } from '../../../base/dates.ts'
import { atOnce, type Query, sql, type Write } from '../../../base/sql.ts'
import { ageBand } from '../../patrons/index.ts'

/** The kinds of desk event; `db/migrations` holds the same list as a check. */
export type EventKind =
  | 'checkout'
  | 'checkin'
  | 'renewal'
  | 'receive'
  | 'undo'
  | 'due_changed'
  | 'in_house'
  | `hold_${'placed' | 'cancelled' | 'changed' | 'suspended' | 'resumed' | 'ready' | 'in_transit' | 'cleared' | 'expired' | 'not_found' | 'escalated'}`
  | `item_${'added' | 'lost' | 'missing' | 'found' | 'damaged' | 'incomplete' | 'repaired' | 'completed' | 'checked' | 'withdrawn' | 'restored' | 'packed' | 'unpacked'}`
  | 'damage_charged'
  | 'claim_looked'
  | 'claimed_returned'
  | 'claim_resolved'
  | `transit_${'lost' | 'found' | 'sought'}`
  | `crate_${'opened' | 'closed' | 'received' | 'emptied'}`
  | 'invoiced'

/** The facts about a person that statistics may freeze: bands and areas, never the person. */
export interface FrozenPerson {
  readonly patron_id: string
  readonly library_id: string
  readonly membership_type: string
  readonly birth_on: string | null
  readonly gender: string
  readonly postcode: string | null
  readonly keep_history: boolean
}

/** What an event freezes of an item and its title. */
export interface FrozenItem {
  readonly item_id: string
  readonly library_id: string
  readonly title_id: string
  readonly item_type: string
  readonly shelf: string | null
  readonly audience: string | null
  readonly language: string | null
}

export interface NewEvent {
  readonly event_id: string
  readonly kind: EventKind
  readonly occurred_at: string
  readonly item_id: string | null
  /** The item as the facts of a decision say it; it is looked up otherwise. */
  readonly item?: FrozenItem | null
  readonly title_id?: string | null
  readonly loan_id?: string | null
  readonly hold_id?: string | null
  readonly person: FrozenPerson | null
  readonly due_on?: string | null
  readonly late_days?: number | null
  readonly amount_cents?: number | null
  readonly undoes?: string | null
  /** Why it counts for another day; a short text of staff, gone with the link to the person. */
  readonly reason?: string | null
  /** What undo needs to put back: ids, days and states, kept as long as the link to the person. */
  readonly undo?: object | null
}

const PARTS = [
  [12, 'morning'],
  [17, 'afternoon'],
  [24, 'evening'],
] as const
export const dayPart = (at: string): string => {
  const hour = Number(timeOf(at).slice(0, 2))
  return PARTS.find(([until]) => hour < until)?.[1] ?? 'evening'
}

/** How long a loan may be traced to a person who did not ask for history: ninety days (mission document, "Hoe" 7). */
export const TRACE_DAYS = 90
const KEPT = '9999-12-31'

/** The item and the title that an event is about, as `i`. */
const frozenItem = ({ item: i, item_id, title_id }: NewEvent): Query =>
  i
    ? sql`(select ${i.item_id}::bigint as item_id, ${i.library_id}::bigint as library_id, ${i.title_id}::bigint as title_id, ${i.item_type}::text as item_type,
             ${i.shelf}::text as shelf, ${i.audience}::text as audience, ${i.language}::text as language) i`
    : sql`(select item.item_id, item.library_id, t.title_id, item.item_type, item.shelf, t.audience, t.language
             from (select ${item_id}::bigint as item_id, ${title_id ?? null}::bigint as title_id) a
             left join inventory.item on item.item_id = a.item_id
             left join cataloguing.title t on t.title_id = coalesce(item.title_id, a.title_id)) i`

/** An event with its frozen facts, and apart from it the link to the person. The event row is the outbox. */
export function eventWrites(ctx: Doer, e: NewEvent): Write[] {
  const day = dayOf(e.occurred_at)
  const { actor } = ctx
  const p = e.person
  const event = sql`
    insert into circulation.event (event_id, occurred_at, received_at, kind, undoes, library_id, branch_id, workstation_id, staff_id, source,
      item_id, item_library_id, title_id, item_type, shelf, closed_stack, audience, language, loan_id, hold_id,
      patron_library_id, age_band, gender, membership_type, postcode, day_part, due_on, late_days, amount_cents, undo, reason)
    select ${e.event_id}, ${e.occurred_at}, ${ctx.now.toString()}, ${e.kind}, ${e.undoes ?? null}, ${actor.library_id}, ${actor.branch_id},
           ${actor.workstation_id}, ${actor.staff_id}, ${ctx.source}, i.item_id, i.library_id, i.title_id, i.item_type, i.shelf,
           i.shelf ilike '%magazijn%', i.audience, i.language, ${e.loan_id ?? null}, ${e.hold_id ?? null},
           ${p?.library_id ?? null}, ${p ? ageBand(p.birth_on, day) : null}, ${p?.gender ?? null}, ${p?.membership_type ?? null},
           ${p?.postcode ?? null}, ${dayPart(e.occurred_at)}, ${e.due_on ?? null}, ${e.late_days ?? null}, ${e.amount_cents ?? null},
           ${e.undo ? JSON.stringify(e.undo) : null}, ${e.reason ?? null}
      from ${frozenItem(e)}`
  const erase = p?.keep_history ? KEPT : addDays(day, TRACE_DAYS + 1)
  const tie =
    p &&
    sql`
    insert into circulation.event_patron (event_id, patron_id, library_id, erase_in)
    values (${e.event_id}, ${p.patron_id}, ${p.library_id}, ${erase})`
  return [...(tie ? [{ as: 'tie', query: tie }] : []), { as: 'event', query: event }]
}

/** The same as a statement of its own. */
export const eventQuery = (ctx: Doer, e: NewEvent): Query => atOnce(eventWrites(ctx, e))
