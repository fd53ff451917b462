import type * as contract from '@kaft/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Ctx, isRefusal, type ReaderCtx } from '../../base/ctx.ts'
import type { Db } from '../../base/db.ts'
import type { Route, Wire } from '../../base/route.ts'
import { withFreshFacts } from '../../base/tx.ts'
import { guardianFault, knowReader } from '../../modules/patrons/index.ts'
import { type Framed, frame } from './page.rules.ts'
import { lookingAt } from './records.rules.ts'
import { whyWord } from './why.rules.ts'
import type { PageLanguage } from './words.rules.ts'

export interface ReaderAsk {
  readonly routes: readonly Route[]
  /** A context without a caller. */
  readonly base: Omit<Ctx, 'now' | 'secret' | 'actor' | 'operation' | 'purpose'>
  readonly readers: Db
  readonly now: () => Temporal.Instant
  readonly secure: boolean
  readonly cookie: string
}
type Form = Readonly<Record<string, string>>
/** What an operation said: its answer, or the sentence of its refusal in the language of the page. */
export type Said<T> = { readonly ok: T } | { readonly code: contract.Code; readonly why: string }

/** One request of a reader's page: who, in which language, and the way to the operations of the contract. */
export interface Visit {
  readonly lang: PageLanguage
  readonly reader: ReaderCtx | null
  readonly form: Form
  readonly params: Form
  readonly now: Temporal.Instant
  ask<O extends contract.Operation>(o: O, parts?: Partial<contract.Ask<O>>): Promise<Said<contract.OkOf<O>>>
  page(of: Pick<Framed, 'title' | 'body' | 'part'>, status?: number): FastifyReply
  go(to: string): FastifyReply
  /** Something to keep: a document or a file. */
  file(of: { readonly name: string; readonly mime: string; readonly base64: string }): FastifyReply
}

const HTML = 'text/html; charset=utf-8'
const LANGUAGE = 'kaft_taal'

/** Runs one request; facts of the session that grew old are read again. */
export const visited = (
  ask: ReaderAsk,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (v: Visit) => Promise<FastifyReply>,
): Promise<FastifyReply> => withFreshFacts(async fresh => work(await visit(ask, request, { reply, fresh })))

const sendFile = (reply: FastifyReply, of: Parameters<Visit['file']>[0]): FastifyReply =>
  reply
    .type(of.mime)
    .header('content-disposition', `attachment; filename="${of.name}"`)
    .send(Buffer.from(of.base64, 'base64'))

/** Where the other language of this page is: a page that answers a form has none of its own. */
const hereOf = (request: FastifyRequest): string =>
  request.method === 'GET' ? (request.url.split('?')[0] ?? '/mijn') : '/mijn'

/** Whom the page is about, where that is not who signed in. */
function lookOf(reader: ReaderCtx | null, lang: PageLanguage): Pick<Framed, 'looking' | 'guards'> {
  if (!reader) return { looking: '', guards: false }
  const { owner_id, patron_id, guards } = reader.actor.reader
  const { staff_name: name, library_name: library } = reader.actor
  return { looking: owner_id === patron_id ? '' : lookingAt({ name, library, owner_id }, lang), guards }
}

const setter =
  (ask: ReaderAsk, reply: FastifyReply) =>
  (name: string, value: string | null): void => {
    const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: ask.secure } as const
    if (value === null) reply.clearCookie(name, options)
    else reply.setCookie(name, value, options)
  }

async function visit(
  ask: ReaderAsk,
  request: FastifyRequest,
  { reply, fresh }: { reply: FastifyReply; fresh: boolean },
): Promise<Visit> {
  const { taal } = request.query as { taal?: string }
  const lang: PageLanguage = (taal ?? request.cookies[LANGUAGE]) === 'en' ? 'en' : 'nl'
  const set = setter(ask, reply)
  if (taal !== undefined) set(LANGUAGE, lang)
  const blank: Ctx = {
    ...ask.base,
    now: ask.now(),
    secret: null,
    actor: null,
    source: 'internet',
    operation: 'readMe',
    purpose: null,
  }
  const secret = request.cookies[ask.cookie]
  const reader = secret ? await knowReader(blank, { db: ask.readers, secret, fresh }) : null
  const word = whyWord(lang, reader?.actor.reader.guards ?? false)
  const wire: Wire = {
    address: request.ip,
    secret: null,
    setSecret: () => undefined,
    attempt: null,
    setAttempt: () => undefined,
    reader: secret ?? null,
    setReader: value => set(ask.cookie, value),
  }
  return {
    lang,
    reader,
    form: (request.body ?? {}) as Form,
    params: { ...(request.params as Form), '*url': request.url },
    now: blank.now,
    ask: (o, parts = {}) =>
      asked(ask.routes, o, { parts, ctx: o.leave === 'reader' ? reader : blank, wire, word }),
    page: (of, status = 200) => {
      const library = of.part === null ? null : (reader?.actor.library_name ?? null)
      const here = { nonce: reply.nonce, here: hereOf(request) }
      const whole = frame({ ...of, lang, library, ...here, ...lookOf(reader, lang) })
      return reply.code(status).type(HTML).send(whole)
    },
    go: to => reply.redirect(to, 303),
    file: of => sendFile(reply, of),
  }
}

const parameters = (o: contract.Operation, parts: Readonly<Record<string, unknown>>) => ({
  params: parts['params'] ?? {},
  query: parts['query'] ?? {},
  body: parts['body'] ?? {},
})

async function asked<O extends contract.Operation>(
  routes: readonly Route[],
  o: O,
  of: { parts: Partial<contract.Ask<O>>; ctx: Ctx | null; wire: Wire; word: ReturnType<typeof whyWord> },
): Promise<Said<contract.OkOf<O>>> {
  const refused = (code: contract.Code, about: contract.About = {}) => ({
    code,
    why: of.word(code, about),
  })
  const route = routes.find(r => r.op.id === o.id)
  if (!route || !of.ctx) return refused('not_signed_in')
  const fault = guardianFault(of.ctx, o.id)
  if (fault) return refused(fault.refused)
  const ctx = { ...of.ctx, operation: o.id, purpose: o.purpose ?? null }
  const said = await route.run(ctx, parameters(o, of.parts), of.wire)
  if (isRefusal(said)) return refused(said.refused, said.about)
  if (typeof said === 'object' && said !== null && 'findings_refused' in said) {
    const [first] = said.findings_refused as contract.Finding[]
    return first ? refused(first.code, first.about) : refused('invalid')
  }
  return { ok: said as contract.OkOf<O> }
}
