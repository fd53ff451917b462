import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from '../../base/db.ts'

export interface Metrics {
  readonly registry: Registry
  operation(id: string, status: number, ms: number): void
}

/** Rates and latency per operation, the pools, and the process itself; no label carries anything personal. */
export function openMetrics(db: Db): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const operations = new Histogram({
    name: 'kaft_operation_seconds',
    help: 'Time of each operation of the contract',
    labelNames: ['operation', 'status'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  })
  new Gauge({
    name: 'kaft_pool_connections',
    help: 'Connections to the database',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [name, pool] of [
        ['desk', db.desk],
        ['bulk', db.bulk],
      ] as const) {
        this.set({ pool: name, state: 'open' }, pool.totalCount)
        this.set({ pool: name, state: 'idle' }, pool.idleCount)
        this.set({ pool: name, state: 'waiting' }, pool.waitingCount)
      }
    },
  })
  return {
    registry,
    operation: (id, status, ms) => operations.observe({ operation: id, status: String(status) }, ms / 1000),
  }
}

export function metricsDoor(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}
