import { authorityKinds, Id, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const HitRow = Type.Object({
  authority_id: Id,
  kind: OneOf(authorityKinds),
  heading: Type.String(),
  found_by: Nullable(Type.String()),
  /** Of the name by which it was found: from where a next page goes on. */
  norm: Type.String(),
  source: Type.String(),
  control_number: Type.String(),
  record: Type.Unknown(),
  titles: Type.Integer(),
})
export type HitRow = Type.Static<typeof HitRow>

const titlesOf = sql`(select coalesce(sum(h.titles), 0) from cataloguing.heading h where h.authority_id = a.authority_id)::integer`
const ofKinds = (kinds: readonly string[]): Query =>
  kinds.length === 0 ? sql`true` : sql`a.kind = any (${kinds}::text[])`

/** By how a name begins, in the order of names; a range of the index, however many records there are. */
export const byBeginning = (of: {
  readonly norm: string
  readonly kinds: readonly string[]
  readonly after: { readonly norm: string; readonly authority_id: string } | null
  readonly most: number
}): Query => sql`
  select a.authority_id, a.kind, a.heading, case when n.role = 'see' then n.text end as found_by, n.norm, a.source, a.control_number, a.record,
         ${titlesOf} as titles
    from cataloguing.authority_name n join cataloguing.authority a on a.authority_id = n.authority_id
   where n.role <> 'also' and n.norm >= ${of.norm} collate "C" and n.norm < (${of.norm} || chr(1114111)) collate "C" and ${ofKinds(of.kinds)}
     and (${of.after === null} or (n.norm, n.authority_id) > (${of.after?.norm ?? ''} collate "C", ${of.after?.authority_id ?? '0'}::bigint))
   order by n.norm, n.authority_id limit ${of.most}`

/** By any words of any name, where few begin so: those of most titles first, of the first so many that the index gives. */
export const byWords = (of: {
  readonly words: string
  readonly kinds: readonly string[]
  readonly not: readonly string[]
  readonly most: number
}): Query => sql`
  with found as materialized (
    select a.* from cataloguing.authority a
     where a.state = 'in_use' and a.document @@ to_tsquery('cataloguing.simple_plain', ${of.words}) and ${ofKinds(of.kinds)}
       and a.authority_id <> all (${of.not}::bigint[]) limit 200)
  select a.authority_id, a.kind, a.heading, null as found_by, a.norm, a.source, a.control_number, a.record, ${titlesOf} as titles
    from found a order by titles desc, a.norm limit ${of.most}`
