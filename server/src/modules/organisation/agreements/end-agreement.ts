import { Agreement, type Ask, type endAgreement as op, type OkOf } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, isDay } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { configure, readAnew } from '../change/configure.ts'
import {
  type AgreementRow,
  Ended,
  endedParts,
  endMember,
  endWhole,
  insertParting,
  lockMembers,
  oneAgreement,
} from './agreements.store.ts'
import { HOLDS_HOME_JOB, NOTICES_JOB } from './jobs-asked.ts'
import { endOf, type Span } from './rung.rules.ts'

/** The span of the whole, or of the part of one member; null when that library is no member. */
function spanOf(
  agreement: AgreementRow,
  parts: { ended: boolean; left: string[] },
  library_id?: string,
): (Span & { readonly before_on: string | null }) | null {
  const { starts_on, ends_on } = agreement
  const whole = { starts_on, ends_on, before_on: ends_on, ended: parts.ended }
  if (library_id === undefined || whole.ended) return whole
  const member = agreement.members.find(m => m.library_id === library_id)
  if (!member) return null
  const ends = [member.left_on, agreement.ends_on].filter(day => day !== null).sort()
  return {
    starts_on: member.joined_on,
    ends_on: ends[0] ?? null,
    before_on: member.left_on,
    ended: parts.left.includes(library_id),
  }
}

/**
 * Ends an agreement, or the part of one member, today at this instant or at the end of a later day. The scope of
 * every session is derived from these rows in each transaction, so there is nothing else to close.
 */
export async function endAgreement(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Answer<OkOf<typeof op>>> {
  const { agreement_id } = params
  const { ends_on, library_id, tell = true } = body
  if (!isDay(ends_on)) return refuse('invalid')
  const now = ctx.now.toString()
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      lock: lockMembers(agreement_id, ctx.actor.library_id),
      facts: [oneAgreement(agreement_id), endedParts(agreement_id)],
      decide: ([rows = [], ended = []]) => {
        const agreement = oneOf(Agreement, rows)
        const parts = oneOf(Ended, ended)
        const span = agreement && parts ? spanOf(agreement, parts, library_id) : null
        if (!agreement || !span) return refuse('not_found')
        const end = endOf(span, ends_on, dayOf(ctx.now))
        if (end === 'over') return refuse('agreement_ended')
        if (end === 'past') return refuse('invalid')
        const subject = {
          subject: agreement_id,
          before: { ends_on: span.ends_on, library_id },
          after: { ...end, library_id },
        }
        return {
          effects: [
            library_id ? endMember(agreement_id, library_id, end, now) : endWhole(agreement_id, end, now),
            insertParting(
              { agreement_id, library_id: library_id ?? null, end, before_on: span.before_on, tells: tell },
              { staff_id: ctx.actor.staff_id, now },
            ),
            soon(NOTICES_JOB),
            soon(HOLDS_HOME_JOB),
          ],
          change: subject,
          answer: { agreement_id },
          libraries: [ctx.actor.library_id, ...agreement.members.map(m => m.library_id)],
        }
      },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  return oneOf(Agreement, (await readAnew(ctx, [oneAgreement(agreement_id)]))[0] ?? []) ?? refuse('not_found')
}
