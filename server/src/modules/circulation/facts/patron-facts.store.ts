import { BirthOn, BlockCause, BlockedAction, Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { cardIs, cardState, holdsFor, restrictedFor } from '../../patrons/index.ts'

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

/**
 * The records of one person in the libraries in scope, as arrays of one order: by an agreement a person may have
 * more than one, and blocks and limits of a cooperation count them together.
 */
const same = sql`left join lateral (select coalesce(array_agg(s.patron_id), array[p.patron_id]) as ids,
  coalesce(array_agg(s.library_id), array[p.library_id]) as library_ids from patrons.patron s where s.person_id = p.person_id) same on true`

/**
 * Money of the person, read once: the own balance; open charges with where and when each was made, where one without a
 * branch was made by the library of the patron; and what the library holds as deposits: received or settled with credit,
 * less what was booked back or given back.
 */
const money = sql`left join lateral (select
    sum(d.cents) filter (where d.own) as balance_cents, -sum(d.deposit) filter (where d.own) as deposit_cents,
    json_agg(json_build_object('library_id', coalesce(b.library_id, d.library_id)::text, 'on_day', c.on_day, 'cents', d.cents))
      filter (where d.cents <> 0 and c.entry_id is not null) as debts
    from (select coalesce(e.charge_id, e.entry_id) as charge_id, a.library_id, a.patron_id = p.patron_id as own, sum(e.amount_cents)::integer as cents,
                 sum(e.amount_cents) filter (where e.charge_kind = 'deposit'
                   and (coalesce(r.kind, e.kind) in ('payment', 'payout') or coalesce(r.reason, e.reason) = 'credit_used')) as deposit
            from unnest(same.library_ids, same.ids) as s(library_id, patron_id)
            join finance.account a on a.library_id = s.library_id and a.patron_id = s.patron_id
            join finance.entry e on e.account_id = a.account_id left join finance.entry r on r.entry_id = e.reverses group by 1, 2, 3) d
    left join finance.entry c on c.entry_id = d.charge_id left join organisation.branch b on b.branch_id = c.branch_id) money on true`

/** Open holds, and what picking one up was promised to cost where it costs something. */
const waits = sql`left join lateral (select json_agg(h.hold_id::text) as holds,
    json_agg(json_build_object('hold_id', h.hold_id::text, 'cents', h.pickup_cents)) filter (where h.pickup_cents > 0) as costs
    from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null) waits on true`

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
  select json_build_object(
    'patron_id', p.patron_id::text, 'library_id', p.library_id::text, 'membership_type', p.membership_type,
    'member_until', p.member_until, 'deceased', p.deceased, 'restricted', ${restrictedFor('functional')}, 'birth_on', p.birth_on, 'gender', p.gender, 'postcode', p.postcode,
    'keep_history', p.keep_history,
    'card', ${cardRead(at.day, [...(at.card === undefined ? [] : [at.card.trim()]), ...(at.eid ?? [])])},
    'blocks', coalesce((select json_agg(json_build_object('until', b.until, 'actions', b.actions, 'cause', b.cause) order by b.block_id)
                from patrons.block b where ${holdsFor(sql`${at.day}::date`, sql`same.ids`)}), '[]'),
    'balance_cents', coalesce(money.balance_cents, 0), 'debts', coalesce(money.debts, '[]'), 'deposit_cents', coalesce(money.deposit_cents, 0)::integer,
    'holds', coalesce(waits.holds, '[]'), 'pickup_costs', coalesce(waits.costs, '[]'),
    'loans', coalesce((select json_agg(json_build_object('item_id', l.item_id::text, 'item_type', l.item_type, 'title_id', l.title_id::text,
                'branch_id', l.branch_id::text, 'item_library_id', l.item_library_id::text, 'lent_library_id', lb.library_id::text, 'due_on', l.due_on,
                'claimed_on', l.claimed_on))
              from circulation.loan l join organisation.branch lb on lb.branch_id = l.branch_id
             where l.patron_id = any (same.ids) and l.returned_at is null), '[]')) as patron
    from patrons.patron p ${same} ${money} ${waits} where ${is}`

/** The same as a column beside others, a list in `patrons`. */
export const patronsColumn = (...ask: Parameters<typeof patronFacts>): Query =>
  sql`, (select coalesce(json_agg(f.patron), '[]') from (${patronFacts(...ask)}) f) as patrons`

/** Whether a patron can be seen in this session: one row or none. */
export const patronSeen = (patron_id: string): Query =>
  sql`select patron_id from patrons.patron where patron_id = ${patron_id}`
