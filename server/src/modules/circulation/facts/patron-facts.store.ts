import { BirthOn, BlockCause, BlockedAction, Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { cardIs, cardState, restrictedFor } from '../../patrons/index.ts'

/** What decisions need to know of a patron. Loans are listed, not counted: limits count them in many ways. */
export const PatronFacts = Type.Object({
  patron_id: Id,
  library_id: Id,
  membership_type: Type.String(),
  member_until: Nullable(Day),
  deceased: Type.Boolean(),
  restricted: Type.Boolean(),
  birth_on: Nullable(BirthOn),
  gender: Type.String(),
  postcode: Nullable(Type.String()),
  keep_history: Type.Boolean(),
  /** The card that was read, if one was. */
  card: Nullable(Type.Object({ state: Type.String(), until: Nullable(Day) })),
  /** Blocks that hold at this desk, each with what it keeps from. */
  blocks: Type.Array(
    Type.Object({
      until: Nullable(Day),
      actions: Type.Array(BlockedAction),
      cause: Type.Optional(BlockCause),
    }),
  ),
  balance_cents: Type.Integer(),
  /** What is open, charge by charge, of this person at any library in scope; what is owed to them is negative. */
  debts: Type.Array(Type.Object({ library_id: Id, on_day: Day, cents: Type.Integer() })),
  /** Paid as a deposit and not given back. */
  deposit_cents: Type.Integer(),
  /** Open holds, by which the patron is known in a queue. */
  holds: Type.Array(Id),
  /** Of those, what picking one up was promised to cost, where it costs something. */
  pickup_costs: Type.Array(Type.Object({ hold_id: Id, cents: Type.Integer() })),
  loans: Type.Array(
    Type.Object({
      item_id: Id,
      item_type: Type.String(),
      title_id: Id,
      branch_id: Id,
      item_library_id: Id,
      lent_library_id: Id,
      due_on: Day,
      claimed_on: Nullable(Day),
    }),
  ),
})
export type PatronFacts = Type.Static<typeof PatronFacts>

/** The patrons that a card opens, or the one with this id: a condition on `p`. `eid`: hashes, if it is an identity card. */
export const patronIs = (
  ask: { patron_id?: string | undefined; card?: string | undefined },
  eid: readonly string[] = [],
): Query =>
  ask.patron_id !== undefined
    ? sql`p.patron_id = ${ask.patron_id}`
    : sql`p.patron_id in (select c.patron_id from patrons.card c where ${cardIs(ask.card?.trim() ?? '', eid)})`

/** The same as an array of ids, for the queue of an item in which they may stand. */
export const patronsWho = (
  ask: { patron_id?: string | undefined; card?: string | undefined },
  eid: readonly string[] = [],
): Query =>
  ask.patron_id !== undefined
    ? sql`array[${ask.patron_id}::bigint]`
    : sql`array(select c.patron_id from patrons.card c where ${cardIs(ask.card?.trim() ?? '', eid)})`

/** Waits for whoever decides about this patron, so that limits are counted by one desk at a time. */
export const lockPatron = (is: Query): Query =>
  sql`select p.patron_id from patrons.patron p where ${is} order by p.patron_id for no key update`

/** The card that was read; nothing is asked where the patron was found otherwise. */
const cardRead = (day: string, codes: readonly string[]): Query =>
  codes.length === 0
    ? sql`null`
    : sql`(select json_build_object('state', ${cardState(sql`${day}::date`)}, 'until', c.expires_on) from patrons.card c
              where c.patron_id = p.patron_id and c.code = any (${codes}::text[]) limit 1)`

/** One row a patron, as JSON in `patron`. */
export const patronFacts = (
  is: Query,
  at: { day: string; card?: string | undefined; eid?: readonly string[] },
): Query => sql`
  select circulation.patron_facts(p, ${at.day}::date, ${restrictedFor('functional')},
      ${cardRead(at.day, [...(at.card === undefined ? [] : [at.card.trim()]), ...(at.eid ?? [])])}) as patron
    from patrons.patron p where ${is}`

/** The same as a column beside others, a list in `patrons`. */
export const patronsColumn = (...ask: Parameters<typeof patronFacts>): Query =>
  sql`, (select coalesce(json_agg(f.patron), '[]') from (${patronFacts(...ask)}) f) as patrons`

/** Whether a patron can be seen in this session: one row or none. */
export const patronSeen = (patron_id: string): Query =>
  sql`select patron_id from patrons.patron where patron_id = ${patron_id}`
