import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  answerOai,
  answerSru,
  availability,
  FORMS,
  formNamed,
  movedTo,
  listForReader,
  publicSearch,
  publicTitlesOf,
  type PublicTitle,
  sitemap,
  sitemapIndex,
  sruFault,
  standingIds,
  type SruVersion,
  takeTurn,
  titlePage,
  titlesForReader,
  told,
} from '../../modules/cataloguing/index.ts'
import { dayOf } from '../../base/dates.ts'
import { couplingRuns, runsIn } from '../../base/coupling.ts'
import type { PublicDb } from '../../base/public-db.ts'
import { networkOf } from '../../modules/organisation/index.ts'
import { isRefusal, type Refusal, refuse } from '../../base/ctx.ts'
import { problem, sendProblem } from '../http/problems.ts'
import { isId, pairsOf, type Pairs, record } from './asked.rules.ts'
import { readingRoom } from './reading-room.ts'
import { notFoundHtml, titleHtml } from './title-page.rules.ts'
import { unapiDoor } from './unapi-door.ts'

export interface PublicAsk {
  readonly db: PublicDb
  readonly now: () => Temporal.Instant
  /** The address by which people reach this installation, without a slash at its end; asked anew at each request. */
  readonly base: () => string
  /** Whom a harvester can write to. */
  readonly mail: string
  /** How many requests of a minute of the clock an address may make without a key. */
  readonly perMinute?: number
}

const PER_MINUTE = 240
const XML = 'application/xml; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'
const MOST_ROWS = 100
const MOST_EXPORTED = 1_000

type Handler = (pairs: Pairs, reply: FastifyReply, request: FastifyRequest) => Promise<unknown>

/**
 * The doors of the catalogue that anyone may use: SRU, OAI-PMH, availability, a read API, exports, the public page of a
 * title, and maps of the site for those who index it. They read by a role that may see no table with a person in it.
 */
export function publicDoors(app: FastifyInstance, ask: PublicAsk): void {
  const perMinute = ask.perMinute ?? PER_MINUTE
  void app.register(async door => {
    door.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, body),
    )
    door.addHook('onRequest', async (request, reply) => {
      // Any site may show what stands here: it is public, and no cookie is looked at.
      reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
      const network = networkOf(request.ip)
      const verdict = await takeTurn(ask.db, {
        network,
        key: keyOf(request),
        now: ask.now(),
        most: perMinute,
      })
      if (verdict === 'key_unknown') return sendProblem(reply, problem('door_key_unknown'))
      if (verdict !== 'go') {
        reply.header('retry-after', String(verdict.wait_s))
        return sendProblem(reply, problem('too_many'))
      }
      const [coupling] = await ask.db.ask([couplingRuns('public', ask.now())])
      return runsIn(coupling) ? undefined : sendProblem(reply, problem('coupling_off'))
    })
    const get = (path: string, handler: Handler) => door.get(path, handled(handler))
    const both = (path: string, handler: Handler) => {
      get(path, handler)
      door.post(path, handled(handler))
    }
    await door.register(async sru => sruDoor(sru, ask))
    both('/oai', oaiDoor(ask))
    readApi(get, ask)
    pages(get, ask)
    readingRoom(get, ask)
  })
}

/** The key of a program that has one: a header, or a parameter where a protocol lets nothing else through. */
function keyOf(request: FastifyRequest): string | null {
  const said = request.headers['x-api-key']
  const asked = new URLSearchParams(request.url.split('?', 2)[1] ?? '').get('key')
  const key = typeof said === 'string' ? said : asked
  return key === null || key === '' ? null : key.slice(0, 200)
}

const handled =
  (handler: Handler) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const text = typeof request.body === 'string' ? request.body : (request.url.split('?', 2)[1] ?? '')
    const pairs = pairsOf(text)
    return pairs ? handler(pairs, reply, request) : sendProblem(reply, problem('invalid'))
  }

type Bind = (path: string, handler: Handler) => void

/** What a request asked, also where it is more than any such request holds. */
const askedBy = (request: FastifyRequest): Record<string, string | undefined> => {
  const text = typeof request.body === 'string' ? request.body : (request.url.split('?', 2)[1] ?? '')
  return Object.fromEntries(new URLSearchParams(text))
}

/** SRU in its versions. Whatever goes wrong here is told in the words of the standard too: a client reads nothing else. */
function sruDoor(door: FastifyInstance, { db, base }: PublicAsk): void {
  const spoken = (request: FastifyRequest): SruVersion => (request.url.startsWith('/sru/2.0') ? '2.0' : '1.2')
  door.addHook('onSend', async (request, reply, payload) => {
    if (!String(reply.getHeader('content-type')).startsWith('application/problem+json')) return payload
    reply.type(XML).removeHeader('content-length')
    return sruFault(askedBy(request), spoken(request), { status: reply.statusCode })
  })
  for (const path of ['/sru', '/sru/2.0']) {
    const answer = handled(async (pairs, reply, request) => {
      const url = new URL(base())
      const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
      const at = { host: url.hostname, port, transport: url.protocol.slice(0, -1), database: path.slice(1) }
      return reply.type(XML).send(await answerSru(db, record(pairs), { version: spoken(request), at }))
    })
    door.get(path, answer)
    door.post(path, answer)
  }
}

const oaiDoor =
  ({ db, now, base, mail }: PublicAsk): Handler =>
  async (pairs, reply) => {
    const said = { base: `${base()}/oai`, now: now().toString(), mail, name: 'Kaft' }
    return reply.type('text/xml; charset=utf-8').send(await answerOai(db, { parameters: pairs, ...said }))
  }

