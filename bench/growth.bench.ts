import { fillHistory, isOnLoan } from './history.ts'
import { type Client, type Measured, measure, openClient, together } from './load.ts'
import { type Desk, deskOf } from './loans.bench.ts'
import { openPlace, type Place } from './place.ts'
import { say } from './progress.ts'
import { seed } from './seed.ts'
import { ms, type Table } from './table.ts'

export const CLIENTS = 8
const ROUNDS = 6

/**
 * Lending and taking back where ten times as many items, loans and events stand. Both sizes live side by side and take
 * turns, with as many different items, patrons and branches in play, all touched once before.
 */
export async function growth(place: Place, scale: number): Promise<Table> {
  const [few, many] = [Math.floor(100_000 * scale), Math.floor(1_000_000 * scale)]
  const used = Math.max(240, Math.floor(6_000 * scale))
  const other = await openPlace()
  try {
    const sides = [await openSide(place, few, used), await openSide(other, many, used)]
    await takeTurns(sides, used)
    for (const { http } of sides) http.close()
    return tableOf(sides)
  } finally {
    await other.close()
  }
}

/** Each side lends and takes back in turns, warm; whoever comes first in a round meets the disk as the other left it, so they swap. */
export async function takeTurns(sides: readonly Side[], used: number): Promise<void> {
  for (const { desk } of sides) {
    await measure(CLIENTS, used, desk.lend)
    await measure(CLIENTS, used, desk.back)
  }
  const each = Math.floor(used / ROUNDS)
  for (let round = 0; round < ROUNDS; round++) {
    say(`growth: round ${round + 1} of ${ROUNDS}`)
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      side.lent.push(await measure(CLIENTS, each, i => side.desk.lend(round * each + i)))
      side.back.push(await measure(CLIENTS, each, i => side.desk.back(round * each + i)))
    }
  }
}

export interface Side {
  readonly size: number
  readonly http: Client
  readonly desk: Desk
  readonly lent: Measured[]
  readonly back: Measured[]
}

export async function openSide(place: Place, size: number, used: number): Promise<Side> {
  say(`growth: ${size} items with their loans and events`)
  const seeded = await seed(place.admin, { patrons: Math.max(used, Math.floor(size / 10)), items: size })
  await fillHistory(place.admin, seeded)
  const http = openClient(place.address, seeded.secret, CLIENTS)
  const spread = (ids: readonly string[]) =>
    Array.from({ length: used }, (_, i) => ids[Math.floor((i * ids.length) / used)] ?? '')
  const on_shelf = seeded.item_ids.filter((_, n) => !isOnLoan(n))
  const desk = deskOf(http, { patron_ids: spread(seeded.patron_ids), item_ids: spread(on_shelf) })
  return { size, http, desk, lent: [], back: [] }
}

export function tableOf(sides: readonly Side[]): Table {
  const sums = sides.map(s => ({ size: s.size, lent: together(s.lent), back: together(s.back) }))
  const figures = sums.map(({ size, lent, back }) => [
    size,
    ms(lent.p50_ms),
    ms(lent.p95_ms),
    ms(back.p50_ms),
    ms(back.p95_ms),
    lent.failed + back.failed,
  ])
  const [few, many] = sums
  const ratio = (of: (s: NonNullable<typeof few>) => number) =>
    few && many ? (of(many) / of(few)).toFixed(2) : ''
  const ratios = [
    ratio(s => s.lent.p50_ms),
    ratio(s => s.lent.p95_ms),
    ratio(s => s.back.p50_ms),
    ratio(s => s.back.p95_ms),
  ]
  return {
    head: [
      'items, and as many loans and events',
      'lend p50 ms',
      'p95 ms',
      'take back p50 ms',
      'p95 ms',
      'failed',
    ],
    rows: [...figures, ['many / few', ...ratios, '']],
  }
}
