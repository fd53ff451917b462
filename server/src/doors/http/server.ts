import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Ctx } from '../../base/ctx.ts'
import type { Db } from '../../base/db.ts'
import { faultFields, type Log } from '../../base/log.ts'
import type { Route } from '../../base/route.ts'
import { newKeyAttempts } from '../../modules/organisation/index.ts'
import { bindRoute, type Bound } from './bind.ts'
import { compilersFactory } from './compile-later.ts'
import { describeDoor } from './describe.ts'
import { guard } from './guard.ts'
import type { Metrics } from './metrics.ts'
import { ofDatabase, problem, sendProblem } from './problems.ts'

export interface HttpDoor {
  readonly app: FastifyInstance
}

/** What the door needs from the one who opens it. */
export interface DoorAsk {
  readonly routes: readonly Route[]
  /** A context without a caller; the door adds secret, actor, clock and operation. */
  readonly base: Omit<Ctx, 'now' | 'secret' | 'actor' | 'operation' | 'purpose'>
  readonly now: () => Temporal.Instant
  readonly log: Log
  readonly metrics: Metrics
  readonly secure: boolean
  /** This program is a practice room. */
  readonly practice?: boolean
  readonly trustProxy: boolean
  /** How readers reach the database, as a role of their own; absent: none comes in. */
  readonly readers?: Db
  /** Adds doors beside the contract: health, files of the web app, the demo. */
  readonly beside?: (app: FastifyInstance) => Promise<void> | void
}

/** Bodies of the contract are small; what is larger is refused before it is read. */
const MOST_BYTES = 2 * 1024 * 1024

/** Builds the HTTP door: every operation of the contract below `/api/v1`, and one shape for every refusal and fault. */
export async function openHttpDoor(ask: DoorAsk): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: MOST_BYTES,
    // The address that the nearest proxy saw. What stands before it in the header may be the caller's own invention.
    trustProxy: ask.trustProxy ? (_, hop) => hop === 0 : false,
    routerOptions: { maxParamLength: 200 },
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true, useDefaults: false },
    },
    schemaController: { compilersFactory },
    forceCloseConnections: 'idle',
    // What comes on a connection that is still open while the door closes was accepted: it is answered.
    return503OnClosing: false,
    requestTimeout: 30_000,
  })
  await app.register(fastifyCookie)
  guard(app, ask.secure)
  faults(app, ask.log)
  // Behind everything that can still change the status: a refused body and a fault count as what they were told as.
  app.addHook('onResponse', async (request, reply) => {
    const { operation } = request.routeOptions.config
    if (operation) ask.metrics.operation(operation, reply.statusCode, reply.elapsedTime)
  })
  const bound: Bound = { ...ask, keyAttempts: newKeyAttempts() }
  await app.register(
    async api => {
      for (const route of ask.routes) bindRoute(api, route, bound)
      describeDoor(api)
    },
    { prefix: '/api/v1' },
  )
  await ask.beside?.(app)
  return app
}

/** One handler for whatever goes wrong; a fault gets a number for the helpdesk and no detail. */
function faults(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error, request, reply) => {
    const e = error as {
      validation?: { instancePath: string; message?: string }[]
      validationContext?: string
      statusCode?: number
      code?: string
    }
    if (e.validation) {
      const found = e.validation.map(v => ({
        at: `${e.validationContext ?? ''}${v.instancePath}`,
        says: v.message ?? 'malformed',
      }))
      return sendProblem(reply, problem('invalid', { faults: found.slice(0, 50) }))
    }
    if (e.statusCode === 413) return sendProblem(reply, problem('too_large'))
    if (e.statusCode && e.statusCode >= 400 && e.statusCode < 500) {
      return sendProblem(reply, problem(e.statusCode === 404 ? 'not_found' : 'invalid'))
    }
    const known = ofDatabase(error)
    if (known) {
      if (known.code === 'unavailable') log('warn', 'the database did not answer', { code: e.code })
      const whom = request.routeOptions.config.toReaders === true ? 'self' : undefined
      return sendProblem(reply, problem(known.code, { retry: known.retry, whom }))
    }
    const instance = incident()
    log('error', 'fault', {
      instance,
      operation: request.routeOptions?.config?.operation,
      ...faultFields(error),
    })
    return sendProblem(reply, problem('fault', { instance, about: { instance } }))
  })
  app.setNotFoundHandler((_, reply) => sendProblem(reply, problem('not_found')))
}

/** Short enough to read out over the telephone: 7F3K-21. Letters that look like digits are left out. */
function incident(): string {
  const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
  const pick = (n: number) =>
    Array.from({ length: n }, () => letters[Math.floor(Math.random() * letters.length)]).join('')
  return `${pick(4)}-${pick(2)}`
}
