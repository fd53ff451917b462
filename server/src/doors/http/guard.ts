import { randomBytes } from 'node:crypto'
import type { Fault } from '@kaft/contract'
import type { FastifyInstance } from 'fastify'
import { problem, sendProblem } from './problems.ts'

declare module 'fastify' {
  interface FastifyReply {
    nonce: string
  }
}

/** Nothing of the contract is nested half so deep. */
const DEEPEST = 40

/**
 * What no schema is asked about. A null byte and half a character cannot be stored, and nobody types one; and whatever
 * is nested deeper than anything of the contract would make each reader behind this one call itself until it falls.
 */
function faultOf(sent: unknown): Fault | null {
  const left = [{ value: sent, depth: 0 }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth } = next
    if (typeof value === 'string') {
      if (value.includes('\0')) return { at: 'null byte', says: 'must not contain a null byte' }
      if (!value.isWellFormed()) return { at: 'half a character', says: 'must be well-formed Unicode' }
    } else if (typeof value === 'object' && value !== null) {
      if (depth > DEEPEST) return { at: 'nesting', says: `must not be nested deeper than ${DEEPEST}` }
      const parts: unknown[] = Array.isArray(value) ? value : Object.entries(value).flat()
      for (const part of parts) left.push({ value: part, depth: depth + 1 })
    }
  }
  return null
}

/** Headers of every answer, and what is refused before any schema is looked at. */
export function guard(app: FastifyInstance, secure: boolean): void {
  app.decorateReply('nonce', '')
  app.addHook('onRequest', async (request, reply) => {
    reply.nonce = randomBytes(16).toString('base64')
    // Beside Kaft itself a page may speak to the helper of its own workstation (docs/helper.md), and to nothing else.
    reply.headers({
      'content-security-policy':
        `default-src 'self'; script-src 'self' 'nonce-${reply.nonce}'; style-src 'self' 'nonce-${reply.nonce}'; img-src 'self' data: blob:; ` +
        `font-src 'self'; connect-src 'self' http://127.0.0.1:*; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
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
    const fault = faultOf([request.body, request.query, request.params])
    if (fault) return sendProblem(reply, problem('invalid', { faults: [fault] }))
  })
}
