import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Named after their content, so they never change. */
const FOREVER = 'public, max-age=31536000, immutable'

/**
 * The staff client at `/`. Any address without an extension is a place inside the client, and gets its one page with
 * the nonce of this answer; addresses of the API are never the client's.
 * @param folder a whole build, with `.br` beside what was worth compressing
 */
export async function webAppDoor(app: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    dotfiles: 'ignore',
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) =>
      void reply.header('cache-control', path.startsWith(join(folder, 'assets')) ? FOREVER : 'no-cache'),
  })
  const sendPage = (reply: FastifyReply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll('__NONCE__', reply.nonce))
  app.get('/*', async (request, reply) => {
    const path = pathOf(request.url)
    if (path === undefined || path === '/api' || path.startsWith('/api/')) return reply.callNotFound()
    if (path === '/index.html' || extname(path) === '') return sendPage(reply)
    return reply.sendFile(path.slice(1))
  })
}

/** The path without the query, or nothing where it is not well-formed. */
function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '')
  } catch {
    return undefined
  }
}

/** Short addresses for the reader of the API. */
export function apiShortcuts(app: FastifyInstance): void {
  for (const name of ['docs', 'openapi.json']) {
    app.get(`/api/${name}`, async (_, reply) => reply.redirect(`/api/v1/${name}`))
  }
}
