import { Day, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const SimulationRow = Type.Object({
  simulation_id: Type.String(),
  state: Type.Union(['asked', 'running', 'done', 'failed'].map(s => Type.Literal(s))),
  asked_at: Instant,
  ended_at: Nullable(Instant),
  done: Type.Integer(),
  total: Nullable(Type.Integer()),
  outcome: Type.Unknown(),
})
export const lastSimulation = (version_id: string): Query => sql`
  select simulation_id, state, asked_at, ended_at, done, total, outcome from circulation.simulation
   where version_id = ${version_id} order by simulation_id desc limit 1`

/** One that is asked for or runs is not asked for again. */
export const askSimulation = (ask: {
  readonly version_id: string
  readonly library_id: string
  readonly staff_id: string
  readonly now: string
}): Query => sql`
  insert into circulation.simulation (version_id, library_id, state, asked_at, asked_by)
  select ${ask.version_id}, ${ask.library_id}, 'asked', ${ask.now}, ${ask.staff_id}
   where not exists (select from circulation.simulation s where s.version_id = ${ask.version_id} and s.state in ('asked', 'running'))`

export const Waiting = Type.Object({
  simulation_id: Type.String(),
  version_id: Type.String(),
  library_id: Type.String(),
})
/** Takes the next that was asked for, or that broke off: one that says nothing for five minutes runs nowhere any more. */
export const claimSimulation = (now: string): Query => sql`
  update circulation.simulation set state = 'running', begun_at = ${now}, seen_at = ${now}, done = 0, total = null
   where simulation_id = (
     select simulation_id from circulation.simulation
      where state = 'asked' or (state = 'running' and seen_at < ${now}::timestamptz - interval '5 minutes')
      order by simulation_id limit 1 for update skip locked)
  returning simulation_id, version_id, library_id`

export const noteProgress = (
  simulation_id: string,
  at: { readonly now: string; readonly done: number; readonly total: number },
): Query => sql`
  update circulation.simulation set done = ${at.done}, total = ${at.total}, seen_at = ${at.now} where simulation_id = ${simulation_id}`
export const endSimulation = (
  simulation_id: string,
  end: { readonly now: string; readonly done: number; readonly outcome: object | null },
): Query => sql`
  update circulation.simulation
     set state = ${end.outcome ? 'done' : 'failed'}, ended_at = ${end.now}, done = ${end.done},
         outcome = ${end.outcome && JSON.stringify(end.outcome)}
   where simulation_id = ${simulation_id}`

/** Facts of a library a day. */
export const FactCount = Type.Object({ returned_on: Day, loans: Type.Integer() })
export const factCounts = (from_on: string, until_on: string): Query => sql`
  select returned_on, count(*)::integer as loans from circulation.loan_fact
   where library_id = (select organisation.own_library()) and returned_on >= ${from_on} and returned_on <= ${until_on}
   group by returned_on order by returned_on`

export const Fact = Type.Object({
  branch_id: Type.String(),
  membership_type: Nullable(Type.String()),
  age_band: Nullable(Type.String()),
  item_type: Type.String(),
  shelf: Nullable(Type.String()),
  item_age_days: Nullable(Type.Integer()),
  price_cents: Nullable(Type.Integer()),
  lent_on: Day,
  due_on: Day,
  returned_on: Day,
  renewals: Type.Integer(),
  hold_wait_days: Nullable(Type.Integer()),
})
export const factsOf = (from_on: string, until_on: string): Query => sql`
  select branch_id, membership_type, age_band, item_type, shelf, item_age_days, price_cents, lent_on, due_on, returned_on,
         renewals, hold_wait_days
    from circulation.loan_fact
   where library_id = (select organisation.own_library()) and returned_on >= ${from_on} and returned_on <= ${until_on}`

export const Borrower = Type.Object({ patron_id: Type.String() })
/** Who lent something at the own branches since then. */
export const borrowersSince = (since: string): Query => sql`
  select distinct ep.patron_id
    from circulation.event e join circulation.event_patron ep on ep.event_id = e.event_id
   where e.kind = 'checkout' and e.occurred_at >= ${since}
     and e.branch_id = any (array(select branch_id from organisation.branch where library_id = (select organisation.own_library())))
   order by ep.patron_id`

export const Traced = Type.Object({
  membership_type: Type.String(),
  birth_on: Nullable(Type.String()),
  loans: Type.Array(
    Type.Object({
      item_type: Type.String(),
      title_id: Type.String(),
      branch_id: Type.String(),
      library_id: Type.String(),
      lent_at: Instant,
      returned_at: Nullable(Instant),
      due_on: Day,
    }),
  ),
  entries: Type.Array(Type.Object({ at: Instant, amount_cents: Type.Integer() })),
})
export const tracedReaders = (patron_ids: readonly string[], since: string): Query => sql`
  select p.membership_type, p.birth_on,
         coalesce((select json_agg(json_build_object('item_type', l.item_type, 'title_id', l.title_id::text, 'branch_id', l.branch_id::text,
                     'library_id', b.library_id::text, 'lent_at', base.iso(l.lent_at), 'returned_at', base.iso(l.returned_at), 'due_on', l.due_on)
                     order by l.lent_at)
                     from circulation.loan l join organisation.branch b on b.branch_id = l.branch_id
                    where l.patron_id = p.patron_id and (l.returned_at is null or l.returned_at >= ${since})
                      and l.ended is distinct from 'undone'), '[]') as loans,
         coalesce((select json_agg(json_build_object('at', base.iso(e.at), 'amount_cents', e.amount_cents) order by e.at)
                     from finance.account a join finance.entry e on e.account_id = a.account_id
                    where a.library_id = p.library_id and a.patron_id = p.patron_id), '[]') as entries
    from patrons.patron p where p.patron_id = any (${patron_ids}::bigint[])`
