import { Day, HomePause, HomeStop, Id, ItemHead, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../../patrons/index.ts'

/** One round of a route. */
export interface OfRound {
  readonly route_id: string
  readonly on: string
}
/** A loan `l` that went into the bag of this round, or came before it and goes back with it. */
const inBag = ({ route_id, on }: OfRound): Query =>
  sql`exists (select from circulation.home_bag b where b.loan_id = l.loan_id and b.route_id = ${route_id} and b.on_day = ${on})`
const fromBefore = ({ on }: OfRound): Query =>
  sql`not exists (select from circulation.home_bag b where b.loan_id = l.loan_id and b.on_day >= ${on})`
const openLoans = (where: Query): Query =>
  sql`(select count(*)::integer from circulation.loan l where l.patron_id = s.patron_id and l.returned_at is null and ${where})`

/** The pause of a stop `s`, and whether a round on a day passes it by (`rounds.rules.ts` says the same of one). */
export const pauseOf: Query = sql`case when s.paused_from is not null then json_build_object('from', s.paused_from, 'until', s.paused_until) end`
export const pausedOn = (day: Query): Query =>
  sql`coalesce(${day} between s.paused_from and coalesce(s.paused_until, 'infinity'), false)`

export { HomeStop }
/** The readers of a round in the order of the drive, or one of them; nobody drives to whose data are kept only. */
export const stopsOf = (ctx: StaffCtx, of: OfRound, patron_id: string | null = null): Query => sql`
  select s.patron_id, concat_ws(' ', p.given_name, p.family_name) as name,
         coalesce((select c.tail from patrons.card c where c.patron_id = p.patron_id and c.state = 'active' order by c.card_id desc limit 1), '') as card_tail,
         ${openLoans(inBag(of))} as bring, ${openLoans(fromBefore(of))} as fetch,
         (select count(*)::integer from circulation.hold h
           where h.patron_id = s.patron_id and h.state = 'ready' and h.pickup_branch_id = ${ctx.actor.branch_id}) as ready,
         ${pauseOf} as pause, ${pausedOn(sql`${of.on}::date`)} as paused
    from circulation.home_stop s join patrons.patron p on p.patron_id = s.patron_id
   where s.route_id = ${of.route_id} and not ${restrictedFor('functional')} and (${patron_id}::bigint is null or s.patron_id = ${patron_id}::bigint) order by s.stop_no, s.patron_id`

export const PaperStop = Type.Object({
  patron_id: Id,
  name: Type.String(),
  street: Nullable(Type.String()),
  postcode: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  bring: Type.Integer(),
  fetch: Type.Integer(),
  paused: Type.Boolean(),
})
/** The same for who drives: where they live and how to reach them, and never a title. */
export const paperStops = (of: OfRound): Query => sql`
  select s.patron_id, concat_ws(' ', p.given_name, p.family_name) as name, p.street, p.postcode, p.municipality, p.phone,
         ${openLoans(inBag(of))} as bring, ${openLoans(fromBefore(of))} as fetch, ${pausedOn(sql`${of.on}::date`)} as paused
    from circulation.home_stop s join patrons.patron p on p.patron_id = s.patron_id
   where s.route_id = ${of.route_id} and not ${restrictedFor('functional')} order by s.stop_no, s.patron_id`

export const BagLine = Type.Object({ loan_id: Id, item: ItemHead, due_on: Day, bring: Type.Boolean() })
/** Open loans of a reader: those of this bag, and those that come back with it. */
export const bagLines = (of: OfRound, patron_id: string): Query => sql`
  select l.loan_id, l.due_on, ${inBag(of)} as bring,
         json_build_object('item_id', i.item_id::text, 'barcode', i.barcode, 'library_id', i.library_id::text, 'title_id', i.title_id::text,
           'title', t.title, 'author', t.author, 'language', t.language, 'item_type', i.item_type, 'branch_id', i.branch_id::text, 'branch_name', hb.name,
           'shelf', i.shelf, 'call_number', i.call_number, 'note', i.note) as item
    from circulation.loan l join inventory.item i on i.item_id = l.item_id join cataloguing.title t on t.title_id = i.title_id
    join organisation.branch hb on hb.branch_id = i.branch_id
   where l.patron_id = ${patron_id} and l.returned_at is null and (${inBag(of)} or ${fromBefore(of)}) order by l.lent_at, l.loan_id`

export const ReadyLine = Type.Object({
  hold_id: Id,
  title: Type.String(),
  hold_code: Nullable(Type.String()),
})
export const readyFor = (ctx: StaffCtx, patron_id: string): Query => sql`
  select h.hold_id, t.title, h.hold_code from circulation.hold h join cataloguing.title t on t.title_id = h.title_id
   where h.patron_id = ${patron_id} and h.state = 'ready' and h.pickup_branch_id = ${ctx.actor.branch_id} order by h.ready_until, h.hold_id`

export const Keeps = Type.Object({ keeps: Type.Boolean() })
export const keepsHistory = (patron_id: string): Query =>
  sql`select keep_history as keeps from patrons.patron where patron_id = ${patron_id}`
export const BeforeLine = Type.Object({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  last_on: Day,
})
/** What a reader had before, newest first: only of who asked that it be kept, also while others can still be traced. */
export const readBefore = (patron_id: string): Query => sql`
  select t.title_id, t.title, t.author, x.last_on from (
    select l.title_id, max((l.lent_at at time zone 'Europe/Brussels')::date) as last_on
      from circulation.loan l join patrons.patron p on p.patron_id = l.patron_id and p.keep_history
     where l.patron_id = ${patron_id} and l.returned_at is not null and l.ended <> 'undone' group by l.title_id) x
    join cataloguing.title t on t.title_id = x.title_id order by x.last_on desc, t.title limit 100`

/** Where a reader stands in the drive: their place among the others, and how many there are. */
export const Placed = Type.Object({ route_id: Id, place: Type.Integer(), pause: Nullable(HomePause) })
export const placeOf = (patron_id: string): Query => sql`
  select s.route_id, ${pauseOf} as pause, (select count(*)::integer from circulation.home_stop o
           where o.route_id = s.route_id and (o.stop_no, o.patron_id) <= (s.stop_no, s.patron_id)) as place
    from circulation.home_stop s where s.patron_id = ${patron_id}`
/** The same of a reader whose data may be used to bring something; no row for whom nobody drives to. */
export const placeFor = (patron_id: string): Query => sql`
  select x.* from (${placeOf(patron_id)}) x join patrons.patron p on p.patron_id = ${patron_id} and not ${restrictedFor('functional')}`
export const StopCount = Type.Object({ stops: Type.Integer() })
/** The other readers of a route. */
export const otherStops = (route_id: string, patron_id: string): Query =>
  sql`select count(*)::integer as stops from circulation.home_stop where route_id = ${route_id} and patron_id <> ${patron_id}`

/** Puts a reader at a place of the drive: whoever stands there or later moves one on. */
export const placeStop = (
  ctx: StaffCtx,
  of: {
    library_id: string
    patron_id: string
    route_id: string
    place: number
    pause?: HomePause | null | undefined
  },
): Query[] => [
  sql`
  update circulation.home_stop s set stop_no = n.no
    from (select o.library_id, o.patron_id, row_number() over (order by o.stop_no, o.patron_id)
                   + case when row_number() over (order by o.stop_no, o.patron_id) >= ${of.place}::integer then 1 else 0 end as no
            from circulation.home_stop o where o.route_id = ${of.route_id} and o.patron_id <> ${of.patron_id}) n
   where s.library_id = n.library_id and s.patron_id = n.patron_id`,
  sql`
  insert into circulation.home_stop (library_id, patron_id, route_id, stop_no, made_at, made_by)
  values (${of.library_id}, ${of.patron_id}, ${of.route_id}, ${of.place}, ${ctx.now.toString()}, ${ctx.actor.staff_id})
  on conflict (library_id, patron_id) do update set route_id = excluded.route_id, stop_no = excluded.stop_no`,
  ...(of.pause === undefined ? [] : [setPause(of.route_id, of.patron_id, of.pause)]),
]
export const setPause = (route_id: string, patron_id: string, pause: HomePause | null): Query => sql`
  update circulation.home_stop set paused_from = ${pause?.from ?? null}, paused_until = ${pause?.until ?? null}
   where route_id = ${route_id} and patron_id = ${patron_id}`
export const removeStop = (route_id: string, patron_id: string): Query =>
  sql`delete from circulation.home_stop where route_id = ${route_id} and patron_id = ${patron_id}`
