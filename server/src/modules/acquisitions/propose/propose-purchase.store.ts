import { Id, Nullable, openPurchaseStates, type PurchaseReason } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { Wish } from './propose.rules.ts'

/** Two desks that propose the same at once come one after the other, so that the second raises the first. */
export const lockProposing = (library_id: string): Query =>
  sql`select pg_advisory_xact_lock(hashtextextended('acquisitions ' || ${library_id}::text, 0))`

export const OwnBranch = Type.Object({ branch_id: Id })
export const ownBranch = (library_id: string, branch_id: string): Query =>
  sql`select b.branch_id from organisation.branch b where b.library_id = ${library_id} and b.branch_id = ${branch_id}`

export const NamedTitle = Type.Object({ title_id: Id, title: Type.String(), author: Nullable(Type.String()) })
/** The title that is meant: by its number, which follows a merge; where none is given, by the ISBN. */
export const namedTitle = (of: {
  readonly title_id: string | null
  readonly isbn: string | null
}): Query => sql`
  select t.title_id, t.title, t.author from cataloguing.title t
   where t.state = 'in_use' and t.title_id = case when ${of.title_id}::bigint is not null
     then cataloguing.stands_as(${of.title_id}::bigint)
     else (select min(x.title_id) from cataloguing.title_isbn x join cataloguing.title u on u.title_id = x.title_id and u.state = 'in_use'
            where x.isbn = ${of.isbn}::text) end`

/**
 * The suggestion of the library that is open for the same, held; never the one that is named as `but`. The same is the title, the ISBN, or
 * where neither is known the same words.
 */
export const openLike = (library_id: string, of: Wish, but: string | null = null): Query => sql`
  select p.suggestion_id, p.state, p.version, p.asked, p.copies::integer as copies from acquisitions.purchase_suggestion p
   where p.library_id = ${library_id} and p.state = any (${openPurchaseStates}::text[]) and p.suggestion_id is distinct from ${but}::bigint
     and (p.isbn = ${of.isbn}::text
       or cataloguing.stands_as(p.title_id) = ${of.title_id}::bigint
       or p.isbn in (select x.isbn from cataloguing.title_isbn x where x.title_id = ${of.title_id}::bigint)
       or (coalesce(${of.title_id}::text, ${of.isbn}::text) is null and p.title_id is null and p.isbn is null
         and lower(p.title) = lower(${of.title}::text) and lower(coalesce(p.author, '')) = lower(coalesce(${of.author}::text, ''))))
   order by p.suggestion_id limit 1 for update of p`

export interface Proposing extends Wish {
  readonly library_id: string
  readonly branch_id: string
  readonly staff_id: string
  readonly because: PurchaseReason
  readonly remark: string | null
  readonly copies: number
  readonly at: string
}
export const Proposed = Type.Object({ suggestion_id: Id, version: Type.Integer() })
export const insertPurchase = (of: Proposing): Query => sql`
  insert into acquisitions.purchase_suggestion
    (library_id, branch_id, title_id, title, author, isbn, because, remark, copies, proposed_by, proposed_at, changed_at)
  values (${of.library_id}, ${of.branch_id}, ${of.title_id}, ${of.title}, ${of.author}, ${of.isbn}, ${of.because}, ${of.remark}, ${of.copies},
          ${of.staff_id}, ${of.at}::timestamptz, ${of.at}::timestamptz)
  returning suggestion_id, version`
/** What was typed beside it comes behind what stood there. */
export const raisePurchase = (
  suggestion_id: string,
  of: Pick<Proposing, 'title_id' | 'isbn' | 'remark' | 'copies' | 'at'> & { readonly asked: number },
): Query => sql`
  update acquisitions.purchase_suggestion
     set asked = ${of.asked}, copies = ${of.copies}, title_id = coalesce(title_id, ${of.title_id}::bigint), isbn = coalesce(isbn, ${of.isbn}::text),
         remark = nullif(concat_ws(' · ', remark, ${of.remark}::text), ''), changed_at = ${of.at}::timestamptz, version = version + 1
   where suggestion_id = ${suggestion_id} returning suggestion_id, version`
