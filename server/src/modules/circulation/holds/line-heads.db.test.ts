import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type HoldPolicy, holdPolicy } from '@kaft/contract'
import fc from 'fast-check'
import { anItem, aPatron, type TestItem } from '../../../testing/people.ts'
import { type Library, openWorld, type World } from '../../../testing/world.ts'
import type { QueuedItem } from '../facts/item-facts.store.ts'
import { nextInQueue, placeInQueue, waitedFor } from './queue.rules.ts'

/*
 * A decision is made on the first few of each queue, and explained on all of it: whatever waits and whatever the policy
 * says, both must come to the same. Library 0 owns the items and works with 1 and 2; 3 works with nobody.
 */
const TODAY = '2026-11-25'
let world: World
let libraries: Library[]
let items: TestItem[]
let own: string
before(async () => {
  world = await openWorld()
  libraries = []
  for (const name of ['Eigengem', 'Buurgem', 'Verregem', 'Apartgem'])
    libraries.push(await world.library(name))
  const [here, near, far] = libraries as [Library, Library, Library]
  await world.agreement('3b', [here, near])
  await world.agreement('3b', [here, far])
  const first = await anItem(world, here)
  const { title_id } = first
  items = [first, await anItem(world, here, { title_id, branch: 1 }), await anItem(world, near, { title_id })]
  own = (await aPatron(world, here)).patron_id
  const desk = await world.staff(here, ['hoofd_balie'])
  await world.rows("select set_config('kaft.session', $1, false)", [desk.secret])
  // Who has what is counted only under a cap, and the cap of each run is that of the run.
  await world.rows(
    "insert into organisation.setting (library_id, key, value) values ($1, 'holds.allocation', $2)",
    [here.library_id, JSON.stringify({ ...holdPolicy, share_percent: 50 })],
  )
})
after(() => world.close())

const day = fc.integer({ min: 1, max: 24 }).map(n => `2026-11-${String(n).padStart(2, '0')}`)
const aHold = fc.record({
  library: fc.nat(3),
  branch: fc.nat(1),
  at: fc.constantFrom(0, 0, 0, 1, 2),
  own: fc.constantFrom(false, false, false, false, true),
  placed_on: day,
  suspended_until: fc.option(fc.constantFrom('2026-11-20', TODAY, '2026-11-26'), { nil: null, freq: 4 }),
  expires_on: fc.option(fc.constantFrom('2026-11-24', TODAY, '2027-11-24'), { nil: null, freq: 4 }),
  wanted: fc.option(fc.nat(2), { nil: null, freq: 5 }),
  after: fc.constantFrom('none', 'none', 'none', 'open', 'closed'),
  also: fc.constantFrom(false, false, false, true),
})
type AHold = typeof aHold extends fc.Arbitrary<infer T> ? T : never
const aPolicy: fc.Arbitrary<HoldPolicy> = fc.record({
  own_first: fc.boolean(),
  equal_after_days: fc.option(fc.integer({ min: 0, max: 24 }), { nil: null }),
  wait_days: fc.record({ branch: fc.integer({ min: 0, max: 10 }), library: fc.integer({ min: 0, max: 10 }) }),
  transport_step_days: fc.constantFrom(0, 0, 2, 7),
  transport: fc.constant([]),
  new_item_days: fc.constantFrom(0, 0, 30),
  share_percent: fc.option(fc.constantFrom(10, 50, 100), { nil: null }),
})

