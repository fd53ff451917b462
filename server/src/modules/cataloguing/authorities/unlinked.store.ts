import { authorityKinds, Id, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const UnlinkedRow = Type.Object({
  heading_id: Id,
  kind: OneOf(authorityKinds),
  text: Type.String(),
  titles: Type.Integer(),
  often: Type.Integer(),
  candidates: Type.Array(
    Type.Object({ authority_id: Id, heading: Type.String(), found_by: Nullable(Type.String()) }),
  ),
})

/** Records of the same kind with the same words, in whichever order; dates aside. */
const candidates = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('authority_id', c.authority_id::text, 'heading', c.heading, 'found_by', c.found_by)), '[]')
     from (select distinct on (n.authority_id) n.authority_id, a.heading, case when n.role = 'see' then n.text end as found_by
             from cataloguing.authority_name n join cataloguing.authority a on a.authority_id = n.authority_id
            where n.key = h.key and n.key <> '' and n.kind = h.kind and n.role <> 'also' order by n.authority_id, n.role limit 3) c)`

/** Headings that no record keeps: those of most titles first, by the power of two that the index is in the order of. */
export const unlinkedAfter = (of: {
  readonly kind: string | null
  readonly norm: string
  readonly after: { readonly often: number; readonly heading_id: string } | null
  readonly most: number
}): Query => sql`
  with page as materialized (
    select h.heading_id, h.kind, h.text, h.titles, h.often, h.key from cataloguing.heading h
     where h.authority_id is null and h.often >= 0 and (${of.kind}::text is null or h.kind = ${of.kind})
       ${of.norm === '' ? sql`` : sql`and h.norm >= ${of.norm} collate "C" and h.norm < (${of.norm} || chr(1114111)) collate "C"`}
       and (${of.after === null} or (h.often, -h.heading_id) < (${of.after?.often ?? 0}::smallint, -${of.after?.heading_id ?? '0'}::bigint))
     order by h.often desc, h.heading_id limit ${of.most + 1})
  select h.heading_id, h.kind, h.text, h.titles, h.often, ${candidates} as candidates from page h order by h.often desc, h.heading_id`

export const HeadingNow = Type.Object({
  heading_id: Id,
  kind: OneOf(authorityKinds),
  norm: Type.String(),
  text: Type.String(),
  record: Type.Unknown(),
})
export type HeadingNow = Type.Static<typeof HeadingNow>
/** A heading, and the record of a title that has it: there its subfields stand. */
export const headingNow = (heading_id: string): Query => sql`
  select h.heading_id, h.kind, h.norm, h.text, t.record
    from cataloguing.heading h
    join lateral (select t.record from cataloguing.title_heading x join cataloguing.title t on t.title_id = x.title_id
                   where x.headings @> array[h.heading_id] limit 1) t on true
   where h.heading_id = ${heading_id}`
