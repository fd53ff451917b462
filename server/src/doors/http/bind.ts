import {
  type Code,
  type Finding,
  helpWrites,
  meetsPatrons,
  type Operation,
  type Problem,
  type Whom,
} from '@kaft/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, type Ctx, isRefusal } from '../../base/ctx.ts'
import type { Db } from '../../base/db.ts'
import type { Log } from '../../base/log.ts'
import type { Route, Wire } from '../../base/route.ts'
import { StaleSession, withFreshFacts } from '../../base/tx.ts'
import { type Attempts, isBriefed, knowWebsite, loadSession } from '../../modules/organisation/index.ts'
import { guardianFault, knowReader } from '../../modules/patrons/index.ts'
import { problem, sendProblem } from './problems.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: string
    /** Its refusals are read by readers, not at a desk. */
    toReaders?: boolean
  }
}

export interface Bound {
  readonly base: Omit<Ctx, 'now' | 'secret' | 'actor' | 'operation' | 'purpose'>
  readonly now: () => Temporal.Instant
  readonly log: Log
  readonly secure: boolean
  /** This program is a practice room. */
  readonly practice?: boolean
  /** Counts wrong keys of websites. */
  readonly keyAttempts: Attempts
  /** How readers reach the database, as a role of their own; absent: none comes in by this door. */
  readonly readers?: Db
}

/** Browsers keep cookies by host and not by port, so a practice room beside the real Kaft has one of its own. */
const cookieOf = ({ practice = false }: Pick<Bound, 'practice'>): string =>
  practice ? 'kaft_practice' : 'kaft_session'
/** A reader's cookie, beside that of staff: who works here may be a reader too. */
export const readerCookie = ({ practice = false }: Pick<Bound, 'practice'>): string =>
  practice ? 'kaft_practice_reader' : 'kaft_reader'
/** Lives while somebody signs in elsewhere. */
const ATTEMPT = 'kaft_sign_in'

/** The schema parts that Fastify checks and prints with; a part that the operation lacks must be empty. */
const schemaOf = (op: Operation): Record<string, unknown> => ({
  ...(op.params ? { params: op.params } : {}),
  querystring: op.query ?? { type: 'object', additionalProperties: false },
  ...(op.body ? { body: op.body } : {}),
  response: { [op.status ?? 200]: op.ok },
})

/** Puts one operation of the contract behind its address: session, leave, use case, answer. */
export function bindRoute(api: FastifyInstance, route: Route, bound: Bound): void {
  const { op } = route
  api.route({
    method: op.method,
    url: op.path,
    schema: schemaOf(op),
    config: { operation: op.id, toReaders: op.leave === 'reader' || op.leave === 'website' },
    handler: (request, reply) => withFreshFacts(fresh => once(route, request, reply, { bound, fresh })),
  })
}

/** Whether it is the ticket that lacks the leave: somebody from outside who was given to look and not to write. */
const looksOnly = ({ help }: Actor, leave: string): boolean =>
  help?.writes === false && (helpWrites as readonly string[]).includes(leave)

/**
 * Who asks; or why they may not: no session, no leave, a second step to prove, a briefing to sign. Whatever is refused from
 * memory is asked of the database once more: no transaction follows that would notice what was given a moment ago.
 */
async function admit(op: Operation, blank: Ctx, fresh: boolean): Promise<Actor | Problem> {
  const open = await loadSession(blank, fresh)
  if (!open) return problem('not_signed_in')
  const { actor, withheld, second_factor } = open
  const refuse = (code: Code, about?: Finding['about']): Problem => {
    if (!fresh) throw new StaleSession()
    return problem(code, { about })
  }
  const { leave } = op
  if (leave !== 'signed_in' && !(actor.leaves as ReadonlySet<string>).has(leave)) {
    if (!(withheld as ReadonlySet<string>).has(leave))
      return refuse(looksOnly(actor, leave) ? 'help_reads_only' : 'no_leave', { leave })
    return refuse(second_factor === 'missing' ? 'second_factor_missing' : 'second_factor_needed')
  }
  return meetsPatrons(op, actor.leaves) && !isBriefed(open, blank.now) ? refuse('briefing_needed') : actor
}

