import { Day, Id, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { isTold } from '../../patrons/index.ts'
import { channelOf } from '../plan/plan-events.store.ts'

/**
 * What a notice to all patrons says, as `n` beside the message `m`: about which other libraries, from which day, and
 * whether it was called off. To those who are in an agreement already, only who comes in is news.
 */
export const noticeOf = sql`
  left join lateral (
    select (select string_agg(o.name, ', ' order by o.name) from organisation.joining_library x
              join organisation.library o on o.library_id = x.library_id
              join organisation.joining_library mine on mine.joining_id = x.joining_id and mine.library_id = m.library_id
             where x.joining_id = j.joining_id and x.library_id <> m.library_id and (x.joins or mine.joins)) as partners,
           j.starts_on as begins_on, j.rung in ('3a', '3b', '3c') as shares, j.state = 'withdrawn' as over
      from organisation.joining j where m.kind = 'cooperation' and j.joining_id = m.notice_id
    union all
    select (select string_agg(o.name, ', ' order by o.name) from organisation.agreement_member x
              join organisation.library o on o.library_id = x.library_id
             where x.agreement_id = q.agreement_id and x.library_id <> m.library_id
               and (q.library_id is null or q.library_id in (m.library_id, x.library_id))
               and (x.left_on is null or x.left_on >= q.ends_on)), q.ends_on, a.shares_patrons,
           q.kept_at is not null or exists (
             select from organisation.parting s where s.agreement_id = q.agreement_id and s.library_id is not distinct from q.library_id
                and s.kept_at is null and s.parting_id > q.parting_id)
      from organisation.parting q join organisation.agreement a on a.agreement_id = q.agreement_id
     where m.kind = 'parting' and q.parting_id = m.notice_id
    union all
    select o.name, f.fused_on, true, f.state <> 'live' from moving.fusion f join organisation.library o on o.library_id = f.absorbed_id
     where m.kind = 'fused' and f.fusion_id = m.notice_id
  ) n on m.notice_id is not null`

/** Notices that a library still has to plan, or was planning when it was cut off. */
export const OpenNotice = Type.Object({
  library_id: Id,
  branch_id: Nullable(Id),
  kind: OneOf(['cooperation', 'parting', 'fused']),
  subject_id: Id,
  about_on: Nullable(Day),
})
export type OpenNotice = Type.Static<typeof OpenNotice>

/** What each library tells all its patrons, open or done. Who stays is told of who leaves where their data were open. */
const told = sql`
  select x.library_id, 'cooperation' as kind, j.joining_id as subject_id, j.starts_on as about_on
    from organisation.joining_library x join organisation.joining j on j.joining_id = x.joining_id where x.tells and j.state = 'telling'
  union all
  select x.library_id, 'parting', q.parting_id, q.ends_on
    from organisation.parting q join organisation.agreement a on a.agreement_id = q.agreement_id
    join organisation.agreement_member x on x.agreement_id = q.agreement_id
   where q.tells and q.kept_at is null and q.made_at > now() - interval '90 days'
     and (q.library_id is null or q.library_id = x.library_id or a.shares_patrons)
     and (x.left_on is null or x.left_on >= q.ends_on)
  union all
  select f.kept_id, 'fused', f.fusion_id, f.fused_on from moving.fusion f
   where f.state = 'live' and f.undo_until < now() and f.undo_until > now() - interval '30 days'`

/** Libraries that may have something to tell: no person is in it, so it is asked over all of them at once. */
export const tellingLibraries: Query = sql`select distinct t.library_id from (${told}) t order by 1`

export const openNotices = (library_id: string): Query => sql`
  select o.library_id, o.kind, o.subject_id, o.about_on,
         (select b.branch_id from organisation.branch b where b.library_id = o.library_id order by b.code limit 1) as branch_id
    from (${told}) o
   where o.library_id = ${library_id} and not exists (select from messaging.notice_run r
                      where r.library_id = o.library_id and r.kind = o.kind and r.subject_id = o.subject_id and r.done_at is not null)
   order by o.kind, o.subject_id`

export const beginRun = (n: OpenNotice, now: string): Query => sql`
  insert into messaging.notice_run (library_id, kind, subject_id, begun_at) values (${n.library_id}, ${n.kind}, ${n.subject_id}, ${now})
  on conflict do nothing`
/** The run, held until the batch is done; none while another process has it. */
export const holdRun = (n: OpenNotice): Query => sql`
  select after_id from messaging.notice_run
   where library_id = ${n.library_id} and kind = ${n.kind} and subject_id = ${n.subject_id} and done_at is null for update skip locked`
export const RunDone = Type.Object({ done: Type.Boolean(), planned: Type.Integer() })

/** Whether a patron came over by the fusion, or is the one with whom such a record became one. */
const cameBy = (n: OpenNotice): Query => sql`exists (
  select from moving.fusion_row r where r.library_id = ${n.library_id} and r.fusion_id = ${n.subject_id}::bigint and r.kind = 'patron' and r.row_id = p.patron_id
  union all select from moving.fusion_row r where r.library_id = ${n.library_id} and r.fusion_id = ${n.subject_id}::bigint and r.kept_id = p.patron_id)`

/**
 * Plans the next patrons and moves the run behind the last of them, in one statement: what is cut off in between is done
 * anew, and the key of each message keeps it from standing twice.
 */
export const planNext = (
  n: OpenNotice,
  of: {
    readonly now: string
    readonly today: string
    readonly by_email: boolean
    readonly most: number
    readonly branch_id: string
  },
): Query => sql`
  with run as (
    select after_id from messaging.notice_run where library_id = ${n.library_id} and kind = ${n.kind} and subject_id = ${n.subject_id}),
  looked as materialized (
    select p.patron_id, ${isTold(sql`${of.today}::date`)} as told, ${channelOf(of.by_email)} as channel
      from patrons.patron p where p.library_id = ${n.library_id} and p.patron_id > (select after_id from run)
       and (${n.kind}::text <> 'fused' or ${cameBy(n)})
     order by p.patron_id limit ${of.most}),
  made as (
    insert into messaging.message (library_id, patron_id, kind, notice_id, about_on, branch_id, channel, planned_at, not_before, state, once)
    select ${n.library_id}::bigint, l.patron_id, ${n.kind}::text, ${n.subject_id}::bigint, ${n.about_on}::date, ${of.branch_id}::bigint, l.channel,
           ${of.now}::timestamptz, ${of.now}::timestamptz, 'planned', ${n.kind}::text || ' ' || ${n.subject_id}::text || ' ' || l.patron_id
      from looked l where l.told
    on conflict (library_id, once) do nothing returning 1)
  update messaging.notice_run r
     set after_id = coalesce((select max(patron_id) from looked), r.after_id), looked = r.looked + (select count(*) from looked)::integer,
         planned = r.planned + (select count(*) from made)::integer,
         done_at = case when (select count(*) from looked) < ${of.most}::integer then ${of.now}::timestamptz end
   where r.library_id = ${n.library_id} and r.kind = ${n.kind} and r.subject_id = ${n.subject_id}
  returning r.done_at is not null as done, r.planned`
