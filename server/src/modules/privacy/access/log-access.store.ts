import { randomBytes } from 'node:crypto'
import { randomFew } from '../../../base/random.ts'
import type { Actor, Ctx, Seen } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { roleFor } from './role.rules.ts'

/**
 * Writes who was looked at, in the transaction that did the looking. The personal fields enter the row's hash with
 * a salt of their own, so that both can be erased while the chain over the rows still verifies.
 * @returns null when nobody is signed in or the operation has no purpose: then no person was touched
 */
export function logAccess(ctx: Ctx, seen: readonly Seen[]): Query | null {
  if (!ctx.actor || !ctx.purpose) return null
  const distinct = [...new Map(seen.map(s => [`${s.patron_id}/${s.outcome}/${s.reason}`, s])).values()]
  const { library_id, staff_id, workstation_id } = ctx.actor
  const role = roleFor(ctx.operation, ctx.actor.roles)
  const columns = sql`${distinct.map(s => s.patron_id)}::bigint[], ${distinct.map(s => s.outcome)}::text[],
    ${distinct.map(s => s.reason ?? null)}::text[], ${distinct.map(() => randomBytes(12))}::bytea[]`
  if (ctx.actor.help)
    return sql`select privacy.log_help(${ctx.secret}, ${ctx.now.toString()}::timestamptz, ${ctx.operation}, ${ctx.purpose}, ${columns})`
  const [one] = distinct
  const elsewhere =
    ctx.actor.leaves.has('consortium.identities') || ctx.actor.leaves.has('consortium.privacy')
  if (one?.library_id !== undefined && distinct.length === 1 && !elsewhere)
    return logKnown(ctx, ctx.actor, one)
  // The scan of one patron is by far the most asked, and a row costs less than a list of one.
  const rows =
    one && distinct.length === 1
      ? sql`(values (${one.patron_id}::bigint, ${one.outcome}::text, ${one.reason ?? null}::text, ${randomBytes(12)}::bytea))`
      : sql`unnest(${columns})`
  // Whoever works for all libraries looks at records that are in no scope.
  if (elsewhere)
    return sql`select privacy.log_central(${ctx.now.toString()}::timestamptz, ${ctx.operation}, ${ctx.purpose}, ${role},
      ${workstation_id}::bigint, ${staff_id}::bigint, ${columns})`
  return sql`
    insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, role, workstation_id,
      staff_id, patron_id, reason, salt, personal_hash)
    select coalesce(p.library_id, ${library_id}), ${library_id}, ${ctx.now.toString()}, ${ctx.operation}, ${ctx.purpose},
           s.outcome, ${role}, ${workstation_id}, ${staff_id}, p.patron_id, s.reason, s.salt,
           sha256(s.salt || convert_to(concat_ws('|', coalesce(p.patron_id, 0), ${staff_id}::bigint), 'UTF8'))
      from ${rows} as s(patron_id, outcome, reason, salt)
      left join patrons.patron p on p.patron_id = s.patron_id`
}

/** The same of one patron whose library the transaction knows: the scan of the desk, by far the most asked. */
const logKnown = (ctx: Ctx, by: Actor, seen: Seen): Query => {
  const salt = randomFew(12)
  return sql`
    insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, role, workstation_id,
      staff_id, patron_id, reason, salt, personal_hash)
    values (${seen.library_id}, ${by.library_id}, ${ctx.now.toString()}, ${ctx.operation}, ${ctx.purpose}, ${seen.outcome}, ${roleFor(ctx.operation, by.roles)},
           ${by.workstation_id}, ${by.staff_id}, ${seen.patron_id}, ${seen.reason ?? null}, ${salt},
           sha256(${salt}::bytea || convert_to(concat_ws('|', ${seen.patron_id}::bigint, ${by.staff_id}::bigint), 'UTF8')))`
}
