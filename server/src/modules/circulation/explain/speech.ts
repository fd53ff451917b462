import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import type { Speech } from '../regulation/explain.rules.ts'
import { Branch, namesQueries, Types } from './speech.store.ts'

interface Named {
  readonly type: string
  readonly name: string
}

/** What codes are called at this library, for sentences: branches of all libraries, own membership types. */
export async function speechOf(ctx: StaffCtx, tx: Tx, language: 'nl' | 'en'): Promise<Speech> {
  const [branches, types] = await tx.more(namesQueries(ctx.actor.library_id))
  const named = (allOf(Types, types ?? [])[0]?.types ?? []) as readonly Named[]
  return {
    language,
    today: dayOf(ctx.now),
    names: {
      branches: Object.fromEntries(allOf(Branch, branches ?? []).map(b => [b.branch_id, b.name])),
      membership_types: Object.fromEntries(named.map(t => [t.type, t.name.toLowerCase()])),
    },
  }
}