/** The queue as it was drawn; a hold for any of several titles has another first, and a volume waits for one before it. */
async function wait(holds: readonly AHold[]): Promise<void> {
  const [item] = items
  await world.rows('delete from circulation.hold_title')
  await world.rows('delete from circulation.hold')
  for (const [n, h] of holds.entries()) {
    const library = libraries[h.own ? 0 : h.library]!
    const patron_id = h.own ? own : String(900_000 + n)
    const put = (title_id: string, more: { state?: string; after?: string | null } = {}) =>
      world.rows(
        `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, closed_at, placed_at, suspended_until, expires_on, wanted_item_id, after_hold_id)
         values ($1, $2, $3, $4, $5, case when $5 = 'cancelled' then now() end, $6, $7, $8, $9, $10) returning hold_id`,
        [
          library.library_id,
          patron_id,
          title_id,
          libraries[h.at === 0 ? libraries.indexOf(library) : h.at]!.branches[h.branch],
          more.state ?? 'waiting',
          `${h.placed_on}T10:00:00Z`,
          h.suspended_until,
          h.expires_on,
          h.wanted === null ? null : items[h.wanted]!.item_id,
          more.after ?? null,
        ],
      )
    const volume =
      h.after === 'none'
        ? null
        : await put('9999999', { state: h.after === 'open' ? 'waiting' : 'cancelled' })
    const [made] = await put(h.also ? '8888888' : item!.title_id, { after: volume?.[0]?.hold_id ?? null })
    if (h.also)
      await world.rows(
        'insert into circulation.hold_title (hold_id, library_id, title_id) values ($1, $2, $3)',
        [made!.hold_id, library.library_id, item!.title_id],
      )
  }
}

async function queues(item: TestItem): Promise<{ short: QueuedItem; whole: QueuedItem } | null> {
  const [row] = (await world.rows(
    `select i.library_id, i.branch_id, circulation.queue_facts(i.item_id, $2, array[$3::bigint], false) as short,
            circulation.queue_facts(i.item_id, $2, null, true) as whole from inventory.item i where i.item_id = $1`,
    [item.item_id, TODAY, own],
  )) as unknown as {
    library_id: string
    branch_id: string
    short: QueuedItem | null
    whole: QueuedItem | null
  }[]
  if (!row?.short || !row.whole) return null
  const of = {
    item_id: item.item_id,
    library_id: row.library_id,
    branch_id: row.branch_id,
    acquired_on: '2026-11-10',
  }
  return { short: { ...row.short, ...of }, whole: { ...row.whole, ...of } }
}

test('the first of a queue come to what the whole queue comes to, for every policy', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aHold, { maxLength: 25 }),
      fc.array(aPolicy, { minLength: 4, maxLength: 4 }),
      async (holds, policies) => {
        await wait(holds)
        const mine = (
          await world.rows(
            'select hold_id from circulation.hold where patron_id = $1 and closed_at is null',
            [own],
          )
        ).map(h => h.hold_id!)
        for (const item of items) {
          const found = await queues(item)
          if (!found) continue
          const { short, whole } = found
          assert.ok(short.queue.length <= whole.queue.length)
          for (const policy of policies)
            for (const branch_id of libraries.flatMap(l => l.branches.slice(0, 1))) {
              const at = { today: TODAY, branch_id }
              const asked = [
                { ...short, policy },
                { ...whole, policy },
              ].map(q => ({
                next: nextInQueue(q, at)?.hold_id,
                place: placeInQueue(q, mine, at),
                renews: { ...waitedFor(q, mine, at), others: waitedFor(q, mine, at).others > 0 },
              }))
              assert.deepEqual(asked[0], asked[1])
            }
        }
      },
    ),
    { numRuns: Number(process.env.SOAK_RUNS ?? 60) },
  )
})

test('of five hundred who wait, those come who may be chosen', async () => {
  await world.rows('delete from circulation.hold_title')
  await world.rows('delete from circulation.hold')
  await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at)
     select b.library_id, 900000 + n, $1, b.branch_id, 'waiting', timestamptz '2026-01-01' + n * interval '1 hour'
       from generate_series(1, 500) n
       join (select library_id, branch_id, row_number() over (order by branch_id) - 1 as no from organisation.branch where library_id = any ($2)) b on b.no = n % 6`,
    [items[0]!.title_id, libraries.slice(0, 3).map(l => l.library_id)],
  )
  const found = await queues(items[0]!)
  assert.equal(found?.whole.queue.length, 500)
  // Two other copies are free: three of each of the six pairs of library and branch.
  assert.equal(found.short.queue.length, 18)
})
