import { type addParticipation as op, type Ask, type OkOf, Participation } from '@kaft/contract'
import { Type } from 'typebox'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { lockLibraries } from '../change/change.store.ts'
import { configure, readAnew } from '../change/configure.ts'
import { insertParticipation, libraryNamed, oneParticipation } from './participations.store.ts'

const Named = Type.Object({ name: Type.String() })
const Made = Type.Object({ participation_id: Type.String() })

/** Notes what a library signed. It may begin in the past, on the day after another, or later: its days are added up. */
export async function addParticipation(
  ctx: StaffCtx,
  { body }: Ask<typeof op>,
): Promise<Answer<OkOf<typeof op>>> {
  const { command_id: _command, ...signed } = body
  const { library_id, signed_on, starts_on, ends_on } = signed
  const today = dayOf(ctx.now)
  if (signed_on > today || (ends_on !== null && ends_on < starts_on)) return refuse('invalid')
  // The day would come on which nobody is left to note the next one.
  if (ends_on !== null && library_id === ctx.actor.library_id) return refuse('participation_own')
  const done = await configure(ctx, body, {
    lock: lockLibraries([ctx.actor.library_id, library_id]),
    facts: [libraryNamed(library_id)],
    decide: async ([rows = []], tx) => {
      const library = oneOf(Named, rows)
      if (!library) return refuse('not_found')
      const [made = []] = await tx.more([insertParticipation(signed, ctx.now.toString())])
      const { participation_id } = oneOf(Made, made) ?? { participation_id: '' }
      const { library_id: _id, ...after } = signed
      return {
        effects: [],
        change: { subject: participation_id, before: null, after: { name: library.name, ...after } },
        answer: { participation_id },
        libraries: [ctx.actor.library_id, library_id],
      }
    },
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  const [rows = []] = await readAnew(ctx, [oneParticipation(done.participation_id, today)])
  return oneOf(Participation, rows) ?? refuse('not_found')
}
