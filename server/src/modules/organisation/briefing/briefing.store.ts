import { Briefing, type BriefingTexts, UndertakingLine } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export { Briefing, UndertakingLine }
export const Newest = Type.Object({ version: Type.Integer() })

/** The newest version, and what this account signed last. */
export const briefingFor = (staff_id: string): Query =>
  sql`select b.version, b.texts, b.published_at,
             (select jsonb_build_object('version', u.version, 'signed_at', base.iso(u.signed_at)) from organisation.undertaking u
               where u.staff_id = ${staff_id} order by u.version desc, u.signed_at desc limit 1) as signed
        from organisation.briefing b order by b.version desc limit 1`

export const newestVersion = sql`select version from organisation.briefing order by version desc limit 1`

/** Twins of a publication come one by one. */
export const lockBriefing = sql`select pg_advisory_xact_lock(hashtextextended('organisation.briefing', 0))`

/** Signed again at once, it stays what it is. */
export const insertUndertaking = (u: {
  staff_id: string
  library_id: string
  version: number
  at: string
}): Query =>
  sql`insert into organisation.undertaking (staff_id, library_id, version, signed_at)
      values (${u.staff_id}, ${u.library_id}, ${u.version}, ${u.at}) on conflict do nothing`

export const insertBriefing = (version: number, texts: BriefingTexts, at: string): Query =>
  sql`insert into organisation.briefing (version, texts, published_at)
      values (${version}, ${JSON.stringify(texts)}, ${at})`

/** Sessions of every library ask again whether they are briefed. */
export const everyLibraryAnew = sql`update organisation.library set epoch = epoch + 1`

export interface Lacking {
  readonly library_id: string
  /** Roles that meet patrons. */
  readonly roles: readonly string[]
  readonly day: string
  /** Who signed before this instant has to sign again. */
  readonly before: string
}
const signers = ({ library_id, roles, day }: Lacking) => sql`
  select a.staff_id, a.name, a.login, u.version, u.signed_at,
         (select max(b.version) from organisation.briefing b) as newest
    from organisation.staff a
    left join lateral (select u.version, u.signed_at from organisation.undertaking u where u.staff_id = a.staff_id
                        order by u.version desc, u.signed_at desc limit 1) u on true
   where a.library_id = ${library_id} and a.kind <> 'machine' and a.active
     and exists (select from organisation.staff_role r where r.staff_id = a.staff_id and r.role = any (${roles}::text[])
                    and ${day}::date between r.starts_on and coalesce(r.ends_on, 'infinity'))`

/** Accounts that meet patrons without a valid undertaking, by name. */
export const lackingAfter = (of: Lacking, after: string | null, most: number): Query =>
  sql`with signer as (${signers(of)})
      select staff_id, name, login, version, signed_at,
             case when version is null then 'never' when version < newest then 'older_version' else 'over_a_year' end as why
        from signer
       where (version is null or version < newest or signed_at < ${of.before})
         and (${after}::bigint is null or (name, staff_id) > (select l.name, l.staff_id from organisation.staff l where l.staff_id = ${after}::bigint))
       order by name, staff_id limit ${most}`

export const Counted = Type.Object({ accounts: Type.Integer(), lacking: Type.Integer() })
export const countSigners = (of: Lacking): Query =>
  sql`with signer as (${signers(of)})
      select count(*)::integer as accounts,
             (count(*) filter (where version is null or version < newest or signed_at < ${of.before}))::integer as lacking
        from signer`
