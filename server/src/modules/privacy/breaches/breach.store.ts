import { randomBytes } from 'node:crypto'
import { BreachRisk, Day, Id, Instant, Nullable, OneOf } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { LAST_ID, type Query, sql } from '../../../base/sql.ts'
import { roleFor } from '../access/role.rules.ts'

const text = Nullable(Type.String())
export const BreachRow = Type.Object({
  breach_id: Id,
  library_name: Type.String(),
  own: Type.Boolean(),
  found_by: OneOf(['library', 'supplier', 'dpo']),
  happened_at: Nullable(Instant),
  known_at: Instant,
  nature: Type.String(),
  categories: Type.Array(Type.String()),
  people: Nullable(Type.Integer()),
  records: Nullable(Type.Integer()),
  risk: Nullable(BreachRisk),
  consequences: Type.String(),
  measures: Type.String(),
  letter: text,
  decision: Nullable(OneOf(['notify', 'not'])),
  decision_why: text,
  decided_by: text,
  notified_at: Nullable(Instant),
  notified_to: Type.Array(Type.String()),
  late_why: text,
  closed_at: Nullable(Instant),
  reached: Type.Integer(),
  told: Type.Integer(),
  /** Asked for another library, and not yet done by the job. */
  telling: Type.Boolean(),
  version: Type.Integer(),
})
export type BreachRow = Static<typeof BreachRow>
const columns = sql`b.breach_id, l.name as library_name, b.library_id = (select organisation.own_library()) as own, b.found_by, b.happened_at, b.known_at, b.nature, b.categories, b.people, b.records,
  b.risk, b.consequences, b.measures, b.letter, b.decision, b.decision_why,
  (select s.name from organisation.staff s where s.staff_id = b.decided_by) as decided_by, b.notified_at, b.notified_to, b.late_why, b.closed_at,
  (select count(*)::integer from privacy.breach_person p where p.breach_id = b.breach_id) as reached,
  (select count(*)::integer from privacy.breach_person p where p.breach_id = b.breach_id and p.told_at is not null) as told, b.tell_at is not null as telling, b.version`
const from = sql`from privacy.breach b join organisation.library l on l.library_id = b.library_id`
/** Of whom it is to handle: the own library's, or all of them for their officer. */
const mine = sql`(b.library_id = (select organisation.own_library()) or (select organisation.for_privacy()))`
export const MOST_BREACHES = 50
export const breachRows = (after: string | null): Query => sql`
  select ${columns} ${from} where ${mine} and b.breach_id < ${after ?? LAST_ID}::bigint
   order by b.breach_id desc limit ${MOST_BREACHES + 1}`
export const breachRow = (breach_id: string): Query =>
  sql`select ${columns} ${from} where b.breach_id = ${breach_id} and ${mine}`
export const lockBreach = (breach_id: string): Query =>
  sql`select breach_id from privacy.breach where breach_id = ${breach_id} for no key update`

export const Reported = Type.Object({ breach_id: Id })
export const insertBreach = (
  ctx: StaffCtx,
  b: { found_by: string; nature: string; known_at: string },
): Query => sql`
  insert into privacy.breach (library_id, found_by, known_at, nature, made_at, made_by)
  values (${ctx.actor.library_id}, ${b.found_by}, ${b.known_at}, ${b.nature}, ${ctx.now.toString()}, ${ctx.actor.staff_id}) returning breach_id`

const change = (breach_id: string, set: Query): Query =>
  sql`update privacy.breach set ${set}, version = version + 1 where breach_id = ${breach_id}`
export const describe = (
  breach_id: string,
  b: Pick<
    BreachRow,
    'nature' | 'happened_at' | 'categories' | 'people' | 'records' | 'risk' | 'consequences' | 'measures'
  >,
): Query =>
  change(
    breach_id,
    sql`nature = ${b.nature}, happened_at = ${b.happened_at}, categories = ${b.categories}::text[], people = ${b.people}, records = ${b.records},
        risk = ${b.risk}, consequences = ${b.consequences}, measures = ${b.measures}`,
  )
export const decide = (ctx: StaffCtx, breach_id: string, decision: string, why: string): Query =>
  change(
    breach_id,
    sql`decision = ${decision}, decision_why = ${why}, decided_at = ${ctx.now.toString()}, decided_by = ${ctx.actor.staff_id}`,
  )
export const notified = (
  breach_id: string,
  of: { to: readonly string[]; late_why: string | null; at: string },
): Query =>
  change(
    breach_id,
    sql`notified_at = ${of.at}, notified_to = ${[...of.to]}::text[], late_why = ${of.late_why}`,
  )
export const closeBreach = (breach_id: string, at: string): Query => change(breach_id, sql`closed_at = ${at}`)
export const reopenBreach = (breach_id: string): Query => change(breach_id, sql`closed_at = null`)
export const keepLetter = (breach_id: string, letter: string): Query =>
  change(breach_id, sql`letter = ${letter}`)

