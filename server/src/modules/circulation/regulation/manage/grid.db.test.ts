import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../../base/uuid.ts'
import { anItem } from '../../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../../testing/world.ts'

let world: World
let here: Library
let els: Someone
let active: string
let draft: string
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  here = await world.library('Bib Testgem')
  els = await world.staff(here, ['beheer'])
  active = await aRegulation(world, here)
  for (const item_type of ['book', 'dvd', 'game']) await anItem(world, here, { item_type })
  const made = await world.call(
    op.draftRegulation,
    { body: { ...command(), name: '2027-1', reason: 'proef', copy_of: active } },
    els,
  )
  draft = made.body.version_id
  const rows = [
    { ...plainRows()[0]!, selectors: { item_type: 'book' } },
    plainRows()[1]!,
    {
      row_no: 9,
      selectors: { membership_type: 'volwassene', item_type: 'dvd' },
      values: { loanable: true, period: { n: 14, unit: 'days' as const }, renewals: 0 },
    },
  ]
  await world.call(op.changeRegulation, { params: { version_id: draft }, body: { ...command(), rows } }, els)
})
after(() => world.close())

const grid = (version_id: string, query: object = {}) =>
  world.call(op.regulationGrid, { params: { version_id }, query }, els)
const cellOf = (said: Awaited<ReturnType<typeof grid>>, membership: string, item: string) =>
  said.body.cells.find(c => c.membership_type === membership && c.item_type === item)

test('a version as a grid: what holds for each pair, the row it comes from, what is new, and where no rule is', async () => {
  const said = await grid(draft)
  assert.equal(said.status, 200, said.text)
  assert.deepEqual(said.body.item_types, ['book', 'dvd', 'game'])
  assert.equal(said.body.with, '2026-1')
  assert.equal(said.body.cells.length, said.body.membership_types.length * 3)
  assert.deepEqual(cellOf(said, 'volwassene', 'dvd'), {
    membership_type: 'volwassene',
    item_type: 'dvd',
    state: 'loanable',
    period: { n: 14, unit: 'days' },
    renewals: 0,
    limit: 4,
    row_no: 9,
    own_row_no: 9,
    changed: true,
  })
  const book = cellOf(said, 'volwassene', 'book')
  assert.deepEqual([book?.changed, book?.row_no, book?.own_row_no, book?.limit], [false, 1, null, 20])
  assert.equal(cellOf(said, 'jeugd', 'game')?.state, 'hole')
  assert.equal(cellOf(await grid(active), 'jeugd', 'game')?.state, 'loanable')
  assert.equal((await grid(draft, { with: draft })).problem.code, 'not_found', 'not with itself')
})

test('a change of the draft shows at once, on every process: a draft is never taken from memory', async () => {
  const rows = plainRows({ period: { n: 5, unit: 'weeks' } })
  const own = await world.call(
    op.draftRegulation,
    { body: { ...command(), name: 'snel', reason: 'proef', copy_of: active } },
    els,
  )
  const { version_id } = own.body
  assert.deepEqual(cellOf(await grid(version_id), 'jeugd', 'book')?.period, { n: 28, unit: 'days' })
  await world.call(op.changeRegulation, { params: { version_id }, body: { ...command(), rows } }, els)
  assert.deepEqual(cellOf(await grid(version_id), 'jeugd', 'book')?.period, { n: 5, unit: 'weeks' })
})

test('a case is tried: verdict, day, each value with its row, and the rows that lost with why', async () => {
  const probe = (body: object, version_id = draft) =>
    world.call(
      op.probeRegulation,
      { params: { version_id }, body: { membership_type: 'volwassene', item_type: 'dvd', ...body } },
      els,
    )
  const said = await probe({ on: '2026-11-25' })
  assert.equal(said.status, 200, said.text)
  assert.deepEqual([said.body.go, said.body.due_on], [true, '2026-12-09'])
  const period = said.body.values.find(v => v.key === 'period')
  assert.deepEqual([period?.row_no, period?.says], [9, '14 dagen'])
  assert.deepEqual(
    period?.lost.map(l => [l.row_no, l.says]),
    [[2, '7 dagen']],
  )
  assert.match(period?.lost[0]?.because ?? '', /9/)
  assert.match(said.body.explanation.steps[0]?.text ?? '', /14 dagen/)
  const hole = await probe({ item_type: 'game' })
  assert.deepEqual([hole.body.go, hole.body.due_on], [false, null])
  assert.notEqual(hole.body.explanation.sentence, '')
  assert.ok(hole.body.explanation.trace, 'never a verdict without a trace')
  const english = await probe({ lang: 'en' })
  assert.equal(english.body.values.find(v => v.key === 'period')?.says, '14 days')
  assert.equal((await probe({ on: '2026-02-30' })).problem.code, 'invalid')
})

test('another library sees neither the grid nor the answers of a draft', async () => {
  const b = await world.library('Bib Anderdorp')
  const theirs = await world.staff(b, ['beheer'])
  const params = { version_id: draft }
  const body = { membership_type: 'volwassene', item_type: 'dvd' }
  assert.equal((await world.call(op.regulationGrid, { params }, theirs)).problem.code, 'not_found')
  assert.equal((await world.call(op.probeRegulation, { params, body }, theirs)).problem.code, 'not_found')
})
