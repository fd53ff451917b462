import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import fc from 'fast-check'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, aTitle, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

/*
 * The list and the scan ask one policy: what is listed is taken, and what is not listed is refused. Midden works with
 * Links and Rechts, which do not know each other; its desk may be asked for a reader of either.
 */
let world: World
let libraries: Library[]
let desks: Someone[]
before(async () => {
  world = await openWorld()
  libraries = []
  for (const name of ['Midden', 'Links', 'Rechts']) libraries.push(await world.library(name))
  const [middle, left, right] = libraries as [Library, Library, Library]
  await world.agreement('3b', [middle, left])
  await world.agreement('3b', [middle, right])
  for (const l of libraries) await aRegulation(world, l)
  desks = []
  for (const l of libraries) desks.push(await world.staff(l, ['hoofd_balie']))
})
after(() => world.close())
const id = () => uuid7(world.now)
const list = async (as: Someone) => (await world.call(op.pullList, {}, as)).body.rows
const scan = (barcode: string, as: Someone) =>
  world.call(op.pullFound, { body: { command_id: id(), code: barcode } }, as)
const setPolicy = (library: Library, policy: Partial<op.HoldPolicy>) =>
  world.rows(
    `insert into organisation.setting (library_id, key, value) values ($1, 'holds.allocation', $2) on conflict (library_id, key) do update set value = excluded.value`,
    [library.library_id, JSON.stringify({ ...op.holdPolicy, ...policy })],
  )
