import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import fc from 'fast-check'
import { aRegulation } from '../../testing/regulation.ts'
import { aPatron, anItem } from '../../testing/people.ts'
import { openWorld, type Someone, type World } from '../../testing/world.ts'
import { uuid7 } from '../../base/uuid.ts'

let world: World
let amina: Someone
let good: { command_id: string; patron_id: string; item_id: string }
before(async () => {
  world = await openWorld()
  const here = await world.library('Testgem')
  amina = await world.staff(here, ['hoofd_balie', 'catalografie'])
  await aRegulation(world, here)
  good = {
    command_id: uuid7(world.now),
    patron_id: (await aPatron(world, here)).patron_id,
    item_id: (await anItem(world, here)).item_id,
  }
})
after(() => world.close())

const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  world.app.inject({
    method: 'POST',
    url: '/api/v1/loans',
    payload,
    headers: { 'content-type': 'application/json', ...headers },
    cookies: { kaft_session: amina.secret },
  })
/** Refused with a problem in both languages, and nothing was lent. */
async function refused(
  answer: Awaited<ReturnType<typeof post>>,
  status: number,
  code: op.Code,
): Promise<void> {
  assert.equal(answer.statusCode, status, answer.body)
  assert.match(String(answer.headers['content-type']), /application\/problem\+json/)
  const body = answer.json<op.Problem>()
  assert.equal(body.code, code)
  assert.ok(body.texts.nl.length > 5 && body.texts.en.length > 5 && body.texts.nl !== body.texts.en)
  const [n] = await world.rows('select count(*) from circulation.loan')
  assert.equal(n!.count, '0')
}

test('malformed JSON, wrong types, missing and surplus fields end in one clear refusal with every fault', async () => {
  await refused(await post('{"command_id": '), 400, 'invalid')
  await refused(await post('[]'), 400, 'invalid')
  await refused(await post('null'), 400, 'invalid')
  await refused(await post(''), 400, 'invalid')
  await refused(await post(JSON.stringify({ ...good, item_id: 12 })), 400, 'invalid')
  await refused(await post(JSON.stringify({ ...good, item_id: '-1' })), 400, 'invalid')
  await refused(await post(JSON.stringify({ ...good, item_id: '99999999999999999999' })), 400, 'invalid')
  await refused(
    await post(JSON.stringify({ ...good, command_id: 'x', surplus: 1, accept: ['nothing_such'] })),
    400,
    'invalid',
  )
  const faults = (
    await post(JSON.stringify({ ...good, command_id: 'x', surplus: 1, accept: ['nothing_such'] }))
  ).json<op.Problem>()
  assert.equal(faults.faults?.length, 3, JSON.stringify(faults.faults))
  await refused(await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }), 400, 'invalid')
})

test('null bytes, over-long texts and over-large bodies are refused as a whole', async () => {
  await refused(
    await post(
      JSON.stringify({ command_id: good.command_id, barcode: '3000\u0000', patron_id: good.patron_id }),
    ),
    400,
    'invalid',
  )
  await refused(
    await post(
      JSON.stringify({ command_id: good.command_id, barcode: '3'.repeat(65), patron_id: good.patron_id }),
    ),
    400,
    'invalid',
  )
  await refused(await post(JSON.stringify({ ...good, accept: 'x'.repeat(3_000_000) })), 413, 'too_large')
  const search = await world.app.inject({
    method: 'GET',
    url: '/api/v1/patrons?q=%00',
    cookies: { kaft_session: amina.secret },
  })
  assert.equal(search.statusCode, 400, search.body)
})

test('what is nested without end, and half a character, are refused before anything reads them', async () => {
  await refused(await post('['.repeat(500_000) + ']'.repeat(500_000)), 400, 'invalid')
  await refused(await post(`{"accept":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}`), 400, 'invalid')
  await refused(
    await post(`{"command_id":"${good.command_id}","barcode":"3\\ud800","patron_id":"${good.patron_id}"}`),
    400,
    'invalid',
  )
})

