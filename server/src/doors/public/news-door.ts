import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Ctx } from '../../base/ctx.ts'
import { networkOf, newAttempts } from '../../modules/organisation/index.ts'
import { stopNewsBy } from '../../modules/patrons/index.ts'
import { problem, sendProblem } from '../http/problems.ts'
import { newsPage } from './news-page.rules.ts'

export interface NewsAsk {
  /** A context without a caller. */
  readonly base: Omit<Ctx, 'now' | 'secret' | 'actor' | 'operation' | 'purpose'>
  readonly now: () => Temporal.Instant
}
const PER_MINUTE = 60
const HTML = 'text/html; charset=utf-8'

/**
 * The link under each mail of a campaign: a page with one button, and the same address takes the one click of a mail program
 * (RFC 8058 §3.2: a POST without cookies, without questions). To open the page changes nothing, since those who look for bad links
 * in mails open them all.
 */
export function newsDoor(app: FastifyInstance, ask: NewsAsk): void {
  const turns = newAttempts({ most: PER_MINUTE, cost: 1, success: 1, per_second: 1, keys: 50_000 })
  void app.register(async door => {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data'])
      door.addContentTypeParser(type, { parseAs: 'string' }, (_, body, done) => done(null, body))
    door.addHook('onRequest', async (request, reply) => {
      reply.headers({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      })
      if (turns.take(networkOf(request.ip), ask.now())) return
      return sendProblem(reply.header('retry-after', '60'), problem('too_many'))
    })
    door.get('/afmelden/:token', async (_, reply) => page(reply, 'ask'))
    door.post('/afmelden/:token', async (request, reply) => {
      const { token = '' } = request.params as { token?: string }
      const ctx: Ctx = {
        ...ask.base,
        now: ask.now(),
        secret: null,
        actor: null,
        source: 'internet',
        operation: 'stopNews',
        purpose: 'communication',
      }
      const known = await stopNewsBy(ctx, token)
      return known ? page(reply, 'done') : page(reply.code(404), 'unknown')
    })
  })
}

const page = (reply: FastifyReply, what: 'ask' | 'done' | 'unknown'): FastifyReply =>
  reply.type(HTML).send(newsPage(what, reply.nonce))
