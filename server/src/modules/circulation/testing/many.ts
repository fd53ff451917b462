import assert from 'node:assert/strict'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem, type TestItem, type TestPatron } from '../../../testing/people.ts'
import type { Library, Someone, World } from '../../../testing/world.ts'

export interface Lent {
  readonly loan_id: string
  readonly due_on: string
  readonly item: TestItem
  readonly patron: TestPatron
}

/** Lends new items over the desk: one patron, as many items as asked. */
export async function lent(
  world: World,
  at: { library: Library; as: Someone; patron?: TestPatron; branch?: number },
  count = 1,
): Promise<Lent[]> {
  const patron = at.patron ?? (await aPatron(world, at.library))
  const made: Lent[] = []
  for (let i = 0; i < count; i++) {
    const item = await anItem(world, at.library, { branch: at.branch ?? 0 })
    const said = await world.call(
      op.checkout,
      { body: { command_id: uuid7(world.now), patron_id: patron.patron_id, item_id: item.item_id } },
      at.as,
    )
    assert.equal(said.status, 201, said.text)
    const { loan_id, due_on } = said.body.loan!
    made.push({ loan_id, due_on, item, patron })
  }
  return made
}

/** Works on a run through the real door until nothing moves any more. */
export async function worked(world: World, run_id: string, as: Someone): Promise<op.BulkRun> {
  for (let i = 0; i < 100; i++) {
    const said = await world.call(op.workBulk, { params: { run_id }, body: {} }, as)
    assert.equal(said.status, 200, said.text)
    if (!['preparing', 'running', 'rolling_back'].includes(said.body.state)) return said.body
  }
  return assert.fail('the run does not end')
}

type Begin = Omit<op.BodyOf<typeof op.beginBulk>, 'command_id' | 'reason'>
/** Begins a run and previews all of it. */
export async function previewed(world: World, ask: Begin, as: Someone): Promise<op.BulkRun> {
  const said = await world.call(
    op.beginBulk,
    { body: { command_id: uuid7(world.now), reason: 'test', ...ask } },
    as,
  )
  assert.equal(said.status, 201, said.text)
  return worked(world, said.body.run_id, as)
}

/** Starts a previewed run and does all of it. */
export async function done(world: World, run: op.BulkRun, as: Someone): Promise<op.BulkRun> {
  const said = await world.call(
    op.startBulk,
    { params: { run_id: run.run_id }, body: { command_id: uuid7(world.now), count: run.planned } },
    as,
  )
  assert.equal(said.status, 201, said.text)
  return worked(world, run.run_id, as)
}

export async function takenBack(world: World, run_id: string, as: Someone): Promise<op.BulkRun> {
  const said = await world.call(
    op.rollBackBulk,
    { params: { run_id }, body: { command_id: uuid7(world.now) } },
    as,
  )
  assert.equal(said.status, 201, said.text)
  return worked(world, run_id, as)
}

export const linesOf = async (world: World, run_id: string, as: Someone): Promise<op.BulkLine[]> =>
  (await world.call(op.bulkLines, { params: { run_id } }, as)).body.rows
