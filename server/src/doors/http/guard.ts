import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { problem, sendProblem } from './problems.ts'

declare module 'fastify' {
  interface FastifyReply {
    nonce: string
  }
}

/** A null byte cannot be stored, and nobody types one: whatever carries it is refused as a whole. */
const hasNull = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('\0')
  if (Array.isArray(value)) return value.some(hasNull)
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).some(([k, v]) => hasNull(k) || hasNull(v))
  return false
}

/** Headers of every answer, and what is refused before any schema is looked at. */
export function guard(app: FastifyInstance, secure: boolean): void {
  app.decorateReply('nonce', '')
  app.addHook('onRequest', async (request, reply) => {
    reply.nonce = randomBytes(16).toString('base64')
    reply.headers({
      'content-security-policy':
        `default-src 'self'; script-src 'self' 'nonce-${reply.nonce}'; style-src 'self' 'nonce-${reply.nonce}'; img-src 'self' data: blob:; ` +
        `font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
      ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    })
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    // The cookie is SameSite=Strict; a browser that says where a call comes from must also say: from here.
    const site = request.headers['sec-fetch-site']
    if (request.method !== 'GET' && site && site !== 'same-origin' && site !== 'none') {
      return sendProblem(reply, problem('no_leave', { about: { leave: 'same-origin' } }))
    }
  })
  app.addHook('preValidation', async (request, reply) => {
    if (hasNull(request.body) || hasNull(request.query) || hasNull(request.params)) {
      return sendProblem(
        reply,
        problem('invalid', { faults: [{ at: 'null byte', says: 'must not contain a null byte' }] }),
      )
    }
  })
}
