import type { Agreement } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { End, Opens, Rung } from './rung.rules.ts'

const agreements = sql`
  select a.agreement_id, a.name, a.rung, a.starts_on, a.ends_on,
         (select jsonb_agg(jsonb_build_object('library_id', m.library_id::text, 'name', l.name, 'joined_on', m.joined_on,
                   'left_on', m.left_on) order by l.name, l.library_id)
            from organisation.agreement_member m join organisation.library l on l.library_id = m.library_id
           where m.agreement_id = a.agreement_id) as members
    from organisation.agreement a`

export const allAgreements: Query = sql`${agreements} order by a.starts_on desc, a.agreement_id desc`
export const oneAgreement = (agreement_id: string): Query =>
  sql`${agreements} where a.agreement_id = ${agreement_id}`
export type AgreementRow = Static<typeof Agreement>

/** Whether it, and the part of each member, was cut short at an instant. */
export const Ended = Type.Object({ ended: Type.Boolean(), left: Type.Array(Type.String()) })
export const endedParts = (agreement_id: string): Query =>
  sql`select a.ended_at is not null as ended,
             coalesce((select jsonb_agg(m.library_id::text) from organisation.agreement_member m
                        where m.agreement_id = a.agreement_id and m.left_at is not null), '[]') as left
        from organisation.agreement a where a.agreement_id = ${agreement_id}`

/** As `lockLibraries`, for the members of an agreement and one library more. */
export const lockMembers = (agreement_id: string, library_id: string): Query =>
  sql`select library_id from organisation.library
       where library_id = ${library_id}
          or library_id in (select m.library_id from organisation.agreement_member m where m.agreement_id = ${agreement_id})
       order by library_id for no key update`

export const librariesAmong = (library_ids: readonly string[]): Query =>
  sql`select library_id from organisation.library where library_id = any (${library_ids}::bigint[]) and active`

/** Agreements that already join two of these libraries on a day of the period. */
export const overlapping = (
  library_ids: readonly string[],
  starts_on: string,
  ends_on: string | null,
): Query =>
  sql`select a.agreement_id
        from organisation.agreement a
        join organisation.agreement_member m on m.agreement_id = a.agreement_id
       where m.library_id = any (${library_ids}::bigint[]) and a.ended_at is null and m.left_at is null
         and greatest(a.starts_on, m.joined_on) <= coalesce(${ends_on}::date, 'infinity')
         and least(coalesce(a.ends_on, 'infinity'), coalesce(m.left_on, 'infinity')) >= ${starts_on}::date
       group by a.agreement_id having count(*) > 1`

export interface NewAgreement {
  readonly name: string
  readonly rung: Rung
  readonly starts_on: string
  readonly ends_on: string | null
  readonly library_ids: readonly string[]
}

export const insertAgreement = (a: NewAgreement, opens: Opens): Query =>
  sql`with made as (
        insert into organisation.agreement (name, rung, starts_on, ends_on, shares_fee, shares_rules, shares_patrons,
          has_transport, shares_letters, floats)
        values (${a.name}, ${a.rung}, ${a.starts_on}, ${a.ends_on}, ${opens.shares_fee}, ${opens.shares_rules},
          ${opens.shares_patrons}, ${opens.has_transport}, ${opens.shares_letters}, ${opens.floats})
        returning agreement_id
      ), members as (
        insert into organisation.agreement_member (agreement_id, library_id, joined_on)
        select made.agreement_id, l.library_id, ${a.starts_on} from made, unnest(${a.library_ids}::bigint[]) as l(library_id)
      )
      select agreement_id from made`

export const endWhole = (agreement_id: string, end: End, now: string): Query =>
  sql`update organisation.agreement set ends_on = ${end.ends_on}, ended_at = ${end.at_once ? now : null}
       where agreement_id = ${agreement_id}`

export const endMember = (agreement_id: string, library_id: string, end: End, now: string): Query =>
  sql`update organisation.agreement_member set left_on = ${end.ends_on}, left_at = ${end.at_once ? now : null}
       where agreement_id = ${agreement_id} and library_id = ${library_id}`
