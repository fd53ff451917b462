import { texts } from '@kaft/contract'
import type { FastifyInstance } from 'fastify'
import { openApi } from './openapi.ts'

const escaped = (text: string) => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)

interface Said {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
}

/** The contract to read: as OpenAPI, and as a page without scripts. */
export function describeDoor(api: FastifyInstance): void {
  api.get('/openapi.json', async () => openApi())
  api.get('/docs', async (_, reply) => reply.type('text/html; charset=utf-8').send(page(reply.nonce)))
}

function page(nonce: string): string {
  const { paths } = openApi() as { paths: Record<string, Record<string, Said>> }
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, o]) => ({ path, method: method.toUpperCase(), o })),
  )
  const modules = [...new Set(rows.map(r => r.o.tags[0] ?? ''))]
  const sections = modules.map(module => {
    const lines = rows
      .filter(r => r.o.tags[0] === module)
      .map(
        r =>
          `<tr><td><code>${r.method}</code></td><td><code>${escaped(r.path)}</code></td><td><b>${escaped(r.o.operationId)}</b><br>${escaped(r.o.summary)}<br><small>${escaped(r.o.description)}</small></td></tr>`,
      )
    return `<h2>${escaped(module)}</h2><table>${lines.join('')}</table>`
  })
  const codes = Object.keys(texts.nl).map(c => `<tr><td><code>${c}</code></td></tr>`)
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Kaft API</title>
<style nonce="${nonce}">body{font:16px/1.5 system-ui;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1c1b1a;background:#f6f5f2}td{padding:.4rem .8rem;vertical-align:top;border-top:1px solid #d9d5cd}table{border-collapse:collapse;width:100%}</style>
<h1>Kaft API</h1><p>All operations below <code>/api/v1</code>. <a href="openapi.json">OpenAPI 3.1</a>. Refusals are <code>application/problem+json</code> (RFC 9457).</p>
${sections.join('')}<h2>Codes</h2><table>${codes.join('')}</table></html>`
}
