import { RegulationRow } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** All that decisions of one library hang on, in one row. */
export const RulebookRow = Type.Object({
  library_id: Type.String(),
  epoch: Type.String(),
  name: Type.String(),
  membership_types: Type.Unknown(),
  branch_groups: Type.Unknown(),
  accepts: Type.Array(
    Type.Object({ library_id: Type.String(), name: Type.String(), types: Type.Array(Type.String()) }),
  ),
  regulation: Type.Union([
    Type.Object({ version_id: Type.String(), name: Type.String(), rows: Type.Array(RegulationRow) }),
    Type.Null(),
  ]),
  branches: Type.Array(
    Type.Object({
      branch_id: Type.String(),
      name: Type.String(),
      hours: Type.Array(
        Type.Object({ weekday: Type.Integer(), opens: Type.String(), closes: Type.String() }),
      ),
      days: Type.Array(Type.Object({ on: Type.String(), type: Type.String() })),
    }),
  ),
})

/** The agreements by which a library shares its rules on a day. */
export const sharedRules = (library_id: Query, day: string): Query => sql`
  select m.agreement_id from organisation.agreement_member m join organisation.agreement a on a.agreement_id = m.agreement_id
   where m.library_id = ${library_id} and a.shares_rules and a.ended_at is null and m.left_at is null
     and ${day}::date between a.starts_on and coalesce(a.ends_on, 'infinity')
     and ${day}::date between m.joined_on and coalesce(m.left_on, 'infinity')`

/** Partners whose agreement names the types of membership that it accepts; a type that another agreement with them accepts counts too. */
const acceptedOf = (library_id: Query, day: string): Query => sql`
  coalesce((select jsonb_agg(jsonb_build_object('library_id', x.library_id::text, 'name', o.name, 'types', x.types))
     from (select there.library_id, array_agg(distinct t.type) as types, bool_or(a.membership_types is null) as all_types
             from organisation.agreement_member here join organisation.agreement a on a.agreement_id = here.agreement_id
             join organisation.agreement_member there on there.agreement_id = a.agreement_id and there.library_id <> here.library_id
             left join lateral unnest(a.membership_types) as t(type) on true
            where here.library_id = ${library_id} and a.shares_patrons and a.ended_at is null and here.left_at is null and there.left_at is null
              and ${day}::date between a.starts_on and coalesce(a.ends_on, 'infinity')
              and ${day}::date between here.joined_on and coalesce(here.left_on, 'infinity')
              and ${day}::date between there.joined_on and coalesce(there.left_on, 'infinity')
            group by there.library_id) x join organisation.library o on o.library_id = x.library_id
    where not x.all_types), '[]')`

/** The regulation of the cooperation comes before the library's own. `day`: the version that is in force is the one activated last among those that have started by then. */
export const rulebookQuery = (library_id: string, day: string): Query => sql`
  select l.library_id, l.epoch, l.name,
    (select value from organisation.setting where library_id = l.library_id and key = 'patrons.membership_types') as membership_types,
    (select coalesce(jsonb_agg(g), '[]') from organisation.setting s, jsonb_array_elements(s.value) g
      where s.library_id = l.library_id and s.key = 'circulation.branch_groups') as branch_groups,
    ${acceptedOf(sql`l.library_id`, day)} as accepts,
    (select jsonb_build_object('version_id', r.version_id::text, 'name', r.name, 'rows',
              coalesce((select jsonb_agg(x.rule order by x.row_no) from circulation.regulation_row x where x.version_id = r.version_id), '[]'))
       from circulation.regulation r
      where (r.library_id = l.library_id and r.agreement_id is null or r.agreement_id in (${sharedRules(sql`l.library_id`, day)}))
         and r.state <> 'draft' and r.starts_on <= ${day}::date
         and not exists (select from circulation.regulation_withdrawal w where w.version_id = r.version_id)
      order by r.agreement_id is null, r.starts_on desc, r.activated_at desc limit 1) as regulation,
    (select coalesce(jsonb_agg(jsonb_build_object('branch_id', b.branch_id::text, 'name', b.name,
              'hours', (select coalesce(jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'),
                          'closes', to_char(h.closes, 'HH24:MI')) order by h.weekday, h.opens), '[]')
                          from organisation.opening_hours h where h.branch_id = b.branch_id),
              'days', (select coalesce(jsonb_agg(jsonb_build_object('on', d.on_day, 'type', d.type)), '[]')
                          from organisation.exceptional_day d where d.branch_id = b.branch_id))), '[]')
       from organisation.branch b where b.library_id = l.library_id) as branches
    from organisation.library l where l.library_id = ${library_id}`

/** The regulation of a loan that began under an older version: its rows never change, so it can be kept. */
export const versionQuery = (version_id: string): Query => sql`
  select r.version_id, r.name,
         coalesce((select jsonb_agg(x.rule order by x.row_no) from circulation.regulation_row x where x.version_id = r.version_id), '[]') as rows
    from circulation.regulation r where r.version_id = ${version_id}`
export const VersionRow = Type.Object({
  version_id: Type.String(),
  name: Type.String(),
  rows: Type.Array(RegulationRow),
})

/** Keeps resolved values once, and answers the identity under which loans share them. */
export const termsQuery = (version_id: string, hash: Buffer, resolved: string): Query => sql`
  with made as (
    insert into circulation.terms (version_id, hash, resolved) values (${version_id}, ${hash}, ${resolved})
    on conflict (hash) do nothing returning terms_id
  )
  select terms_id, true as made from made union all select terms_id, false from circulation.terms where hash = ${hash} limit 1`

/** The epoch of a library, for a flight that reads no other row of it. */
export const epochQuery = (library_id: string): Query =>
  sql`select epoch from organisation.library where library_id = ${library_id}`
export const EpochRow = Type.Object({ epoch: Type.String() })
