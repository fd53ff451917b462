import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { newRing } from '../../base/keys.ts'
import { on } from '../../base/route.ts'
import { cloneTestDb, type TestDb } from '../../base/test-db.ts'
import { openMetrics } from './metrics.ts'
import { openHttpDoor } from './server.ts'

let db: TestDb
before(async () => (db = await cloneTestDb()))
after(() => db.drop())

/** A door with one operation that does what the test says, and the address by which it knows its caller. */
async function doorThat(run: () => Promise<never>, trustProxy = false) {
  const metrics = openMetrics(db)
  const seen: string[] = []
  const app = await openHttpDoor({
    routes: [
      on(op.listBranches, run),
      on(op.signIn, async (_, __, wire) => {
        seen.push(wire.address)
        return { refused: 'sign_in_failed' }
      }),
    ],
    base: { db, keys: newRing('/dev/null'), source: 'desk', testNumbers: true, logAccess: () => null },
    now: () => Temporal.Now.instant(),
    log: () => undefined,
    metrics,
    secure: false,
    trustProxy,
  })
  const counted = async () =>
    [...(await metrics.registry.metrics()).matchAll(/^kaft_operation_seconds_count\{(.*)\} (\d+)$/gm)].map(
      ([, labels, n]) => `${labels} ${n}`,
    )
  return { app, seen, counted }
}

test('each answer counts with the status that the caller was told: faults and refused bodies too', async () => {
  const faults = [
    new Error('a broken assumption'),
    Object.assign(new Error('the connection was lost'), { code: '08006' }),
    Object.assign(new Error('taken'), { code: '23505', constraint: 'loan_open_item' }),
  ]
  const { app, counted } = await doorThat(() => Promise.reject(faults.shift() ?? new Error('no more')))
  for (const status of [500, 503, 409])
    assert.equal((await app.inject({ url: '/api/v1/branches' })).statusCode, status)
  const sign_in = { method: 'POST', url: '/api/v1/session' } as const
  assert.equal((await app.inject({ ...sign_in, payload: { login: 1 } })).statusCode, 400)
  assert.equal((await app.inject({ ...sign_in, payload: { login: 'a', password: 'b' } })).statusCode, 401)
  assert.equal((await app.inject({ url: '/api/v1/nothing' })).statusCode, 404)
  assert.deepEqual((await counted()).toSorted(), [
    'operation="listBranches",status="409" 1',
    'operation="listBranches",status="500" 1',
    'operation="listBranches",status="503" 1',
    'operation="signIn",status="400" 1',
    'operation="signIn",status="401" 1',
  ])
  await app.close()
})

test('behind a proxy the caller is who the proxy saw, whatever the caller wrote before it', async () => {
  const ask = { method: 'POST', url: '/api/v1/session', payload: { login: 'a', password: 'b' } } as const
  const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' }
  const nobody = () => Promise.reject(new Error('not asked'))
  const behind = await doorThat(nobody, true)
  await behind.app.inject({ ...ask, headers })
  assert.deepEqual(behind.seen, ['203.0.113.9'])
  await behind.app.close()
  const before = await doorThat(nobody)
  await before.app.inject({ ...ask, headers })
  assert.deepEqual(before.seen, ['127.0.0.1'])
  await before.app.close()
})
