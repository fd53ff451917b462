import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import fc from 'fast-check'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, aTitle, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let libraries: Library[]
let desks: Someone[]
let readers: TestPatron[]
before(async () => {
  world = await openWorld()
  libraries = await Promise.all(['Testgem', 'Proefdorp', 'Oefenbeke'].map(name => world.library(name)))
  await world.agreement('3b', libraries)
  for (const l of libraries) await aRegulation(world, l)
  desks = await Promise.all(libraries.map(l => world.staff(l, ['balie'])))
  readers = await Promise.all(libraries.flatMap(l => [0, 1, 2].map(() => aPatron(world, l))))
})
after(() => world.close())
const id = () => uuid7(world.now)
const runs = Number(process.env.SOAK_RUNS ?? 8)

/** A title: at which libraries it stands, and which readers wait for it. */
const aWish = fc.record({
  at: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 }),
  by: fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 4 }),
})
type Wish = typeof aWish extends fc.Arbitrary<infer T> ? T : never

async function make(wishes: readonly Wish[]): Promise<string[]> {
  return Promise.all(
    wishes.map(async ({ at, by }, n) => {
      const title_id = await aTitle(world, `Titel ${n}`)
      for (const l of at) await anItem(world, libraries[l]!, { title_id })
      for (const r of by) {
        const { library, patron_id } = readers[r]!
        await world.rows(
          `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at)
           values ($1, $2, $3, $4, 'waiting', $5)`,
          [library.library_id, patron_id, title_id, library.branches[0], '2026-11-20T10:00:00Z'],
        )
      }
      return title_id
    }),
  )
}

test('whatever three libraries of a group start at the same moment, no line is claimed by two of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aWish, { minLength: 3, maxLength: 12 }), async wishes => {
      const title_ids = await make(wishes)
      const began = await Promise.all(
        desks.flatMap(desk =>
          [0, 1].map(() => world.call(op.startPull, { body: { command_id: id() } }, desk)),
        ),
      )
      for (const answer of began) assert.equal(answer.status, 201, answer.text)
      const lists = await Promise.all(desks.map(desk => world.call(op.pullList, {}, desk)))
      for (const [i, title_id] of title_ids.entries()) {
        const lines = lists.map(l => l.body.rows.find(r => r.title_id === title_id))
        const claimed = lines.reduce((sum, l) => sum + (l?.state === 'here' ? l.needed : 0), 0)
        const { at, by } = wishes[i]!
        // Each who waits is looked for at one place at most, and nobody is left out who could be served.
        assert.equal(claimed, Math.min(at.length, by.length), JSON.stringify(lines))
        assert.ok(lines.every(l => l?.state !== 'free' || at.length > by.length))
      }
      const [twice] = await world.rows(
        'select count(*) as n from (select hold_id from circulation.pull_claim group by hold_id having count(*) > 1) x',
      )
      assert.equal(twice!.n, '0')
      await Promise.all(desks.map(desk => world.call(op.stopPull, { body: { command_id: id() } }, desk)))
      await world.rows(
        "update circulation.hold set state = 'cancelled', closed_at = now() where closed_at is null",
      )
    }),
    { numRuns: runs },
  )
})

test('while all search and find at once, nobody is served twice and every item has one place', async () => {
  const wishes: Wish[] = Array.from({ length: 8 }, (_, n) => ({ at: [0, 1, 2], by: [n, (n + 3) % 9] }))
  const title_ids = await make(wishes)
  await Promise.all(desks.map(desk => world.call(op.startPull, { body: { command_id: id() } }, desk)))
  const items = await world.rows(
    'select i.barcode, i.library_id, i.title_id from inventory.item i where i.title_id = any ($1)',
    [title_ids],
  )
  const find = (item: Record<string, string>) =>
    world.call(
      op.pullFound,
      { body: { command_id: id(), code: item.barcode! } },
      desks[libraries.findIndex(l => l.library_id === item.library_id)]!,
    )
  // Six at a time, as six desks would; more only wait for connections.
  const answers: Awaited<ReturnType<typeof find>>[] = []
  for (let i = 0; i < items.length; i += 6)
    answers.push(...(await Promise.all(items.slice(i, i + 6).map(find))))
  assert.equal(answers.filter(a => a.status === 201).length, 16, answers.map(a => a.text).join('\n'))
  assert.ok(
    answers.filter(a => a.status !== 201).every(a => a.problem.findings?.[0]?.code === 'pull_not_wanted'),
  )
  const caught = await world.rows(
    `select count(distinct h.item_id) as items, count(*) as holds from circulation.hold h
      where h.title_id = any ($1) and h.state in ('ready', 'in_transit')`,
    [title_ids],
  )
  assert.deepEqual(caught, [{ items: '16', holds: '16' }])
})
