import type { BodyOf, registerPatron } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import { type Day, dayOf } from '../../../base/dates.ts'
import { read } from '../../../base/tx.ts'
import type { Uitpas } from '../../../base/uitpas.ts'

/** A social tariff: its last day, and by what it was shown. */
export interface Tariff {
  readonly social_until: Day
  readonly proof: 'uitpas' | 'paper'
}

/**
 * Asks UiTPAS about a pass, before the database is: another server may take its time. Only until when the tariff runs is
 * told on. Neither the number nor anything else of the answer is kept.
 */
export async function tariffOfPass(
  ctx: StaffCtx,
  uitpas_number: string,
  uitpas: Uitpas | null,
): Promise<Tariff | Refusal> {
  if (uitpas === null) return refuse('uitpas_off')
  const number = uitpas_number.replaceAll(' ', '')
  // Thirteen digits; what is something else is not sent anywhere.
  if (!/^\d{13}$/.test(number)) return refuse('uitpas_unknown')
  if (!runsIn((await read(ctx, [couplingRuns('uitpas', ctx.now)]))[0])) return refuse('coupling_off')
  const said = await uitpas.tariffOf(number)
  if (said.is === 'away') return refuse('uitpas_away')
  if (said.is === 'unknown') return refuse('uitpas_unknown')
  if (said.is === 'none' || said.until < dayOf(ctx.now)) return refuse('uitpas_no_tariff')
  return { social_until: said.until, proof: 'uitpas' }
}

/** What the form of registration says of a social tariff: shown on paper, or asked of UiTPAS now. */
export async function tariffAsked(
  ctx: StaffCtx,
  asked: BodyOf<typeof registerPatron>['tariff'],
  uitpas: Uitpas | null,
): Promise<Tariff | null | Refusal> {
  if (asked === undefined) return null
  if (asked.proof === 'uitpas') return tariffOfPass(ctx, asked.uitpas_number, uitpas)
  if (asked.until < dayOf(ctx.now)) return refuse('invalid')
  return { social_until: asked.until, proof: 'paper' }
}

/** Until when a pass has a social tariff, for the form of registration. */
export async function askUitpas(
  ctx: StaffCtx,
  { uitpas_number }: { readonly uitpas_number: string },
  uitpas: Uitpas | null,
): Promise<{ social_until: Day } | Refusal> {
  const said = await tariffOfPass(ctx, uitpas_number, uitpas)
  return isRefusal(said) ? said : { social_until: said.social_until }
}
