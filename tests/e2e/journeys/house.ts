import { after, before } from 'node:test'
import { type Kaft, openKaft } from '../kaft.ts'
import { type Stock, stockOf } from '../stock.ts'

/** What the journeys of one file share: one Kaft, and people and items that each journey takes for itself. */
export interface House {
  readonly kaft: Kaft
  readonly stock: Stock
}

/** Opens one Kaft for all journeys of a file, so that the demonstration is loaded once. Gives back how it is reached. */
export function oneHouse(...journeys: readonly ((open: () => House) => void)[]): () => House {
  let house: House | undefined
  const open = (): House => {
    if (house === undefined) throw new Error('Kaft is not open')
    return house
  }
  before(async () => {
    const kaft = await openKaft()
    house = { kaft, stock: stockOf(kaft.demo) }
  })
  after(() => house?.kaft.close())
  for (const journey of journeys) journey(open)
  return open
}
