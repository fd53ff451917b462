import type { OkOf, onlineForm as op } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { read } from '../../../base/tx.ts'
import { STATEMENT } from '../statement.ts'
import { choicesOf, choicesQuery } from './online.store.ts'

/** What a website shows beside its form. */
export async function onlineForm(ctx: StaffCtx): Promise<OkOf<typeof op>> {
  const choices = choicesOf((await read(ctx, [choicesQuery]))[0] ?? [])
  return {
    library_name: ctx.actor.library_name,
    open: choices.open,
    statement_version: STATEMENT,
    guardian_until_age: choices.guardian_age,
    visit_days: choices.keep_days,
    may_hold: choices.may_hold,
  }
}
