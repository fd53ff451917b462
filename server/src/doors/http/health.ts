import type { FastifyInstance } from 'fastify'

/** One thing that must be so before work is sent here. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  /** What is the matter, or what was found. Nothing personal. */
  readonly says: string
}

/** `/healthz`: the process lives. `/readyz`: it can work, else 503 with what is missing. */
export function healthDoor(app: FastifyInstance, checks: () => Promise<readonly Check[]>): void {
  app.get('/healthz', async (_, reply) => reply.header('cache-control', 'no-store').send({ alive: true }))
  app.get('/readyz', async (_, reply) => {
    const found = await checks()
    const ready = found.every(c => c.ok)
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, checks: found })
  })
}
