import { type Query, sql } from '../../../base/sql.ts'

/**
 * What hangs on patrons gets another library: loans with the terms that they were lent under, reservations with their
 * place, and all that hangs on those. Rows of loans and reservations that are open are answered, so that they are counted.
 */
export const patronCirculation = (
  to: string,
  ids: readonly string[],
): { readonly of: string; readonly move: Query }[] => [
  {
    of: 'loans',
    move: sql`update circulation.loan set library_id = ${to} where patron_id = any (${ids}::bigint[]) and returned_at is null returning 1`,
  },
  {
    of: 'past_loans',
    move: sql`update circulation.loan set library_id = ${to} where patron_id = any (${ids}::bigint[]) and returned_at is not null`,
  },
  {
    of: 'holds',
    move: sql`update circulation.hold set library_id = ${to} where patron_id = any (${ids}::bigint[]) and closed_at is null returning 1`,
  },
  ...holdParts(to, ids),
  {
    of: 'children',
    move: sql`update circulation.loan_child c set library_id = ${to} from circulation.loan l where l.loan_id = c.loan_id and l.patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'claims',
    move: sql`update circulation.claim c set library_id = ${to} from circulation.loan l where l.loan_id = c.loan_id and l.patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'last_closed',
    move: sql`update circulation.last_closed set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'bags',
    move: sql`update circulation.home_bag set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'stops',
    move: sql`update circulation.home_stop set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
]

const holdParts = (to: string, ids: readonly string[]): { readonly of: string; readonly move: Query }[] => [
  {
    of: 'past_holds',
    move: sql`update circulation.hold set library_id = ${to} where patron_id = any (${ids}::bigint[]) and closed_at is not null`,
  },
  {
    of: 'hold_titles',
    move: sql`update circulation.hold_title x set library_id = ${to} from circulation.hold h where h.hold_id = x.hold_id and h.patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'calls',
    move: sql`update circulation.hold_call x set library_id = ${to} from circulation.hold h where h.hold_id = x.hold_id and h.patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'requests',
    move: sql`update circulation.ibl_request x set library_id = ${to} from circulation.hold h where h.hold_id = x.hold_id and h.patron_id = any (${ids}::bigint[])`,
  },
]

/** Where loans name the library of their item, they name the new one: whoever has it in hand takes it back as their own. */
export const itemCirculation = (to: string, item_ids: readonly string[]): Query[] => [
  sql`update circulation.loan set item_library_id = ${to} where item_id = any (${item_ids}::bigint[]) and returned_at is null`,
  sql`update circulation.loan set item_library_id = ${to} where item_id = any (${item_ids}::bigint[]) and returned_at is not null`,
  sql`update circulation.claim set item_library_id = ${to} where item_id = any (${item_ids}::bigint[])`,
]

/** What hangs on branches and days: routes, requests, and lists of today, which the night makes anew. */
export const houseCirculation = (from: string, to: string): Query[] => [
  sql`update circulation.home_departure set library_id = ${to} where library_id = ${from}`,
  sql`update circulation.home_route set library_id = ${to} where library_id = ${from}`,
  sql`update circulation.ibl_request set lender_library_id = ${to} where lender_library_id = ${from}`,
  sql`delete from circulation.pull_claim where library_id = ${from}`,
  sql`update circulation.shelf_search set library_id = ${to} where library_id = ${from}`,
]

/** Crates; one whose code the other library has gets a code of its own. */
export const fuseCrates = (of: {
  readonly from: string
  readonly to: string
  readonly suffix: string
}): Query => sql`
  with coming as (
    select c.crate_id, c.code, exists (select from circulation.crate k where k.library_id = ${of.to} and k.code = c.code) as taken
      from circulation.crate c where c.library_id = ${of.from}),
  moved as (
    update circulation.crate c set library_id = ${of.to}, code = case when x.taken then c.code || ${of.suffix}::text else c.code end
      from coming x where c.crate_id = x.crate_id)
  select crate_id::text as row_id, jsonb_build_object('code', code) as was from coming`
export const cratesBack = (
  from: string,
  rows: readonly { readonly row_id: string; readonly code: string }[],
): Query => sql`
  update circulation.crate c set library_id = ${from}, code = r.code
    from unnest(${rows.map(r => r.row_id)}::bigint[], ${rows.map(r => r.code)}::text[]) as r(crate_id, code) where c.crate_id = r.crate_id`

export const loansAhead = (library_id: string): Query => sql`
  select (select count(*) from circulation.loan where library_id = ${library_id} and returned_at is null)::integer as loans,
         (select count(*) from circulation.hold where library_id = ${library_id} and closed_at is null)::integer as holds`
