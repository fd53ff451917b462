import type { FastifyReply, FastifyRequest } from 'fastify'
import { isRefusal } from '../../base/ctx.ts'
import {
  type Feed,
  listForReader,
  listsForReader,
  pageOf,
  type ReadingAsk,
  type ReadingList,
  searchForReader,
  told,
  toJsonFeed,
  toRss,
} from '../../modules/cataloguing/index.ts'
import { problem, sendProblem } from '../http/problems.ts'
import { type Pairs, record } from './asked.rules.ts'
import type { PublicAsk } from './open-public.ts'
import { addressOf, listHtml, nowhereHtml, searchHtml, unclearHtml } from './search-page.ts'
import { notFoundHtml } from './title-page.rules.ts'

type Bind = (
  path: string,
  handler: (pairs: Pairs, reply: FastifyReply, request: FastifyRequest) => Promise<unknown>,
) => void

const HTML = 'text/html; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'
/** Titles in a feed: whoever reads it once a day misses none of a busy one. */
const FEED_ROWS = 50
const ON_SHELF = 12

const sendFeed = (reply: FastifyReply, p: ReadingAsk, feed: Feed) => {
  const isJson = p['form'] === 'json'
  return reply
    .header('cache-control', 'public, max-age=900')
    .type(isJson ? 'application/feed+json; charset=utf-8' : 'application/rss+xml; charset=utf-8')
    .send(isJson ? toJsonFeed(feed) : toRss(feed))
}

const idOf = (request: FastifyRequest): string => {
  const { list_id = '' } = request.params as { list_id?: string }
  return /^[1-9]\d{0,17}$/.test(list_id) ? list_id : '0'
}

/** Searching for readers, the lists of a library, and feeds of both: pages, and the same for a library's own website. */
export function readingRoom(get: Bind, ask: PublicAsk): void {
  searching(get, ask)
  nowhere(get)
  lists(get, ask)
}

/** Whoever mistypes an address of these pages stays among them, and does not stand before the sign-in of the staff. */
function nowhere(get: Bind): void {
  for (const room of ['zoeken', 'titel', 'lijst'])
    get(`/${room}/*`, async (_, reply) => reply.code(404).type(HTML).send(nowhereHtml(reply.nonce)))
}

function searching(get: Bind, { db, now, base }: PublicAsk): void {
  get('/zoeken', async (pairs, reply) => {
    const p = record(pairs)
    const page = await searchForReader(db, p, { now: now() })
    reply.type(HTML).header('cache-control', 'public, max-age=30')
    if (isRefusal(page))
      return page.refused === 'question_unclear'
        ? reply.code(400).send(unclearHtml(p, String(page.about?.['part'] ?? ''), reply.nonce))
        : reply.code(404).send(notFoundHtml(reply.nonce))
    const code = page.place.library?.code
    const shown =
      code === undefined || p['q'] ? [] : await listsForReader(db, code, { now: now(), most: ON_SHELF })
    return reply.send(searchHtml({ asked: p, page, lists: shown, nonce: reply.nonce }))
  })
  get('/public/search', async (pairs, reply) => {
    const found = await searchForReader(db, record(pairs), { now: now() })
    if (isRefusal(found)) return sendProblem(reply, problem(found.refused))
    const { hits, place: _, ...rest } = found
    const rows = hits.map(({ title, editions, items, available }) => ({
      ...told(title),
      editions,
      items,
      available,
      page: base() + pageOf(title.row.title_id),
    }))
    return reply.type(JSON_TYPE).send({ ...rest, rows })
  })
  get('/zoeken/feed', async (pairs, reply) => {
    const p = record(pairs)
    const found = await searchForReader(
      db,
      { ...p, volgorde: 'aanwinst', uitgaven: 'apart', na: undefined },
      { now: now(), rows: FEED_ROWS },
    )
    if (isRefusal(found)) return sendProblem(reply, problem(found.refused))
    const words = p['q']?.trim() || 'alle titels'
    return sendFeed(reply, p, {
      name: `Nieuw: ${words}${found.place.library ? ` · ${found.place.library.name}` : ''}`,
      about: 'De titels die het laatst in de catalogus kwamen en bij deze zoekvraag passen.',
      page: base() + addressOf('/zoeken', p),
      self: base() + addressOf('/zoeken/feed', p),
      at: now().toString(),
      entries: found.hits.map(({ title }) => ({ title, note: null })),
      pageOf: title_id => base() + pageOf(title_id),
    })
  })
}

const toldList = ({ list, titles }: ReadingList, base: string) => {
  const { entries: _, ...about } = list
  return {
    ...about,
    page: `${base}/lijst/${list.list_id}`,
    feed: `${base}/lijst/${list.list_id}/feed`,
    titles: titles.map(({ title, note }) => ({
      ...told(title),
      note,
      page: base + pageOf(title.row.title_id),
    })),
  }
}

function lists(get: Bind, { db, now, base }: PublicAsk): void {
  get('/public/lists', async (pairs, reply) => {
    const { library = '' } = record(pairs)
    const all = await listsForReader(db, library, { now: now(), most: ON_SHELF })
    return reply.type(JSON_TYPE).send({ rows: all.map(list => toldList(list, base())) })
  })
  get('/public/lists/:list_id', async (_, reply, request) => {
    const list = await listForReader(db, idOf(request), now())
    return list
      ? reply.type(JSON_TYPE).send(toldList(list, base()))
      : sendProblem(reply, problem('not_found'))
  })
  get('/lijst/:list_id', async (_, reply, request) => {
    const list = await listForReader(db, idOf(request), now())
    reply.type(HTML).header('cache-control', 'public, max-age=60')
    return list ? reply.send(listHtml(list, reply.nonce)) : reply.code(404).send(notFoundHtml(reply.nonce))
  })
  get('/lijst/:list_id/feed', async (pairs, reply, request) => {
    const list = await listForReader(db, idOf(request), now())
    if (!list) return sendProblem(reply, problem('not_found'))
    const page = `${base()}/lijst/${list.list.list_id}`
    return sendFeed(reply, record(pairs), {
      name: `${list.list.name} · ${list.list.library_name}`,
      about: list.list.about ?? list.list.name,
      page,
      self: `${page}/feed`,
      at: list.list.changed_at,
      entries: list.titles,
      pageOf: title_id => base() + pageOf(title_id),
    })
  })
}