export const StaffRow = Type.Object({
  staff_id: Id,
  name: Type.String(),
  initials: Type.String(),
  kind: OneOf(['person', 'machine', 'helper']),
  active: Type.Boolean(),
})
/** Every account that may have looked: of the library of a breach, or of the own one. People before machines, closed ones last. */
export const colleagues = (ctx: StaffCtx, breach_id: string | null): Query => sql`
  select s.staff_id, s.name, s.initials, s.kind, s.active
    from ${breach_id === null ? sql`organisation.staff s where s.library_id = ${ctx.actor.library_id}` : sql`privacy.accounts_of_breach(${breach_id}) s`}
   order by s.active desc, s.kind = 'machine', s.name, s.staff_id`

/** Everybody at whose record somebody looked, as the access log of the library of the breach has it, whoever of the two officers asks. */
export const addLookedAt = (
  breach_id: string,
  of: { staff_id: string | null; workstation_id: string | null; from_at: string; until_at: string },
): Query => sql`
  insert into privacy.breach_person (library_id, breach_id, patron_id, why)
  select b.library_id, b.breach_id, a.patron_id, 'log' from privacy.breach b,
         privacy.looks_of_breach(b.breach_id, ${of.staff_id}::bigint, ${of.workstation_id}::bigint, ${of.from_at}::timestamptz, ${of.until_at}::timestamptz) a(patron_id)
   where b.breach_id = ${breach_id}
  on conflict do nothing returning patron_id`
/** That the officer of all did so stands in the log of that library. */
export const logSearch = (ctx: StaffCtx, breach_id: string): Query => sql`
  select privacy.log_breach_search(${breach_id}, ${ctx.now.toString()}::timestamptz, ${roleFor(ctx.operation, ctx.actor.roles)},
    ${ctx.actor.workstation_id}::bigint, ${ctx.actor.staff_id}::bigint, ${randomBytes(12)}::bytea)`

export const ReachedRow = Type.Object({
  patron_id: Id,
  name: text,
  library_name: Type.String(),
  told_on: Nullable(Day),
  channel: Nullable(OneOf(['email', 'letter'])),
})
export const MOST_REACHED = 100
export const reachedRows = (breach_id: string, after: string): Query => sql`
  select r.patron_id, p.given_name || ' ' || p.family_name as name, l.name as library_name, (r.told_at at time zone 'Europe/Brussels')::date as told_on,
         (select m.channel from messaging.message m where m.patron_id = r.patron_id and m.breach_id = r.breach_id order by m.message_id desc limit 1) as channel
    from privacy.breach_person r join privacy.breach b on b.breach_id = r.breach_id
    join organisation.library l on l.library_id = r.library_id
    left join patrons.patron p on p.patron_id = r.patron_id
   where r.breach_id = ${breach_id} and ${mine} and r.patron_id > ${after} order by r.patron_id limit ${MOST_REACHED + 1}`
export const Untold = Type.Object({ patron_id: Id })
/** Whom the library of a breach still has to write to. */
export const untold = (breach_id: string): Query => sql`
  select p.patron_id from privacy.breach_person p join privacy.breach b on b.breach_id = p.breach_id and b.library_id = p.library_id
   where p.breach_id = ${breach_id} and p.told_at is null order by p.patron_id limit 20000`
export const askTelling = (breach_id: string, at: string): Query => change(breach_id, sql`tell_at = ${at}`)
/** Breaches of a library whose people the officer of all asked to be told, held; and from which branch. */
export const toTell = (library_id: string): Query => sql`
  select b.breach_id, (select min(x.branch_id) from organisation.branch x where x.library_id = b.library_id) as branch_id
    from privacy.breach b where b.library_id = ${library_id} and b.tell_at is not null order by b.breach_id for update of b skip locked`
export const ToTell = Type.Object({ breach_id: Id, branch_id: Id })
export const toldAll = (breach_id: string): Query =>
  sql`update privacy.breach set tell_at = null where breach_id = ${breach_id}`
export const tellingLibraries: Query = sql`select x::text as library_id from privacy.telling() x order by x`
export const markTold = (breach_id: string, ids: readonly string[], at: string): Query => sql`
  update privacy.breach_person set told_at = ${at} where breach_id = ${breach_id} and patron_id = any (${ids}::bigint[])`

/** Whom a breach reached, two years after it was closed. */
export const forgetReached = (library_id: string, before: string, most: number): Query => sql`
  with gone as (
    delete from privacy.breach_person r where r.library_id = ${library_id} and (r.breach_id, r.patron_id) in (
      select p.breach_id, p.patron_id from privacy.breach_person p join privacy.breach b on b.breach_id = p.breach_id
       where p.library_id = ${library_id} and b.closed_at < ${before}::date limit ${most}) returning 1)
  select count(*)::integer as gone from gone`
/** Who reported and decided, after ten years; what happened stays. */
export const forgetBreachMarks = (library_id: string, before: string): Query => sql`
  with done as (
    update privacy.breach set made_by = null, decided_by = null
     where library_id = ${library_id} and made_at < ${before}::date and (made_by is not null or decided_by is not null) returning 1)
  select count(*)::integer as gone from done`