test('a day or a moment that does not exist is refused, and one that does is not', async () => {
  const asked = (more: object) => post(JSON.stringify({ ...good, ...more }))
  const back = (return_on: string) =>
    world.call(
      op.checkin,
      { body: { command_id: uuid7(world.now), item_id: good.item_id, return_on } },
      amina,
    )
  for (const occurred_at of [
    '2026-02-29T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-11-25T24:00:00Z',
    '2026-11-25T10:60:00Z',
    '0000-01-01T00:00:00Z',
  ])
    await refused(await asked({ occurred_at }), 400, 'invalid')
  for (const day of [
    '2026-02-30',
    '2027-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-11-00',
    '0999-01-01',
  ])
    assert.deepEqual([(await back(day)).status, day], [400, day])
  for (const day of ['2024-02-29', '2000-02-29', '2026-10-25', '2026-03-29', '1000-01-01', '9999-12-31'])
    assert.deepEqual([(await back(day)).status, day], [201, day])
})

test('a call from another site, without session, or to nowhere, is refused without detail', async () => {
  await refused(await post(JSON.stringify(good), { 'sec-fetch-site': 'cross-site' }), 403, 'no_leave')
  const anonymous = await world.call(op.checkout, { body: good }, null)
  assert.equal(anonymous.problem.code, 'not_signed_in')
  const forged = await world.call(op.checkout, { body: good }, { ...amina, secret: 'x'.repeat(43) })
  assert.equal(forged.problem.code, 'session_ended' satisfies op.Code as string, forged.text)
  for (const url of ['/api/v1/nothing', '/api/v1/loans/../../etc/passwd', '/api/v1/patrons/1%00']) {
    const answer = await world.app.inject({ method: 'GET', url, cookies: { kaft_session: amina.secret } })
    assert.ok([400, 404].includes(answer.statusCode), `${url}: ${answer.body}`)
  }
})

test('no search query, however hostile, ends in a fault', async () => {
  const nasty = [
    "'; drop table patrons.patron; --",
    '%',
    '_',
    '\\',
    '"',
    '((((',
    '& | ! <->',
    ':*',
    "a' & 'b",
    '\u202e',
    '🧨'.repeat(30),
    'ĳ',
    '<script>',
    '${1}',
    '../..',
    '*'.repeat(120),
  ]
  const ask = async (q: string) => {
    for (const one of [op.findPatrons, op.searchTitles]) {
      const said = await world.call(one, { query: { q } }, amina)
      assert.ok(said.status < 500, `${one.id} ${JSON.stringify(q)}: ${said.text}`)
    }
    const scanned = await world.call(
      op.scan,
      { body: { command_id: uuid7(world.now), code: q.slice(0, 64), patron_id: null } },
      amina,
    )
    assert.ok(scanned.status < 500, `scan ${JSON.stringify(q)}: ${scanned.text}`)
  }
  for (const q of nasty) await ask(q)
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), ask), {
    numRuns: Number(process.env.SOAK_RUNS ?? 60),
  })
})

test('whatever is sent to whatever operation, the answer is never a fault', async () => {
  const operation = fc.constantFrom(
    ...op.operations.map(o => o.op).filter(o => !['signOut', 'switchStaff'].includes(o.id)),
  )
  await fc.assert(
    fc.asyncProperty(operation, fc.json(), fc.string({ maxLength: 30 }), async (o, payload, word) => {
      const path = o.path.replace(/:[a-z_]+/g, encodeURIComponent(word || 'x'))
      const answer = await world.app.inject({
        method: o.method,
        url: `/api/v1${path}?q=${encodeURIComponent(word)}`,
        cookies: { kaft_session: amina.secret },
        ...(o.body ? { payload, headers: { 'content-type': 'application/json' } } : {}),
      })
      assert.ok(answer.statusCode < 500, `${o.id} ${answer.body}`)
    }),
    { numRuns: Number(process.env.SOAK_RUNS ?? 150) },
  )
})
