import assert from 'node:assert/strict'
import { test } from 'node:test'
import ajvCompiler from '@fastify/ajv-compiler'
import serializerCompiler from '@fastify/fast-json-stringify-compiler'
import Fastify from 'fastify'
import { allRoutes } from '../../routes.ts'
import { compilersFactory } from './compile-later.ts'

test('each schema of each operation compiles, though none is compiled before it is needed', () => {
  const check = ajvCompiler()({}, { customOptions: {} })
  const print = serializerCompiler()({}, {})
  const routes = allRoutes({ demo: true })
  assert.ok(routes.length > 500)
  const faults = routes.flatMap(({ op }) => {
    const where = { method: op.method, url: op.path }
    try {
      for (const schema of [op.params, op.query, op.body]) if (schema) check({ ...where, schema })
      assert.equal(typeof print({ ...where, httpStatus: '200', schema: op.ok }), 'function')
      return []
    } catch (error) {
      return [`${op.id}: ${(error as Error).message}`]
    }
  })
  assert.deepEqual(faults, [])
  assert.throws(() => check({ schema: { type: 'no such type' } }))
})

const opened = async (ok: object) => {
  const app = Fastify({ schemaController: { compilersFactory } })
  app.post('/', {
    schema: {
      body: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
      response: { 200: ok },
    },
    handler: async () => ({ n: 1, kept: 'from the answer' }),
  })
  await app.ready()
  return (payload: object) => app.inject({ method: 'POST', url: '/', payload })
}

test('a request is checked and an answer printed by its schema, from the first one on', async () => {
  const ask = await opened({ type: 'object', properties: { n: { type: 'integer' } } })
  for (let round = 0; round < 2; round++) {
    const wrong = await ask({ n: 'x' })
    assert.equal(wrong.statusCode, 400)
    assert.match(wrong.body, /body\/n must be integer/)
    assert.deepEqual((await ask({ n: 2 })).json(), { n: 1 })
  }
})

test('what is not asked is not compiled: a schema that cannot be stops nobody from starting', async () => {
  const ask = await opened({ type: 'no such type' })
  assert.equal((await ask({ n: 2 })).statusCode, 500)
  assert.equal((await ask({ n: 'x' })).statusCode, 400)
})
