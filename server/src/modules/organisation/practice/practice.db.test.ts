import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  beginPractice,
  enterPractice,
  findPatrons,
  listStaff,
  readSession,
  resetPractice,
  type RoleCode,
} from '@kaft/contract'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'

const secret = 'what both programs know'
let real: World
let room: World
let resets = 0

before(async () => {
  const door = { url: 'http://localhost:8081', secret }
  real = await openWorld({ practice: { door, room: null } })
  const at: { world?: World } = {}
  room = await openWorld({
    practice: {
      door: null,
      room: {
        secret,
        asOwner: work => work(at.world!.db.admin),
        reset: async () => {
          resets++
          await at.world!.rows('delete from organisation.session')
        },
      },
    },
  })
  at.world = room
  real.now = room.now = Temporal.Now.instant().round('millisecond')
  await room.library('Bib Verzonnen')
})
after(async () => {
  await real.close()
  await room.close()
})

async function goOver(roles: readonly RoleCode[]): Promise<Someone & { ticket: string }> {
  const who = await real.staff(await real.library('Bib Echt'), roles)
  const { url } = (await real.call(beginPractice, {}, who)).body
  const [place, ticket = ''] = url.split('#')
  assert.equal(place, 'http://localhost:8081/oefenen')
  const answer = await room.app.inject({
    method: enterPractice.method,
    url: `/api/v1${enterPractice.path}`,
    payload: { ticket },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return { ...who, secret: answer.cookies[0]!.value, ticket }
}

test('who practises is somebody new in an invented library, with their own roles and no others', async () => {
  const me = await goOver(['balie'])
  const session = (await room.call(readSession, {}, me)).body
  assert.deepEqual([session.practice, session.library_name], ['here', 'Bib Verzonnen'])
  assert.match(session.staff_name, /Testmedewerker/)
  assert.ok(session.leaves.includes('circulation.lend'))
  assert.ok(!session.leaves.includes('organisation.staff'))
  assert.equal(
    (await room.call(findPatrons, { query: { q: 'jan' } }, me)).status,
    200,
    'nothing more is asked',
  )
  assert.equal((await room.call(listStaff, {}, me)).problem.code, 'no_leave')
})

test('a session of the room opens nothing of the real Kaft, nor the other way round', async () => {
  const me = await goOver(['balie'])
  assert.equal((await real.call(readSession, {}, me)).status, 401)
  const here = await real.staff(await real.library('Bib Echt'), ['balie'])
  assert.equal((await room.call(readSession, {}, here)).status, 401)
  assert.equal((await real.call(readSession, {}, here)).body.practice, 'offered')
  const looked = await real.rows('select count(*)::int as n from privacy.access_log')
  await room.call(findPatrons, { query: { q: 'jan' } }, me)
  assert.deepEqual(await real.rows('select count(*)::int as n from privacy.access_log'), looked)
})

test('a ticket is good for a minute, and for the room that knows the secret', async () => {
  const { ticket } = await goOver(['balie'])
  const enter = async (given: string) =>
    (await room.call(enterPractice, { body: { ticket: given } }, null)).problem.code
  assert.equal(await enter(`${ticket}x`), 'ticket_over')
  const then = room.now
  room.now = then.add({ seconds: 90 })
  assert.equal(await enter(ticket), 'ticket_over')
  room.now = then
})

test('whoever puts the room back goes on; everybody else comes in anew', async () => {
  const [me, other] = [await goOver(['balie']), await goOver(['kas'])]
  const said = await room.call(resetPractice, {}, me)
  assert.deepEqual([said.status, said.body.practice, resets], [200, 'here', 1])
  assert.equal((await room.call(readSession, {}, me)).status, 200)
  assert.equal((await room.call(readSession, {}, other)).status, 401)
})

test('the real Kaft is no practice room: nothing of it is put back, and no ticket opens it', async () => {
  const boss = await real.staff(await real.library('Bib Echt'), ['beheer', 'consortium'])
  const { ticket } = await goOver(['balie'])
  assert.equal((await real.call(resetPractice, {}, boss)).problem.code, 'practice_off')
  assert.equal((await real.call(enterPractice, { body: { ticket } }, null)).problem.code, 'practice_off')
  const plain = await openWorld()
  const alone = await plain.staff(await plain.library('Bib Alleen'), ['balie'])
  assert.equal((await plain.call(beginPractice, {}, alone)).problem.code, 'practice_off')
  assert.equal((await plain.call(readSession, {}, alone)).body.practice, 'none')
  await plain.close()
})
