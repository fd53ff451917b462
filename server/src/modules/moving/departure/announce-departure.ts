import type { announceDeparture as op, Ask, Departure } from '@kaft/contract'
import { Type } from 'typebox'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { configure, lockLibraries } from '../../organisation/index.ts'
import { activeLibrary, InTheWay, insertDeparture, inTheWay } from './departure.store.ts'
import { readChanged } from './shown.ts'

const Made = Type.Object({ departure_id: Type.String() })

/** Announces that a library leaves. Nothing of it changes: a second person confirms first. */
export async function announceDeparture(ctx: StaffCtx, { body }: Ask<typeof op>): Promise<Answer<Departure>> {
  const { library_id, reason, leaves_on } = body
  if (library_id === ctx.actor.library_id) return refuse('departure_self')
  const done = await configure(ctx, body, {
    lock: lockLibraries([ctx.actor.library_id, library_id]),
    facts: [activeLibrary(library_id), inTheWay(library_id)],
    decide: async ([active = [], way = []], tx) => {
      if (active.length === 0) return refuse('not_found')
      const what = oneOf(InTheWay, way)?.what
      if (what !== undefined)
        return refuse(what === 'departure' ? 'departure_open_already' : 'departure_busy')
      const { staff_id } = ctx.actor
      const [made = []] = await tx.more([
        insertDeparture({ library_id, reason, leaves_on, staff_id, now: ctx.now.toString() }),
      ])
      const departure_id = oneOf(Made, made)?.departure_id ?? ''
      return {
        effects: [],
        change: {
          subject: `departure ${departure_id}`,
          before: null,
          after: { library_id, reason, leaves_on },
        },
        answer: { departure_id },
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, done.departure_id)
}