const wait = async (
  title_id: string,
  of: { library: Library; pickup?: string; on?: string; wanted?: string | undefined },
) => {
  const { patron_id } = await aPatron(world, of.library)
  const [made] = await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, wanted_item_id)
     values ($1, $2, $3, $4, 'waiting', $5, $6) returning hold_id`,
    [
      of.library.library_id,
      patron_id,
      title_id,
      of.pickup ?? of.library.branches[0],
      `${of.on ?? '2026-11-20'}T10:00:00Z`,
      of.wanted ?? null,
    ],
  )
  return made!.hold_id!
}
const clear = async () => {
  await world.rows(
    "update circulation.hold set state = 'cancelled', item_id = null, hold_code = null, ready_until = null, closed_at = now() where closed_at is null",
  )
  await world.rows('delete from circulation.item_status')
  await world.rows('delete from circulation.pull_claim')
}

const day = fc.integer({ min: 1, max: 25 }).map(n => `2026-11-${String(n).padStart(2, '0')}`)
const aWish = fc.record({
  items: fc.array(fc.record({ library: fc.nat(2), branch: fc.nat(1), new: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  holds: fc.array(
    fc.record({
      library: fc.nat(2),
      branch: fc.nat(1),
      on: day,
      wanted: fc.option(fc.nat(3), { nil: null, freq: 4 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
})
const aPolicy = fc.record({
  own_first: fc.boolean(),
  equal_after_days: fc.option(fc.nat(25), { nil: null }),
  wait_days: fc.record({ branch: fc.nat(15), library: fc.nat(15) }),
  transport_step_days: fc.nat(5),
  new_item_days: fc.constantFrom(0, 30),
  share_percent: fc.option(fc.constantFrom(10, 60), { nil: null }),
})

test('what is on the list is taken at its scan and what is not is refused, whatever the policies say', async () => {
  const wishes = fc.array(aWish, { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(wishes, fc.tuple(aPolicy, aPolicy, aPolicy), async (titles, policies) => {
      await clear()
      const items: (TestItem & { readonly library: number; readonly branch: number })[] = []
      for (const [n, library] of libraries.entries()) await setPolicy(library, policies[n]!)
      for (const wish of titles) {
        const title_id = await aTitle(world, 'Titel')
        const made: TestItem[] = []
        for (const { library, branch, new: fresh } of wish.items) {
          const item = await anItem(world, libraries[library]!, { title_id, branch })
          if (fresh)
            await world.rows("update inventory.item set acquired_on = '2026-11-15' where item_id = $1", [
              item.item_id,
            ])
          made.push(item)
          items.push({ ...item, library, branch })
        }
        for (const h of wish.holds)
          await wait(title_id, {
            library: libraries[h.library]!,
            pickup: libraries[h.library]!.branches[h.branch]!,
            on: h.on,
            wanted: h.wanted === null ? undefined : made[h.wanted]?.item_id,
          })
      }
      for (const [n, desk] of desks.entries()) {
        const listed = new Set((await list(desk)).flatMap(line => line.barcodes))
        for (const item of items.filter(i => i.library === n && i.branch === 0)) {
          const said = await scan(item.barcode, desk)
          assert.equal(said.status, listed.has(item.barcode) ? 201 : 409, said.text)
          // One after the other, each as if it were the first.
          if (said.status === 201)
            assert.equal(
              (await world.call(op.undo, { body: { command_id: id(), event_id: said.body.event_id! } }, desk))
                .status,
              201,
            )
        }
        // As many as a line asks for find a reader, one after the other.
        for (const line of await list(desk)) {
          let taken = 0
          for (const barcode of line.barcodes) if ((await scan(barcode, desk)).status === 201) taken++
          assert.ok(taken >= line.needed, `${taken} of ${line.needed}`)
        }
      }
    }),
    { numRuns: Number(process.env.SOAK_RUNS ?? 12) },
  )
})

test('a hold that is left to nearer items is on no list further away, and is on it when its days are over', async () => {
  await clear()
  const [middle, left] = libraries as [Library, Library]
  await setPolicy(middle, { wait_days: { branch: 0, library: 5 } })
  const item = await anItem(world, middle)
  await anItem(world, left, { title_id: item.title_id })
  await wait(item.title_id, { library: left, on: '2026-11-21' })
  assert.deepEqual(await list(desks[0]!), [])
  assert.equal((await scan(item.barcode, desks[0]!)).problem.findings?.[0]?.code, 'pull_not_wanted')
  world.now = world.now.add({ hours: 24 })
  assert.deepEqual(
    (await list(desks[0]!)).map(l => [l.barcodes, l.own]),
    [[[item.barcode], false]],
  )
  assert.equal((await scan(item.barcode, desks[0]!)).status, 201)
  world.now = world.now.subtract({ hours: 24 })
})

test('a reader whom this library may not see is fetched for all the same, and claimed by nobody here', async () => {
  await clear()
  const [middle, left, right] = libraries as [Library, Library, Library]
  await setPolicy(middle, { own_first: false })
  const item = await anItem(world, middle)
  // It stands at a branch of Links, which knows Midden but not Rechts.
  await world.rows(
    "insert into circulation.item_status (item_id, status, branch_id, astray, since) values ($1, 'available', $2, true, now())",
    [item.item_id, left.branches[0]],
  )
  await wait(item.title_id, { library: right })
  const [line] = await list(desks[1]!)
  assert.deepEqual([line?.barcodes, line?.for_branch], [[item.barcode], 'Rechts Centrum'])
  assert.equal((await world.call(op.startPull, { body: { command_id: id() } }, desks[1]!)).body.claimed, 0)
  const got = await scan(item.barcode, desks[1]!)
  assert.equal(got.body.destination?.branch_id, right.branches[0], got.text)
})

test('an item that stands at another branch than its own is on the list of that branch, and on no other', async () => {
  await clear()
  const [middle] = libraries as [Library]
  await setPolicy(middle, {})
  const north = await world.staff(middle, ['hoofd_balie'], { branch: 1 })
  const item = await anItem(world, middle)
  const reader = await aPatron(world, middle)
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: reader.patron_id, item_id: item.item_id } },
    desks[0]!,
  )
  assert.equal(lent.status, 201, lent.text)
  await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, desks[0]!)
  // It belongs to Noord from now on, and stands in Centrum until somebody has it in the hand.
  await world.rows('update inventory.item set branch_id = $2 where item_id = $1', [
    item.item_id,
    middle.branches[1],
  ])
  await wait(item.title_id, { library: middle })
  assert.deepEqual(await list(north), [])
  const [line] = await list(desks[0]!)
  assert.deepEqual(line?.barcodes, [item.barcode])
  assert.equal((await scan(item.barcode, north)).problem.findings?.[0]?.code, 'pull_not_here')
  // What happened to the item after a miss makes it void: a minute passes between the return and the look.
  world.now = world.now.add({ minutes: 1 })
  const missed = await world.call(
    op.pullNotFound,
    { body: { command_id: id(), title_id: item.title_id } },
    desks[0]!,
  )
  assert.equal(missed.status, 201, missed.text)
  assert.deepEqual(await list(desks[0]!), [])
  await world.call(op.undo, { body: { command_id: id(), event_id: missed.body.event_id } }, desks[0]!)
  const got = await scan(item.barcode, desks[0]!)
  assert.equal(got.body.destination?.to, 'hold_shelf', got.text)
  const [status] = await world.rows('select astray from circulation.item_status where item_id = $1', [
    item.item_id,
  ])
  assert.equal(
    (await world.call(op.undo, { body: { command_id: id(), event_id: got.body.event_id! } }, desks[0]!))
      .status,
    201,
  )
  assert.ok(status)
  assert.deepEqual(
    (await list(desks[0]!)).map(l => l.barcodes),
    [[item.barcode]],
    'undo puts it back where it stood',
  )
})
