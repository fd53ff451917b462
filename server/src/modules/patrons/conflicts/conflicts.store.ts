import { Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

export const ConflictRow = Type.Object({
  conflict_id: Id,
  fields: Type.Array(Type.String()),
  found_at: Instant,
  patron_id: Id,
  library_name: Type.String(),
  family_name: Type.String(),
  given_name: Type.String(),
  birth_on: Nullable(Type.String()),
  registered_at: Instant,
  other_id: Id,
  other_library_name: Type.String(),
  other_family_name: Type.String(),
  other_given_name: Type.String(),
  other_birth_on: Nullable(Type.String()),
  other_registered_at: Instant,
})
export const MOST_CONFLICTS = 25
export const conflictsQuery = (after: string | null): Query =>
  sql`select * from patrons.open_conflicts(${after ?? '0'}::bigint, ${MOST_CONFLICTS + 1})`

export const Settled = Type.Object({ did: Type.String() })
/** What the library of the wrong number reads at that record; staff ask the patron for the card, and all is well again. */
export const settle = (
  ctx: StaffCtx,
  ask: { conflict_id: string; wrong_patron_id: string | null; note: string },
): Query =>
  sql`select patrons.settle_conflict(${ask.conflict_id}, ${ask.wrong_patron_id}, ${ask.note}, ${ctx.now.toString()}::timestamptz,
       ${ctx.actor.staff_id}) as did`
