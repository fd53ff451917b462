import { setTimeout as sleep } from 'node:timers/promises'
import { country } from './country.ts'
import { CLIENTS, openSide, type Side, tableOf, takeTurns } from './growth.bench.ts'
import { openClient } from './load.ts'
import { type Desk, deskOf } from './loans.bench.ts'
import { openPlace, type Place } from './place.ts'
import { say } from './progress.ts'
import { ms, type Table } from './table.ts'

/** A day as it comes, by events a second over the whole country: its peak hour has 35, a burst 105. */
const DAY = [
  ['the book drops, before opening', 10],
  ['school classes in the morning', 35],
  ['Wednesday afternoon', 50],
  ['Saturday morning', 70],
  ['a burst', 105],
] as const
const SECONDS = 20
const TURN = 100

/**
 * Lending and taking back in a country of 28 million items beside a library of a hundred thousand, in turns; and a
 * day's curve, by a clock and not by how quick the answers are. The control is the small library.
 */
export async function wholeCountry(place: Place, scale: number): Promise<Table> {
  const used = Math.max(240, Math.floor(6_000 * scale))
  const other = await openPlace()
  try {
    const few = await openSide(other, Math.floor(100_000 * scale), used)
    const filled = await country(place.admin, scale, used)
    const http = openClient(place.address, filled.secret, CLIENTS * 8)
    const desk = deskOf(http, filled)
    const many: Side = { size: filled.items, http, desk, lent: [], back: [] }
    await takeTurns([few, many], used)
    const table = tableOf([few, many])
    const day = await curve(desk, used, scale)
    for (const side of [few, many]) side.http.close()
    return { ...table, notes: [...(table.notes ?? []), day] }
  } finally {
    await other.close()
  }
}

async function curve(desk: Desk, used: number, scale: number): Promise<string> {
  const lines: string[] = []
  let asked = 0
  for (const [name, rate] of DAY) {
    say(`a day: ${name}`)
    const seconds = Math.max(2, SECONDS * scale)
    const times = (await openLoop(desk, { rate, seconds, used, from: asked })).toSorted((a, b) => a - b)
    asked += times.length
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
    lines.push(`${name}, ${rate} a second: p50 ${ms(at(0.5))}, p95 ${ms(at(0.95))}, p99 ${ms(at(0.99))} ms`)
  }
  return `A day's curve there, asked by the clock, half of it lending: ${lines.join('; ')}.`
}

/** Asks at random moments, so many a second on average, and waits for no answer; a time begins when it was due. */
async function openLoop(
  desk: Desk,
  ask: { rate: number; seconds: number; used: number; from: number },
): Promise<number[]> {
  const { rate, seconds, used, from } = ask
  const running: Promise<number>[] = []
  const began = performance.now()
  let due = began
  for (let n = from; due - began < seconds * 1000; n++) {
    due += (-Math.log(1 - Math.random()) * 1000) / rate
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    running.push(timed(desk, { n, used, due }))
  }
  return Promise.all(running)
}

/** An item is lent, and comes back a hundred questions later, so that both are half of the day. */
async function timed(desk: Desk, at: { n: number; used: number; due: number }): Promise<number> {
  const i = (Math.floor(at.n / (2 * TURN)) * TURN + (at.n % TURN)) % at.used
  const done = await (at.n % (2 * TURN) < TURN ? desk.lend(i) : desk.back(i))
  if (!done) throw new Error('a lending or taking back of the day failed')
  return performance.now() - at.due
}
