import { type Ask, type endParticipation as op, type OkOf, Participation } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { configure, readAnew } from '../change/configure.ts'
import { lockParticipation, oneParticipation, stopParticipation } from './participations.store.ts'

/**
 * Ends an agreement after a day, today or later. Each door asks for the days of the library, so there is nothing else to
 * close. Who keeps the agreements does not shut the door behind which they are kept.
 */
export async function endParticipation(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Answer<OkOf<typeof op>>> {
  const { participation_id } = params
  const { stops_on } = body
  const today = dayOf(ctx.now)
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      lock: lockParticipation(participation_id, ctx.actor.library_id),
      facts: [oneParticipation(participation_id, today)],
      decide: ([rows = []]) => {
        const found = oneOf(Participation, rows)
        if (!found) return refuse('not_found')
        const { library_id, library: name, reference, version, ends_on } = found
        if (library_id === ctx.actor.library_id) return refuse('participation_own')
        if (found.stops_on !== null || found.state === 'over') return refuse('participation_over')
        if (stops_on < today || (ends_on !== null && stops_on >= ends_on)) return refuse('invalid')
        const told = { name, reference, version }
        return {
          effects: [stopParticipation(participation_id, stops_on, ctx.now.toString())],
          change: {
            subject: participation_id,
            before: { ...told, ends_on },
            after: { ...told, ends_on: stops_on },
          },
          answer: { participation_id },
          libraries: [ctx.actor.library_id, library_id],
        }
      },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  const [rows = []] = await readAnew(ctx, [oneParticipation(participation_id, today)])
  return oneOf(Participation, rows) ?? refuse('not_found')
}
