import { Type } from 'typebox'
import { isDay } from './dates.ts'
import { matches } from './row.ts'

/** What UiTPAS says of a pass: a social tariff and its last day, none, an unknown pass; or it does not answer. */
export type UitpasSaid =
  | { readonly is: 'tariff'; readonly until: string }
  | { readonly is: 'none' }
  | { readonly is: 'unknown' }
  | { readonly is: 'away' }

/** The door to UiTPAS. One question, about one pass that its holder hands over. */
export interface Uitpas {
  tariffOf(uitpas_number: string): Promise<UitpasSaid>
}

/** Of all that UiTPAS answers about a pass holder, the only part that is read. */
const Holders = Type.Object({
  member: Type.Array(
    Type.Object({
      cardSystemMemberships: Type.Optional(
        Type.Array(
          Type.Object({
            socialTariff: Type.Optional(
              Type.Object({ status: Type.String(), endDate: Type.Optional(Type.String()) }),
            ),
          }),
        ),
      ),
    }),
  ),
})
type Holders = Type.Static<typeof Holders>

/** Longest that a desk waits for an answer. */
const PATIENCE_MS = 5_000

/** The social tariff that runs longest, over the card systems of the holder. */
export function readTariff({ member: [holder] }: Holders): UitpasSaid {
  if (!holder) return { is: 'unknown' }
  const ends = (holder.cardSystemMemberships ?? [])
    .map(({ socialTariff }) => socialTariff)
    .filter(tariff => tariff?.status === 'ACTIVE')
    .map(tariff => tariff?.endDate?.slice(0, 10) ?? '')
    .filter(isDay)
    .toSorted()
  const until = ends.at(-1)
  return until === undefined ? { is: 'none' } : { is: 'tariff', until }
}

/**
 * UiTPAS over its REST interface (docs.publiq.be, UiTPAS API: `GET /passholders?uitpasNumber=`). Nothing of the answer is
 * logged, and what is not read is dropped with it.
 * @param key what the client identifies itself with, in the header `x-client-id`
 */
export const openUitpas = (url: string, key: string): Uitpas => ({
  tariffOf: async uitpas_number => {
    const address = new URL('passholders', url.endsWith('/') ? url : `${url}/`)
    address.searchParams.set('uitpasNumber', uitpas_number)
    try {
      const answer = await fetch(address, {
        headers: { 'x-client-id': key, accept: 'application/json' },
        signal: AbortSignal.timeout(PATIENCE_MS),
        redirect: 'error',
      })
      if (answer.status === 404 || answer.status === 400) return { is: 'unknown' }
      const body: unknown = answer.ok ? await answer.json() : null
      return matches(Holders, body) ? readTariff(body as Holders) : { is: 'away' }
    } catch {
      return { is: 'away' }
    }
  },
})
