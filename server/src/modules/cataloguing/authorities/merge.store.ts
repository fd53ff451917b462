import { authorityKinds, Id, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A record goes up in another: it is found no more, and whoever has its address is led on. */
export const setMerged = (authority_id: string, into: string, at: string): Query => sql`
  update cataloguing.authority set state = 'merged', merged_into = ${into}, changed_at = ${at}::timestamptz where authority_id = ${authority_id}`
export const setInUse = (authority_id: string, at: string): Query => sql`
  update cataloguing.authority set state = 'in_use', merged_into = null, changed_at = ${at}::timestamptz where authority_id = ${authority_id}`

export const DoubleRow = Type.Object({
  kind: OneOf(authorityKinds),
  key: Type.String(),
  records: Type.Array(
    Type.Object({
      authority_id: Id,
      heading: Type.String(),
      norm: Type.String(),
      source: Type.String(),
      titles: Type.Integer(),
    }),
  ),
  /** Pairs that were said to be two: `1 2`, the lower first. */
  apart: Type.Array(Type.String()),
})
/** Names that more than one record has, in the order of names. */
export const doublesAfter = (after: string, most: number): Query => sql`
  with shared as materialized (
    select n.kind, n.key, array_agg(distinct n.authority_id) as ids from cataloguing.authority_name n
     where n.role <> 'also' and n.key > ${after} collate "C" group by n.key, n.kind having count(distinct n.authority_id) > 1
     order by n.key, n.kind limit ${most})
  select s.kind, s.key,
         (select jsonb_agg(jsonb_build_object('authority_id', a.authority_id::text, 'heading', a.heading, 'norm', a.norm, 'source', a.source, 'titles',
                   (select coalesce(sum(h.titles), 0) from cataloguing.heading h where h.authority_id = a.authority_id)) order by a.authority_id)
            from cataloguing.authority a where a.authority_id = any (s.ids[1:10])) as records,
         array(select p.one_id || ' ' || p.other_id from cataloguing.authority_apart p where p.one_id = any (s.ids) and p.other_id = any (s.ids)) as apart
    from shared s order by s.key, s.kind`

export const sayApart = (one_id: string, other_id: string, at: string): Query => sql`
  insert into cataloguing.authority_apart (one_id, other_id, said_at)
  select least(a.id, b.id), greatest(a.id, b.id), ${at}::timestamptz from (select ${one_id}::bigint as id) a, (select ${other_id}::bigint as id) b
  on conflict do nothing`
export const takeApartBack = (one_id: string, other_id: string): Query => sql`
  delete from cataloguing.authority_apart where one_id = least(${one_id}::bigint, ${other_id}::bigint) and other_id = greatest(${one_id}::bigint, ${other_id}::bigint)`
