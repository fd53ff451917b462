import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { readPatron } from '@kaft/contract/patrons'
import { searchTitles } from '@kaft/contract/cataloguing'
import { addressOf, call } from './api.ts'
import { line, sessionEnded } from './online.ts'
import { mayRepeat, ProblemError, UnreachableError } from './problem.ts'

afterEach(() => mock.restoreAll())

/** Answers the next fetch of the browser with what a server would send. */
const answer = (status: number, body: unknown, type = 'application/problem+json'): void => {
  mock.method(
    globalThis,
    'fetch',
    async () => new Response(JSON.stringify(body), { status, headers: { 'content-type': type } }),
  )
}
const problem = (code: string, status: number, more: object = {}) => ({
  type: `/problems/${code}`,
  title: code,
  status,
  code,
  texts: { nl: 'nl', en: 'en' },
  ...more,
})
const ask = { params: { patron_id: '7' } }

test('an address is filled in and safe; empty questions are left out', () => {
  assert.equal(addressOf(readPatron, { params: { patron_id: '7/../8' } }), '/api/v1/patrons/7%2F..%2F8')
  assert.equal(
    addressOf(searchTitles, { query: { q: 'a & b', after: undefined, where: '' } }),
    '/api/v1/titles?q=a+%26+b',
  )
  assert.throws(() => addressOf(readPatron, {}), /patron_id/)
})

test('a refusal is thrown with its findings, and may not be repeated', async () => {
  answer(409, problem('patron_not_own', 409))
  const error = await call(readPatron, ask).catch((e: unknown) => e)
  assert.ok(error instanceof ProblemError)
  assert.equal(error.problem.code, 'patron_not_own')
  assert.equal(mayRepeat(error), false)
})

test('silence of the line is its own error, may be repeated, and shows as offline until an answer comes', async () => {
  mock.method(globalThis, 'fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  const error = await call(readPatron, ask).catch((e: unknown) => e)
  assert.ok(error instanceof UnreachableError)
  assert.equal(mayRepeat(error), true)
  assert.equal(line.get().online, false)
  mock.restoreAll()
  answer(200, {}, 'application/json')
  await call(readPatron, ask)
  assert.equal(line.get().online, true)
})

test('a server that says it is away may be asked again', async () => {
  answer(503, problem('unavailable', 503, { retry: true }))
  const error = await call(readPatron, ask).catch((e: unknown) => e)
  assert.equal(mayRepeat(error), true)
})

test('an answer that is no problem document still ends in one', async () => {
  answer(502, 'Bad gateway', 'text/html')
  const error = await call(readPatron, ask).catch((e: unknown) => e)
  assert.ok(error instanceof ProblemError)
  assert.equal(error.problem.code, 'unavailable')
})

test('the end of the session is told to the shell, a wrong password is not', async () => {
  sessionEnded.set(false)
  answer(401, problem('sign_in_failed', 401))
  await call(readPatron, ask).catch(() => undefined)
  assert.equal(sessionEnded.get(), false)
  answer(401, problem('not_signed_in', 401))
  await call(readPatron, ask).catch(() => undefined)
  assert.equal(sessionEnded.get(), true)
})
