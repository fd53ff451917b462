import type { checkUitpas as uitpasOp, BodyOf, setTariff as op } from '@kaft/contract'
import { refuse, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import type { Uitpas } from '../../../base/uitpas.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { categoryNames } from './advise.ts'
import { setTariffQuery } from './membership.store.ts'
import { categoriesQuery } from './membership-types.store.ts'

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

/**
 * Asks UiTPAS about a pass, before the database is: another server may take its time. Only until when the tariff runs
 * is kept. Neither the number nor anything else of the answer is.
 */
export async function checkUitpas(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof uitpasOp>,
  uitpas: Uitpas | null,
): Promise<Changed | Refusal | RefusedByRules> {
  if (uitpas === null) return refuse('uitpas_off')
  const number = body.uitpas_number.replaceAll(' ', '')
  // Thirteen digits; what is something else is not sent anywhere.
  if (!/^\d{13}$/.test(number)) return refuse('uitpas_unknown')
  const said = await uitpas.tariffOf(number)
  if (said.is === 'away') return refuse('uitpas_away')
  if (said.is === 'unknown') return refuse('uitpas_unknown')
  if (said.is === 'none' || said.until < dayOf(ctx.now)) return refuse('uitpas_no_tariff')
  // The number is no part of what a repeat is compared with: nothing made from it is kept.
  const { command_id } = body
  return changeOwn(ctx, { patron_id, body: { command_id } }, () => ({
    effects: [setTariffQuery(patron_id, { social_until: said.until, proof: 'uitpas' })],
    answer: () => ({ patron_id }),
  }))
}
