import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../../base/sql.ts'
import type { ExportKind } from './rows.rules.ts'

export const Row = Type.Record(Type.String(), Type.Unknown())
export const PatronPage = Type.Object({ patron_id: Id })
/** The next records that are somebody's own; what went into another one by a merge is told there. */
export const patronPage = (library_id: string, after: string, most: number): Query =>
  sql`select patron_id from patrons.patron where library_id = ${library_id} and patron_id > ${after}::bigint and merged_into is null order by patron_id limit ${most}`

const euros = (cents: Query): Query => sql`round(${cents}::numeric / 100, 2)::text`
const ids = (patron_ids: readonly string[]): Query => sql`any (${patron_ids}::bigint[])`

/** What hangs on people, each under the fields of a move in; all of it by an index on the patron. */
export const personFiles: Readonly<
  Record<Exclude<ExportKind, 'items'>, (patron_ids: readonly string[]) => Query>
> = {
  patrons: of => sql`
    select p.patron_id::text as key, c.code as card, p.family_name, p.given_name, p.birth_on, p.gender, patrons.number_of(p.patron_id) as national_number,
           p.street, p.postcode, p.municipality, p.email, p.phone, p.language, p.message_channel, p.keep_history::text, p.news::text,
           p.membership_type, p.member_since::text, p.member_until::text
      from patrons.patron p
      left join lateral (select x.code from patrons.card x where x.patron_id = p.patron_id and x.kind = 'library' and x.state = 'active'
                          order by x.card_id limit 1) c on true
     where p.patron_id = ${ids(of)} order by p.patron_id`,
  cards: of => sql`
    select c.patron_id::text as patron, c.code, c.state, c.since::text, c.until::text from patrons.card c
     where c.patron_id = ${ids(of)} and c.kind = 'library' order by c.patron_id, c.card_id`,
  memberships: of => sql`
    select m.patron_id::text as patron, m.type, m.starts_on::text, m.ends_on::text, ${euros(sql`m.fee_cents`)} as fee from patrons.membership m
     where m.patron_id = ${ids(of)} order by m.patron_id, m.membership_id`,
  blocks: of => sql`
    select b.patron_id::text as patron, b.reason, b.since::text, b.until::text from patrons.block b
     where b.patron_id = ${ids(of)} and b.lifted_at is null order by b.patron_id, b.block_id`,
  notes: of => sql`
    select n.patron_id::text as patron, n.text, n.until::text from patrons.note n where n.patron_id = ${ids(of)} order by n.patron_id, n.note_id`,
  loans: of => sql`
    select n.loan_id::text as key, n.patron_id::text as patron, i.barcode, base.iso(n.lent_at) as lent_at, n.due_on::text, n.renewals::text, b.code as branch
      from circulation.loan n join inventory.item i on i.item_id = n.item_id join organisation.branch b on b.branch_id = n.branch_id
     where n.patron_id = ${ids(of)} and n.returned_at is null order by n.patron_id, n.loan_id`,
  holds: of => sql`
    select h.hold_id::text as key, h.patron_id::text as patron, h.title_id::text as title, i.barcode, b.code as branch, base.iso(h.placed_at) as placed_at,
           h.state, h.ready_until::text, h.expires_on::text, h.suspended_until::text
      from circulation.hold h join organisation.branch b on b.branch_id = h.pickup_branch_id left join inventory.item i on i.item_id = h.item_id
     where h.patron_id = ${ids(of)} and h.closed_at is null order by h.patron_id, h.hold_id`,
  charges: of => sql`
    select x.entry_id::text as key, x.patron_id::text as patron, case when x.charge_kind = 'rounding' then 'other' else x.charge_kind end as kind,
           ${euros(sql`x.open`)} as amount, x.on_day::text
      from (select e.entry_id, a.patron_id, e.charge_kind, e.on_day,
                   e.amount_cents + coalesce((select sum(s.amount_cents) from finance.entry s where s.charge_id = e.entry_id), 0) as open
              from finance.account a join finance.entry e on e.account_id = a.account_id and e.kind = 'charge'
             where a.patron_id = ${ids(of)} and a.library_id = (select organisation.own_library())) x
     where x.open > 0 order by x.patron_id, x.entry_id`,
  history: of => sql`
    select n.patron_id::text as patron, i.barcode, (n.lent_at at time zone 'Europe/Brussels')::date::text as lent_on, n.returned_on::text
      from circulation.loan n join inventory.item i on i.item_id = n.item_id join patrons.patron p on p.patron_id = n.patron_id and p.keep_history
     where n.patron_id = ${ids(of)} and n.returned_at is not null order by n.patron_id, n.loan_id`,
}

