import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from './base/uuid.ts'
import { sample } from './testing/sample.ts'
import { type Library, openWorld, type World } from './testing/world.ts'

/*
 * The seven work processes, each with its role, asked for every operation of the contract over HTTP: what a role does
 * not hold is refused before anything is read. And no operation that touches a person is open to the four that need none.
 */
let world: World
let library: Library
before(async () => {
  world = await openWorld()
  library = await world.library('Bib Testgem')
})
after(() => world.close())

const processes = Object.entries(op.workProcesses)
const leavesOf = (role: op.RoleCode): ReadonlySet<string> => new Set(op.roles[role])
/** A website comes with a key of its own and a reader with a session of theirs; nobody of the staff holds such a leave. */
const needsLeave = op.operations
  .map(o => o.op)
  .filter(o => !['anyone', 'signed_in', 'reader', 'website'].includes(o.leave))

const ask = (o: op.Operation) => {
  const known = (name: string): unknown =>
    ({
      command_id: uuid7(world.now),
      branch_id: library.branches[0],
      library_id: library.library_id,
      library_ids: ['1', '2'],
      entry_ids: ['1'],
      branch_ids: [library.branches[0]],
      version: o.id === 'addParticipation' ? '1' : 1,
      national_number: '85.67.15-001.41',
    })[name]
  const part = (schema: op.Operation['params']) => (schema ? sample(schema, known) : undefined)
  return { params: part(o.params), query: part(o.query), body: part(o.body) } as never
}

describe('each work process is refused everything that is not its own', () => {
  for (const [name, { role }] of processes)
    test(name, async () => {
      const someone = await world.staff(library, [role])
      const own = leavesOf(role)
      const closed = needsLeave.filter(o => !own.has(o.leave))
      assert.ok(closed.length > 20, 'a role that may nearly everything proves nothing')
      for (const o of closed) {
        const said = await world.call(o, ask(o), someone)
        assert.deepEqual([said.status, said.problem.code], [403, 'no_leave'], `${o.id}: ${said.text}`)
      }
    })
})

/** Changes of many ask, beside their own leave, that of what they change; that is tried below. */
const ofMany = (o: op.Operation): boolean => o.leave === 'circulation.bulk'
const touches = (o: op.Operation): boolean =>
  !ofMany(o) && (o.purpose !== undefined || o.leave.startsWith('patrons.') || o.leave.startsWith('finance.'))
const all = op.operations.map(o => o.op)

describe('ordering, cataloguing, inventory and figures never meet a patron', () => {
  for (const [name, { role, patrons }] of processes) {
    if (patrons) continue
    test(name, async () => {
      const own = leavesOf(role)
      assert.deepEqual(
        all.filter(o => touches(o) && own.has(o.leave)).map(o => o.id),
        [],
      )
      assert.ok(![...own].some(leave => leave.startsWith('patrons.') || leave.startsWith('finance.')))
      const someone = await world.staff(library, [role])
      const until = '2027-01-01'
      for (const change of [
        { kind: 'patron_until', on: until },
        { kind: 'patron_block', reason: 'x', until: null },
        { kind: 'patron_note', text: 'x', until },
      ] as const) {
        const body = { command_id: uuid7(world.now), change, codes: ['2900000000001'], reason: 'x' }
        const said = await world.call(op.beginBulk, { body }, someone)
        const expected = own.has('circulation.bulk') ? 'bulk_kind_not_yours' : 'no_leave'
        assert.equal(said.problem.code, expected, said.text)
      }
    })
  }
  test('and nothing that touches a person is open to whoever is merely signed in', () => {
    const open = all.filter(o => touches(o) && ['anyone', 'signed_in'].includes(o.leave))
    assert.deepEqual(
      open.map(o => o.id),
      [],
    )
  })
})

test('to see, use, change and store a patron are four leaves, and each refuses what is another', () => {
  const four = {
    see: op.readPatron.leave,
    use: op.scan.leave,
    change: op.changePatron.leave,
    store: op.registerPatron.leave,
  }
  assert.equal(new Set(Object.values(four)).size, 4, JSON.stringify(four))
})
