import { Id, MagdaConsultation, RegisterNotice } from '@kaft/contract'
import { Type } from 'typebox'
import { LAST_ID, type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../restricted/restricted.store.ts'

export const NoticeRow = RegisterNotice
/** What is open: a membership that was ended as of somebody deceased needs nobody any more. */
export const openNotices = (library_id: string, after: string | null, most: number): Query => sql`
  select n.notice_id, n.patron_id, p.given_name || ' ' || p.family_name as name, n.kind,
         (n.noted_at at time zone 'Europe/Brussels')::date as noted_on
    from patrons.register_notice n join patrons.patron p on p.patron_id = n.patron_id
   where n.library_id = ${library_id} and n.closed_at is null and n.notice_id > ${after ?? '0'}::bigint
     and not (n.kind = 'deceased' and p.deceased) and p.merged_into is null and not ${restrictedFor('administration')}
   order by n.notice_id limit ${most}`
export const Moved = Type.Object({ notice_id: Id, patron_id: Id })
export const setNotice = (
  library_id: string,
  notice_id: string,
  closed: { readonly at: string; readonly by: string } | null,
): Query => sql`
  update patrons.register_notice set closed_at = ${closed?.at ?? null}, closed_by = ${closed?.by ?? null}::bigint
   where library_id = ${library_id} and notice_id = ${notice_id} returning notice_id, patron_id`

export const ConsultationRow = MagdaConsultation
export const consultationsBefore = (library_id: string, before: string | null, most: number): Query => sql`
  select c.consultation_id, c.asked_at, c.service, c.reference, c.authorisation, c.purpose, s.name as staff_name,
         p.patron_id, c.outcome, c.codes, c.dropped
    from patrons.magda_consultation c
    left join organisation.staff s on s.staff_id = c.staff_id
    left join patrons.patron p on p.patron_id = c.patron_id
   where c.library_id = ${library_id} and c.consultation_id < ${before ?? LAST_ID}::bigint
   order by c.consultation_id desc limit ${most}`

/** Questions that are older than the years for which they have to be told. */
export const forgetConsultations = (library_id: string, before: string, most: number): Query => sql`
  with gone as (
    delete from patrons.magda_consultation where library_id = ${library_id} and consultation_id in (
      select consultation_id from patrons.magda_consultation
       where library_id = ${library_id} and asked_at < ${before}::date limit ${most})
    returning 1)
  select count(*)::int as gone from gone`