async function once(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  { bound, fresh }: { bound: Bound; fresh: boolean },
): Promise<unknown> {
  const { op } = route
  const secret = request.cookies[cookieOf(bound)] ?? null
  const blank: Ctx = {
    ...bound.base,
    now: bound.now(),
    secret,
    actor: null,
    operation: op.id,
    purpose: op.purpose ?? null,
  }
  let ctx: Ctx = { ...blank, secret: null }
  if (op.leave === 'website') {
    // A cookie opens none of these, and a key nothing else.
    const of = { key: bearerOf(request), address: request.ip, fresh }
    const site = await knowWebsite({ ...blank, secret: null }, of, bound.keyAttempts)
    if (isRefusal(site)) return sendProblem(reply, problem(site.refused))
    ctx = site
  } else if (op.leave === 'reader') {
    // By the cookie of the page, or by the token that a website of the library got for them.
    const token = bearerOf(request) ?? request.cookies[readerCookie(bound)] ?? null
    const reader =
      token && bound.readers ? await knowReader(blank, { db: bound.readers, secret: token, fresh }) : null
    if (!reader) return sendProblem(reply, problem('not_signed_in', { whom: 'self' }))
    const fault = guardianFault(reader, op.id)
    if (fault) return sendProblem(reply, problem(fault.refused, { whom: 'self' }))
    ctx = reader
  } else if (op.leave !== 'anyone') {
    const said = await admit(op, blank, fresh)
    if ('code' in said) return sendProblem(reply, said)
    ctx = { ...blank, actor: said }
  }
  const ask = { params: request.params, query: request.query, body: request.body ?? {} }
  const said = await route.run(ctx, ask, wireOf(request, reply, bound))
  const whom = whomOf(op, ctx)
  if (isRefusal(said)) return sendProblem(reply, problem(said.refused, { about: said.about, whom }))
  if (typeof said === 'object' && said !== null && 'findings_refused' in said) {
    const findings = said.findings_refused as NonNullable<Parameters<typeof problem>[1]>['findings'] & {}
    const worst = findings.find(f => f.weight === 'stop') ?? findings.find(f => f.weight === 'ask')
    return sendProblem(reply, problem(worst?.code ?? 'invalid', { findings, about: worst?.about, whom }))
  }
  return reply.code(op.status ?? 200).send(said)
}

/** Whom the sentences of a refusal are about, where a reader reads them: themselves, or the child that they look at. */
const whomOf = ({ leave }: Operation, { actor }: Ctx): Whom | undefined => {
  if (leave === 'reader') return actor?.reader?.guards === true ? 'child' : 'self'
  return leave === 'website' ? 'self' : undefined
}

/** RFC 6750 §2.1: the key stands in a header, where neither a link nor a log of addresses carries it. */
const bearerOf = (request: FastifyRequest): string | null =>
  /^Bearer ([\x21-\x7e]{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null

const wireOf = (request: FastifyRequest, reply: FastifyReply, bound: Bound): Wire => {
  const set = (name: string, value: string | null, sameSite: 'strict' | 'lax' = 'strict'): void => {
    const options = { path: '/', httpOnly: true, sameSite, secure: bound.secure } as const
    if (value === null) reply.clearCookie(name, options)
    else reply.setCookie(name, value, options)
  }
  return {
    address: request.ip,
    setSecret: secret => set(cookieOf(bound), secret),
    secret: request.cookies[cookieOf(bound)] ?? null,
    attempt: request.cookies[ATTEMPT] ?? null,
    setAttempt: sealed => set(ATTEMPT, sealed),
    reader: request.cookies[readerCookie(bound)] ?? null,
    // Lax: a link in a mail of the library leads a reader to their page while they are signed in.
    setReader: secret => set(readerCookie(bound), secret, 'lax'),
  }
}
