import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addStaff, endAccount, listStaff, readChanges, signIn } from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock } from '../../../testing/jobs.ts'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { organisationJobs } from '../jobs.ts'

let world: World
let manager: Someone
const password = 'een lang wachtwoord'
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  world.now = Temporal.Now.instant().round('millisecond')
  manager = await world.staff(await world.library('Bib Testgem'), ['beheer', 'hoofd_balie'])
})
after(() => world.close())

let count = 0
const add = async (more: object = {}): Promise<{ staff_id: string; login: string }> => {
  const roles = [
    { role: 'balie', level: 'library', branch_id: null, starts_on: '2026-01-01', ends_on: null } as const,
  ]
  const body = {
    ...command(),
    login: `gaat${++count}`,
    name: 'Aan Test',
    initials: 'AT',
    password,
    roles,
    ...more,
  }
  const said = await world.call(addStaff, { body }, manager)
  assert.equal(said.status, 201, said.text)
  return said.body
}

describe('who leaves on a day to come', () => {
  const today = () => world.now.toZonedDateTimeISO('Europe/Brussels').toPlainDate()
  const end = (staff_id: string, on?: string | null, as = manager) =>
    world.call(
      endAccount,
      { params: { staff_id }, body: { ...command(), ...(on === undefined ? {} : { on }) } },
      as,
    )
  const enters = async (login: string) =>
    (await world.call(signIn, { body: { login, password } }, null)).status

  test('works on until that day is over, and is then ended by the night', async () => {
    const { staff_id, login } = await add({ pin: '482913' })
    const said = await end(staff_id, today().toString())
    assert.deepEqual([said.status, said.body.active, said.body.leaves_on], [200, true, today().toString()])
    assert.equal(await enters(login), 201, 'the last day is a day of work')
    await world.rows('update organisation.staff set leaves_on = $2 where staff_id = $1', [
      staff_id,
      today().subtract({ days: 1 }).toString(),
    ])
    assert.equal(await enters(login), 401, 'before the night came by as well')
    const clock = openClock(world)
    await organisationJobs.find(job => job.name === 'end_leavers')!.handler(clock.ctx('end_leavers'))
    await clock.close()
    const member = (await world.call(listStaff, {}, manager)).body.rows.find(m => m.staff_id === staff_id)
    assert.deepEqual([member?.active, member?.roles, member?.leaves_on], [false, [], null])
    assert.notEqual(member?.left_at, null)
    const [row] = await world.rows(
      'select password_hash, pin_hash from organisation.staff where staff_id = $1',
      [staff_id],
    )
    assert.deepEqual(row, { password_hash: 'none', pin_hash: null })
    const change = (await world.call(readChanges, {}, manager)).body.rows.find(c => c.subject === staff_id)
    assert.deepEqual(
      [change?.what, (change?.after as { left?: boolean } | undefined)?.left],
      ['endAccount', true],
    )
  })

  test('may stay after all; a day that is over is refused, and the last manager has no last day', async () => {
    const { staff_id } = await add()
    const then = today().add({ days: 30 }).toString()
    assert.equal((await end(staff_id, then)).body.leaves_on, then)
    assert.equal((await end(staff_id, null)).body.leaves_on, null)
    assert.equal(
      (await end(staff_id, today().subtract({ days: 1 }).toString())).problem.code,
      'leaves_in_past',
    )
    const c = await world.library('Bib Laatste')
    const [one, two] = [await world.staff(c, ['beheer']), await world.staff(c, ['beheer'])]
    assert.equal((await end(one.staff_id, then, two)).status, 200)
    assert.equal((await end(two.staff_id, then, one)).problem.code, 'last_manager')
    assert.equal((await end(two.staff_id, undefined, one)).problem.code, 'last_manager')
  })
})

test('two years after somebody left nothing of their account is left, whatever hung on it', async () => {
  const { staff_id } = await add()
  await world.call(endAccount, { params: { staff_id }, body: command() }, manager)
  const of = [staff_id, manager.library_id]
  await world.rows('insert into organisation.undertaking values ($1, $2, 1, now())', of)
  await world.rows(
    `insert into organisation.factor (staff_id, library_id, kind, name, added_at, sealed_secret) values ($1, $2, 'totp', '', now(), 'x')`,
    of,
  )
  await world.rows(`insert into organisation.recovery_code values ($1, $2, 'x', null)`, of)
  await world.rows(`insert into organisation.staff_identity values ($1, $2, 'https://x', 'y', now())`, of)
  await world.rows(
    `update organisation.staff set left_at = now() - interval '25 months' where staff_id = $1`,
    [staff_id],
  )
  const clock = openClock(world)
  await organisationJobs.find(job => job.name === 'forget_leavers')!.handler(clock.ctx('forget_leavers'))
  await clock.close()
  const left = await world.rows('select staff_id from organisation.staff where staff_id = $1', [staff_id])
  assert.deepEqual(left, [])
})