export const ItemPage = Type.Object({ barcode: Type.String(), title: Id, row: Row })
export const itemPage = (library_id: string, after: string, most: number): Query => sql`
  select i.barcode, i.title_id as title, jsonb_build_object('key', i.item_id::text, 'barcode', i.barcode, 'title', i.title_id::text, 'branch', b.code,
           'item_type', i.item_type, 'shelf', i.shelf, 'call_number', i.call_number, 'price', ${euros(sql`i.price_cents`)}, 'loanable', i.loanable,
           'state', i.state, 'note', i.note, 'acquired_on', i.acquired_on) as row
    from inventory.item i join organisation.branch b on b.branch_id = i.branch_id
   where i.library_id = ${library_id} and i.barcode > ${after} order by i.barcode limit ${most}`
export const TitleRow = Type.Object({
  title_id: Id,
  source: Type.String(),
  control_number: Type.String(),
  record: Type.String(),
})
export const titleRows = (title_ids: readonly string[]): Query => sql`
  select title_id, source, control_number, convert_from(record, 'UTF8') as record from cataloguing.title
   where title_id = any (${title_ids}::bigint[]) order by title_id`

export const BookingPage = Type.Object({ on_day: Type.String(), entry_id: Id, row: Row })
export const bookingPage = (
  library_id: string,
  after: { readonly on_day: string; readonly entry_id: string },
  most: number,
): Query => sql`
  select e.on_day::text, e.entry_id, jsonb_build_object('entry_id', e.entry_id, 'account_id', e.account_id, 'patron', a.patron_id, 'kind', e.kind,
           'charge_kind', e.charge_kind, 'amount', ${euros(sql`e.amount_cents`)}, 'charge_id', e.charge_id, 'reverses', e.reverses,
           'payment_id', e.payment_id, 'method', e.method, 'at', base.iso(e.at), 'on_day', e.on_day, 'branch', b.code, 'reason', e.reason) as row
    from finance.entry e left join finance.account a on a.account_id = e.account_id left join organisation.branch b on b.branch_id = e.branch_id
   where e.library_id = ${library_id} and (e.on_day, e.entry_id) > (${after.on_day}::date, ${after.entry_id}::bigint)
   order by e.on_day, e.entry_id limit ${most}`

/** One row `{ house }`: what makes the library a house. Of staff their names and roles; of what opens their accounts, nothing. */
export const House = Type.Object({ house: Type.Unknown() })
export const houseQuery = (id: string): Query => sql`
  select jsonb_build_object(
    'branches', (select coalesce(jsonb_agg(jsonb_build_object('code', b.code, 'name', b.name, 'address', b.address,
        'hours', (select coalesce(jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', h.opens, 'closes', h.closes) order by h.weekday, h.opens), '[]')
                    from organisation.opening_hours h where h.branch_id = b.branch_id),
        'days', (select coalesce(jsonb_agg(jsonb_build_object('on', x.on_day, 'type', x.type, 'note', x.note) order by x.on_day), '[]')
                   from organisation.exceptional_day x where x.branch_id = b.branch_id)) order by b.code), '[]')
      from organisation.branch b where b.library_id = ${id}),
    'settings', (select coalesce(jsonb_object_agg(s.key, s.value), '{}') from organisation.setting s where s.library_id = ${id}),
    'regulations', (select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'state', r.state, 'starts_on', r.starts_on, 'reason', r.reason,
        'rows', (select coalesce(jsonb_agg(w.rule order by w.row_no), '[]') from circulation.regulation_row w where w.version_id = r.version_id))
        order by r.version_id), '[]') from circulation.regulation r where r.library_id = ${id}),
    'staff', (select coalesce(jsonb_agg(jsonb_build_object('login', s.login, 'name', s.name, 'initials', s.initials, 'active', s.active,
        'roles', (select coalesce(jsonb_agg(jsonb_build_object('role', o.role, 'level', o.level, 'from', o.starts_on, 'until', o.ends_on)), '[]')
                    from organisation.staff_role o where o.staff_id = s.staff_id)) order by s.login), '[]')
      from organisation.staff s where s.library_id = ${id} and s.kind = 'person'),
    'workstations', (select coalesce(jsonb_agg(jsonb_build_object('name', w.name, 'settings', w.settings) order by w.name), '[]')
      from organisation.workstation w where w.library_id = ${id})) as house`
