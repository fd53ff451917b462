import { type Query, sql } from '../../../base/sql.ts'

/** A missing item that turns up is in use again. */
export const itemFoundQuery = (item_id: string): Query =>
  sql`update inventory.item set state = 'in_use' where item_id = ${item_id} and state = 'missing'`

/** Items that nobody finds where they should be. */
export const itemMissingQuery = (item_ids: readonly string[]): Query =>
  sql`update inventory.item set state = 'missing' where item_id = any (${item_ids}::bigint[]) and state = 'in_use'`
export type ItemState = 'in_use' | 'missing' | 'withdrawn' | 'on_order' | 'lost' | 'damaged' | 'incomplete'
export type ConditionKind =
  | 'damaged'
  | 'incomplete'
  | 'missing'
  | 'lost'
  | 'claimed'
  | 'withdrawn'
  | 'quick_added'
export type ConditionEnd =
  | 'repaired'
  | 'complete'
  | 'found'
  | 'restored'
  | 'catalogued'
  | 'settled'
  | 'undone'

export const itemStateQuery = (item_id: string, state: string): Query =>
  sql`update inventory.item set state = ${state} where item_id = ${item_id}`

/** Begins a condition; the event that began it is what undo names. */
export const beginConditionQuery = (of: {
  readonly item_id: string
  readonly kind: ConditionKind
  readonly note: string | null
  readonly event_id: string
  readonly at: string
}): Query => sql`
  insert into inventory.item_condition (item_id, library_id, kind, since, note, event_id)
  select i.item_id, i.library_id, ${of.kind}, ${of.at}, ${of.note}, ${of.event_id}::uuid from inventory.item i where i.item_id = ${of.item_id}`

/** Ends the open conditions of these kinds. */
export const endConditionsQuery = (of: {
  readonly item_id: string
  readonly kinds: readonly ConditionKind[]
  readonly ended: ConditionEnd
  readonly event_id: string
  readonly at: string
}): Query => sql`
  update inventory.item_condition set ended_at = ${of.at}, ended = ${of.ended}, ended_event = ${of.event_id}::uuid
   where item_id = ${of.item_id} and ended_at is null and kind = any (${of.kinds}::text[])`

/** As if the event never was: what it began never was, and what it ended goes on. */
export const undoConditionsQuery = (event_id: string, at: string): Query => sql`
  update inventory.item_condition
     set ended_at = case when event_id = ${event_id}::uuid then ${at}::timestamptz end,
         ended = case when event_id = ${event_id}::uuid then 'undone' end, ended_event = null
   where event_id = ${event_id}::uuid or ended_event = ${event_id}::uuid`

/** An item of which a change of many began or ended a condition, by its own event. */
export interface ConditionOf {
  readonly item_id: string
  readonly event_id: string
}
/** Begins a condition of each of these items. */
export const beginConditionsQuery = (
  rows: readonly ConditionOf[],
  of: { readonly kind: ConditionKind; readonly note: string | null; readonly at: string },
): Query => sql`
  insert into inventory.item_condition (item_id, library_id, kind, since, note, event_id)
  select i.item_id, i.library_id, ${of.kind}, ${of.at}, ${of.note}, n.event_id
    from unnest(${rows.map(r => r.item_id)}::bigint[], ${rows.map(r => r.event_id)}::uuid[]) as n(item_id, event_id)
    join inventory.item i on i.item_id = n.item_id`

/** Ends whatever kept these items from being in use, each kind in its own word. What is lost comes back by its scan. */
export const endAllConditionsQuery = (rows: readonly ConditionOf[], at: string): Query => sql`
  update inventory.item_condition c
     set ended_at = ${at}, ended_event = n.event_id,
         ended = case c.kind when 'damaged' then 'repaired' when 'incomplete' then 'complete' when 'missing' then 'found' else 'restored' end
    from unnest(${rows.map(r => r.item_id)}::bigint[], ${rows.map(r => r.event_id)}::uuid[]) as n(item_id, event_id)
   where c.item_id = n.item_id and c.ended_at is null and c.kind in ('damaged', 'incomplete', 'missing', 'withdrawn')`

/** The same as `undoConditionsQuery` for many events. */
export const undoManyConditionsQuery = (event_ids: readonly string[], at: string): Query => sql`
  update inventory.item_condition
     set ended_at = case when event_id = any (${event_ids}::uuid[]) then ${at}::timestamptz end,
         ended = case when event_id = any (${event_ids}::uuid[]) then 'undone' end, ended_event = null
   where event_id = any (${event_ids}::uuid[]) or ended_event = any (${event_ids}::uuid[])`

/** The code of an item that never was may be given again. */
export const freeBarcodeQuery = (item_id: string): Query =>
  sql`update inventory.item set barcode = left(barcode, 40) || '#' || item_id where item_id = ${item_id}`
