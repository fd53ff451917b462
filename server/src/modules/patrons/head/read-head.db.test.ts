import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isRefusal } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { sql } from '../../../base/sql.ts'
import { read } from '../../../base/tx.ts'
import { anItem, aPatron } from '../../../testing/people.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { headsOf, PatronOfCard, patronByCard, patronHeadQuery } from '../index.ts'
import { ctxOf } from '../testing/ctx.ts'
import { readHead } from './read-head.ts'

let world: World
let library: Library
let partner: Library
let desk: Someone
before(async () => {
  world = await openWorld()
  library = await world.library('Testgem')
  partner = await world.library('Partnergem')
  desk = await world.staff(library, ['hoofd_balie'])
})
after(() => world.close())

const giveCard = (patron: { patron_id: string; library: Library }, code: string, state = 'active') =>
  world.rows(
    `insert into patrons.card (library_id, patron_id, code, state, since) values ($1, $2, $3, $4, '2026-01-01')`,
    [patron.library.library_id, patron.patron_id, code, state],
  )

test('heads come in the order asked, those out of scope not at all', async () => {
  const ctx = await ctxOf(world, desk, 'scan')
  const one = await aPatron(world, library)
  const two = await aPatron(world, library)
  const far = await aPatron(world, partner)
  const ids = [two.patron_id, far.patron_id, one.patron_id, '987654321']
  const [rows] = await read(ctx, [patronHeadQuery(ids, ctx.now)])
  assert.deepEqual(
    headsOf(rows!).map(h => h.patron_id),
    [two.patron_id, one.patron_id],
  )
})

test('the floor above adds its findings, from facts of the same flight', async () => {
  const ctx = await ctxOf(world, desk, 'readPatronHead')
  const patron = await aPatron(world, library, { member_until: '2026-01-01' })
  const head = await readHead(ctx, patron.patron_id, {
    facts: (_, patron_id) => [sql`select ${patron_id}::bigint as asked`],
    findings: async (_, __, [rows]) => {
      assert.equal(rows![0]!.asked, patron.patron_id)
      return [{ code: 'debt_block', weight: 'ask', about: {} }]
    },
  })
  assert.ok(!isRefusal(head))
  assert.deepEqual(
    head.findings.map(f => [f.code, f.may_accept]),
    [
      ['patron_expired', true],
      ['debt_block', true],
    ],
  )
})

test('holds that lie ready are counted', async () => {
  const ctx = await ctxOf(world, desk, 'readPatronHead')
  const patron = await aPatron(world, library)
  for (const state of ['waiting', 'ready']) {
    const item = await anItem(world, library)
    await world.rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, item_id, hold_code, ready_until)
       values ($1, $2, $3, $4, $5, now(), $6, $7, $8)`,
      [
        library.library_id,
        patron.patron_id,
        item.title_id,
        library.branches[0],
        state,
        ...(state === 'ready' ? [item.item_id, 'V-17', '2026-12-01'] : [null, null, null]),
      ],
    )
  }
  const head = await readHead(ctx, patron.patron_id, undefined)
  assert.ok(!isRefusal(head))
  assert.deepEqual([head.loans, head.holds_ready], [0, 1])
})

test('a card names its patron and its state, the own library first, others only by agreement', async () => {
  const ctx = await ctxOf(world, desk, 'scan')
  const here = await aPatron(world, library)
  const there = await aPatron(world, partner)
  await giveCard(there, 'DUBBEL')
  await giveCard(here, 'DUBBEL')
  await giveCard(here, 'KWIJT', 'lost')
  const of = async (code: string) =>
    allOf(PatronOfCard, (await read(ctx, [patronByCard(ctx, code)]))[0]!).map(r => [
      r.patron_id,
      r.library_name,
      r.state,
    ])
  assert.deepEqual(await of(' DUBBEL '), [[here.patron_id, 'Testgem', 'active']])
  assert.deepEqual(await of('KWIJT'), [[here.patron_id, 'Testgem', 'lost']])
  assert.deepEqual(await of('dubbel'), [])
  await world.agreement('3a', [library, partner])
  assert.deepEqual(await of('DUBBEL'), [
    [here.patron_id, 'Testgem', 'active'],
    [there.patron_id, 'Partnergem', 'active'],
  ])
})
