import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

export const JustAdded = Type.Object({ title_id: Id, today: Type.Boolean() })
export const justAdded = (ctx: StaffCtx, item_id: string): Query => sql`
  select i.title_id, coalesce(i.acquired_on = ${dayOf(ctx.now)}::date, false) as today from inventory.item i
   where i.item_id = ${item_id} and i.library_id = ${ctx.actor.library_id} for update of i`
