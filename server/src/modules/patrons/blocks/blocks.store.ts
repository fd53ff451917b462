import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

export interface NewBlock {
  readonly library_id: string
  readonly patron_id: string
  readonly reason: string
  readonly until: string | null
}
export const insertBlock = (ctx: StaffCtx, b: NewBlock): Query =>
  sql`insert into patrons.block (library_id, patron_id, reason, since, until, made_by)
      values (${b.library_id}, ${b.patron_id}, ${b.reason}, ${dayOf(ctx.now)}, ${b.until}, ${ctx.actor.staff_id})`

export const Block = Type.Object({ block_id: Id })
export const blockQuery = (patron_id: string, block_id: string): Query =>
  sql`select block_id from patrons.block where block_id = ${block_id} and patron_id = ${patron_id}`
/** A block that was lifted before keeps who lifted it first. */
export const lift = (ctx: StaffCtx, block_id: string): Query =>
  sql`update patrons.block set lifted_at = ${ctx.now.toString()}, lifted_by = ${ctx.actor.staff_id}
       where block_id = ${block_id} and lifted_at is null`
