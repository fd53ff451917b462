import { Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** A patron in scope, whose library, and the identity cards on record. */
export const EidPatron = Type.Object({
  patron_id: Id,
  library_id: Id,
  eids: Type.Array(Type.Object({ state: Type.String(), expires_on: Nullable(Day) })),
})
/** Locked, so that two desks that see a new card at the same moment keep it once. */
export const lockEidPatron = (patron_id: string): Query =>
  sql`select patron_id from patrons.patron where patron_id = ${patron_id} for no key update`
export const eidPatronQuery = (patron_id: string): Query => sql`
  select p.patron_id, p.library_id,
         coalesce((select json_agg(json_build_object('state', c.state, 'expires_on', c.expires_on))
            from patrons.card c where c.patron_id = p.patron_id and c.kind = 'eid'), '[]') as eids
    from patrons.patron p where p.patron_id = ${patron_id}`

/** Cards of the own library under these codes, whoever has them. */
export const eidInUse = (ctx: StaffCtx, codes: readonly string[]): Query =>
  sql`select patron_id, state from patrons.card where library_id = ${ctx.actor.library_id} and code = any (${[...codes]}::text[])`

export interface NewEid {
  readonly patron_id: string
  readonly code: string
  readonly expires_on: string | null
}
/** The identity cards of before have been replaced by this one: nobody has two. */
export const keepEid = (ctx: StaffCtx, eid: NewEid): Query[] => [
  sql`update patrons.card set state = 'ended', until = ${dayOf(ctx.now)}
       where patron_id = ${eid.patron_id} and kind = 'eid' and state = 'active'`,
  sql`insert into patrons.card (library_id, patron_id, kind, code, state, since, expires_on)
      values (${ctx.actor.library_id}, ${eid.patron_id}, 'eid', ${eid.code}, 'active', ${dayOf(ctx.now)}, ${eid.expires_on})`,
]

/** Ties a record to the person behind a number, whom other libraries may know too. */
export const setPerson = (
  patron_id: string,
  number: { readonly index: string; readonly cipher: string },
  at: string,
): Query => sql`
  update patrons.patron set person_id = patrons.person_of(${Buffer.from(number.index)}, ${number.cipher}, ${at}), version = version + 1
   where patron_id = ${patron_id}`

/** Looks whether the record contradicts what another library holds of the same person; tells nothing. */
export const noteConflicts = (patron_id: string, at: string): Query =>
  sql`select patrons.note_conflicts(${patron_id}, ${at}::timestamptz)`