const whole = (text: string | undefined, fallback: number, most: number): number =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Math.min(Number(text), most) : fallback

function readApi(get: Bind, { db, now, base }: PublicAsk): void {
  get('/daia', async (pairs, reply) => {
    const { id = '' } = record(pairs)
    return reply.type(JSON_TYPE).send(await availability(db, id, { base: base(), now: now().toString() }))
  })
  get('/public/titles', async (pairs, reply) => {
    const p = record(pairs)
    const [from, rows] = [whole(p['from'], 0, 10_000), whole(p['rows'], 25, MOST_ROWS)]
    const page = await publicSearch(db, { ...filtersOf(p), from, rows })
    if (!page) return sendProblem(reply, problem('invalid'))
    const next =
      from + page.titles.length < page.count && page.titles.length > 0 ? from + page.titles.length : null
    return reply
      .type(JSON_TYPE)
      .send({ count: page.count, more: page.more, next, rows: page.titles.map(told) })
  })
  get('/public/titles/:title_id', async (_, reply, request) => {
    const page = await titlePage(db, idOf(request), base())
    if (!page) return elsewhere(db, request, reply, '/public/titles/:id')
    return reply.type(JSON_TYPE).send({ ...told(page.title), items: page.items })
  })
  get('/unapi', unapiDoor(db))
  get('/export', async (pairs, reply) => {
    const p = record(pairs)
    const form = formNamed(p['form'])
    if (!form) return sendProblem(reply, problem('invalid'))
    const ids = pairs.filter(([name]) => name === 'id').flatMap(([, value]) => value.split(',').filter(isId))
    const found = await exported({ db, now }, p, ids)
    if (isRefusal(found)) return sendProblem(reply, problem(found.refused))
    const { type, ending, print } = FORMS[form]
    const name = ids.length === 1 ? `titel-${ids[0]}` : 'titels'
    return reply
      .type(type)
      .header('content-disposition', `attachment; filename="${name}.${ending}"`)
      .send(print(found))
  })
}

/** The titles of a file: those that are named, those of a list, or those of a search, in the words of either address. */
async function exported(
  { db, now }: Pick<PublicAsk, 'db' | 'now'>,
  p: Readonly<Record<string, string | undefined>>,
  ids: readonly string[],
): Promise<readonly PublicTitle[] | Refusal> {
  // What was merged is given out as the title that stayed, once.
  if (ids.length > 0)
    return publicTitlesOf(db, [...new Set(await standingIds(db, ids.slice(0, MOST_EXPORTED)))])
  const { list, cql, material, language, library } = p
  if (list !== undefined) {
    const shown = isId(list) ? await listForReader(db, list, now()) : null
    return shown ? shown.titles.map(t => t.title) : refuse('not_found')
  }
  if (cql !== undefined) {
    const page = await publicSearch(db, { ...filtersOf(p), from: 0, rows: MOST_EXPORTED })
    return page ? page.titles : refuse('invalid')
  }
  const asked = { soort: material, taal: language, bib: library, ...p }
  return titlesForReader(db, asked, { now: now(), rows: MOST_EXPORTED })
}

const idOf = (request: FastifyRequest): string => {
  const { title_id = '' } = request.params as { title_id?: string }
  return isId(title_id) ? title_id : '0'
}
/** A number that was merged away leads to the one that stayed; any other is not known. */
async function elsewhere(db: PublicDb, request: FastifyRequest, reply: FastifyReply, path: string) {
  const moved = await movedTo(db, idOf(request))
  return moved === null
    ? sendProblem(reply, problem('title_unknown'))
    : reply.redirect(path.replace(':id', moved), 301)
}
const filtersOf = (p: Record<string, string | undefined>) => ({
  ...(p['q'] ? { q: p['q'] } : {}),
  ...(p['material'] ? { material: p['material'] } : {}),
  ...(p['language'] ? { language: p['language'] } : {}),
  ...(p['library'] ? { library: p['library'] } : {}),
  cql: p['cql'],
})

function pages(get: Bind, { db, base, now }: PublicAsk): void {
  get('/titel/:title_id', async (_, reply, request) => {
    const page = await titlePage(db, idOf(request), base())
    const moved = page ? null : await movedTo(db, idOf(request))
    if (moved !== null) return reply.redirect(`/titel/${moved}`, 301)
    reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=60')
    return page
      ? reply.send(titleHtml(page, { nonce: reply.nonce, today: dayOf(now()) }))
      : reply.code(404).send(notFoundHtml(reply.nonce))
  })
  get('/titel/:title_id/json-ld', async (_, reply, request) => {
    const page = await titlePage(db, idOf(request), base())
    if (!page) return elsewhere(db, request, reply, '/titel/:id/json-ld')
    return reply.type('application/ld+json; charset=utf-8').send(JSON.stringify(page.linked))
  })
  get('/robots.txt', async (_, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(
        `User-agent: *\nAllow: /titel/\nAllow: /lijst/\nAllow: /sitemap\nAllow: /omslag/\nDisallow: /\nSitemap: ${base()}/sitemap.xml\n`,
      ),
  )
  get('/sitemap.xml', async (_, reply) => reply.type(XML).send(await sitemapIndex(db, base())))
  get('/sitemap/:stretch.xml', async (_, reply, request) => {
    const { stretch = '' } = request.params as { stretch?: string }
    return /^\d{1,6}$/.test(stretch)
      ? reply.type(XML).send(await sitemap(db, Number(stretch), base()))
      : reply.callNotFound()
  })
}
