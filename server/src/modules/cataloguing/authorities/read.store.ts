import { authorityKinds, Id, Instant, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const AuthorityNow = Type.Object({
  authority_id: Id,
  kind: OneOf(authorityKinds),
  heading: Type.String(),
  norm: Type.String(),
  source: Type.String(),
  control_number: Type.String(),
  record: Type.Unknown(),
  record_hash: Type.Unknown(),
  changed_at: Instant,
  merged_into: Nullable(Id),
  version: Type.Integer(),
  own_source: Type.String(),
  only: Type.Boolean(),
})
export type AuthorityNow = Type.Static<typeof AuthorityNow>

const columns = (library_id: string): Query => sql`
  a.authority_id, a.kind, a.heading, a.norm, a.source, a.control_number, a.record, a.record_hash, a.changed_at, a.merged_into,
  1 + coalesce((select max(v.version_no) from cataloguing.authority_version v where v.authority_id = a.authority_id), 0) as version,
  (select l.code from organisation.library l where l.library_id = ${library_id}) as own_source,
  (select count(*) from organisation.library x where x.active) = 1 as only`
export const authorityNow = (authority_id: string, library_id: string): Query =>
  sql`select ${columns(library_id)} from cataloguing.authority a where a.authority_id = ${authority_id}`
/** The same, held until the end of the transaction; several in the order of their ids. */
export const lockAuthorities = (ids: readonly string[], library_id: string): Query => sql`
  select ${columns(library_id)} from cataloguing.authority a where a.authority_id = any (${ids}::bigint[]) order by a.authority_id for update of a`

/** Whether a heading of titles has another form than its record says; subdivisions aside, which the record may lack. */
export const isBehind = sql`h.text <> a.heading and coalesce(h.main, h.text) <> a.heading`

export const Uses = Type.Object({ titles: Type.Integer(), behind: Type.Integer() })
export const usesOf = (authority_id: string): Query => sql`
  select coalesce(sum(h.titles), 0)::integer as titles, coalesce(sum(h.titles) filter (where ${isBehind}), 0)::integer as behind
    from cataloguing.authority a left join cataloguing.heading h on h.authority_id = a.authority_id where a.authority_id = ${authority_id}`

export const TracingRow = Type.Object({
  role: OneOf(['see', 'also']),
  text: Type.String(),
  kind: OneOf(authorityKinds),
  relation: OneOf(['earlier', 'later', 'broader', 'narrower', 'other']),
  authority_id: Nullable(Id),
})
export const tracingsOf = (authority_id: string): Query => sql`
  select n.role, n.text, n.kind, n.relation,
         case when n.role = 'also' then (select o.authority_id from cataloguing.authority_name o
                where o.norm = n.norm and o.kind = n.kind and o.role = 'heading' order by o.authority_id limit 1) end as authority_id
    from cataloguing.authority_name n where n.authority_id = ${authority_id} and n.role <> 'heading' order by n.place limit 200`

export const VersionRow = Type.Object({
  version: Type.Integer(),
  at: Instant,
  by: Nullable(Type.String()),
  library: Nullable(Type.String()),
  import_id: Nullable(Id),
  why: Nullable(Type.String()),
})
/** Who it was is told within the own library; of another, its name. */
export const versionsBefore = (authority_id: string, before: number | null, most: number): Query => sql`
  select v.version_no as version, v.replaced_at as at, s.name as by, l.name as library, v.import_id, v.why
    from cataloguing.authority_version v left join organisation.library l on l.library_id = v.replaced_for
    left join cataloguing.authority_edit e on e.authority_id = v.authority_id and e.version_no = v.version_no
    left join organisation.staff s on s.staff_id = e.staff_id
   where v.authority_id = ${authority_id} and (${before}::integer is null or v.version_no < ${before}::integer)
   order by v.version_no desc limit ${most + 1}`
export const OneVersion = Type.Object({ version: Type.Integer(), at: Instant, record: Type.Unknown() })
export const oneVersion = (authority_id: string, version: number): Query => sql`
  select v.version_no as version, v.replaced_at as at, v.record from cataloguing.authority_version v
   where v.authority_id = ${authority_id} and v.version_no = ${version}`

export const TitleRow = Type.Object({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  language: Nullable(Type.String()),
  source: Type.String(),
  form: Type.String(),
  behind: Type.Boolean(),
})
export const titlesAfter = (
  authority_id: string,
  of: { readonly after: string | null; readonly behind: boolean; readonly most: number },
): Query => sql`
  with forms as materialized (
    select h.heading_id, h.text, ${isBehind} as behind from cataloguing.heading h join cataloguing.authority a on a.authority_id = h.authority_id
     where a.authority_id = ${authority_id} and (not ${of.behind} or (${isBehind})))
  select t.title_id, t.title, t.author, t.year, t.language, t.source, f.text as form, f.behind
    from cataloguing.title_heading x join cataloguing.title t on t.title_id = x.title_id
    cross join lateral (select f.text, f.behind from forms f where f.heading_id = any (x.headings) order by f.behind desc, f.text limit 1) f
   where x.headings && (select array_agg(f.heading_id) from forms f) and x.title_id > coalesce(${of.after}::bigint, 0)
   order by x.title_id limit ${of.most + 1}`
