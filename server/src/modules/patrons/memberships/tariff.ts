import type { checkUitpas as uitpasOp, BodyOf, setTariff as op } from '@kaft/contract'
import { isRefusal, refuse, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import type { Uitpas } from '../../../base/uitpas.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { categoryNames } from './advise.ts'
import { setTariffQuery } from './membership.store.ts'
import { categoriesQuery } from './membership-types.store.ts'
import { tariffOfPass } from './uitpas.ts'

/** The category of a patron, and a social tariff that was shown on paper. The kind itself changes with a renewal. */
export const setTariff = (
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<Changed | Refusal | RefusedByRules> =>
  changeOwn(ctx, { patron_id, body, facts: [categoriesQuery] }, (_, [rows]) => {
    const { category, social_until } = body
    if (category !== null && !categoryNames(rows ?? []).has(category)) return refuse('category_unknown')
    if (social_until !== null && social_until < dayOf(ctx.now)) return refuse('invalid')
    return {
      effects: [setTariffQuery(patron_id, { category, social_until, proof: 'paper' })],
      answer: () => ({ patron_id }),
    }
  })

/** Asks UiTPAS about a pass. Only until when the tariff runs is kept. */
export async function checkUitpas(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof uitpasOp>,
  uitpas: Uitpas | null,
): Promise<Changed | Refusal | RefusedByRules> {
  const said = await tariffOfPass(ctx, body.uitpas_number, uitpas)
  if (isRefusal(said)) return said
  // The number is no part of what a repeat is compared with: nothing made from it is kept.
  const { command_id } = body
  return changeOwn(ctx, { patron_id, body: { command_id } }, () => ({
    effects: [setTariffQuery(patron_id, said)],
    answer: () => ({ patron_id }),
  }))
}
