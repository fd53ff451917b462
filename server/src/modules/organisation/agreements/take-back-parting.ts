import {
  Agreement,
  type Ask,
  type OkOf,
  type previewParting as previewOp,
  type takeBackParting as op,
} from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { configure, readAnew } from '../change/configure.ts'
import {
  AcrossRow,
  acrossQuery,
  type AgreementRow,
  endMember,
  endWhole,
  keepTogether,
  lockParting,
  oneAgreement,
  oneParting,
  overlapping,
  PartingRow,
} from './agreements.store.ts'

/** They stay together after all: the end that stood before stands again. Who waits to be told is not told. */
export async function takeBackParting(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Answer<OkOf<typeof op>>> {
  const { parting_id } = params
  const today = dayOf(ctx.now)
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      lock: lockParting(parting_id),
      facts: [oneParting(parting_id)],
      decide: async ([rows = []], tx) => {
        const parting = oneOf(PartingRow, rows)
        if (!parting) return refuse('not_found')
        const { agreement_id, library_id, before_on, ends_on } = parting
        if (!parting.stands || ends_on < today) return refuse('parting_over')
        const [overlaps = []] = await tx.more([
          overlapping(parting.members, { starts_on: ends_on, ends_on: before_on, but: agreement_id }),
        ])
        if (overlaps.length > 0) return refuse('agreement_overlaps')
        const back = { ends_on: before_on, at_once: false }
        return {
          effects: [
            library_id === null
              ? endWhole(agreement_id, back, null)
              : endMember(agreement_id, library_id, back, null),
            keepTogether(parting_id, { staff_id: ctx.actor.staff_id, now: ctx.now.toString() }),
          ],
          change: {
            subject: agreement_id,
            before: { ends_on, library_id },
            after: { ends_on: before_on, library_id },
          },
          answer: { agreement_id },
          libraries: [ctx.actor.library_id, ...parting.members],
        }
      },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  return (
    oneOf(Agreement, (await readAnew(ctx, [oneAgreement(done.agreement_id)]))[0] ?? []) ?? refuse('not_found')
  )
}

/** Whom each library works with no longer: who leaves, with nobody; the others, without who left. */
function bordersOf(
  agreement: AgreementRow,
  library_id: string | undefined,
  today: string,
): { library_id: string; name: string; leaves: boolean; others: string[] }[] | null {
  const members = agreement.members.filter(m => m.left_on === null || m.left_on >= today)
  if (library_id !== undefined && !members.some(m => m.library_id === library_id)) return null
  return members.map(m => {
    const leaves = library_id === undefined || m.library_id === library_id
    const others = leaves ? members.filter(o => o !== m).map(o => o.library_id) : [library_id]
    return { library_id: m.library_id, name: m.name, leaves, others }
  })
}

/** What an end would leave across the border, in counts and cents: who works for the consortium sees no patron. */
export const previewParting = (
  ctx: StaffCtx,
  ask: { readonly agreement_id: string; readonly library_id?: string },
): Promise<OkOf<typeof previewOp> | Refusal> =>
  transact(ctx, async tx => {
    const today = dayOf(ctx.now)
    const [rows = []] = await tx.first([oneAgreement(ask.agreement_id)])
    const agreement = oneOf(Agreement, rows)
    const borders = agreement && bordersOf(agreement, ask.library_id, today)
    if (!borders) return refuse('not_found')
    if (agreement.ends_on !== null && agreement.ends_on < today) return refuse('agreement_ended')
    const counted = await tx.more(borders.map(b => acrossQuery(b.library_id, b.others, today)))
    return {
      libraries: borders.flatMap(({ library_id, name, leaves }, i) => {
        const found = allOf(AcrossRow, counted[i] ?? [])[0]
        return found ? [{ ...found, library_id, name, leaves, owed_cents: Number(found.owed_cents) }] : []
      }),
    }
  })
