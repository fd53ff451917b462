import { once } from 'node:events'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { openDb } from '../base/db.ts'
import { newRing } from '../base/keys.ts'
import { openMetrics } from '../doors/http/metrics.ts'
import { openHttpDoor } from '../doors/http/server.ts'
import { logAccess } from '../modules/privacy/index.ts'
import { allRoutes } from '../routes.ts'
import type { Someone, World } from './world.ts'

interface Asked {
  readonly path: string
  readonly secret: string
}
interface Said {
  readonly status: number
  readonly code: string | null
}

/** A door on the same database that shares no memory with the test: what another process of the same Kaft is. */
export interface SecondProcess {
  /** Reads an address of the API as somebody. */
  get(path: string, as: Pick<Someone, 'secret'>): Promise<Said>
  close(): Promise<void>
}

export async function openSecondProcess(world: World): Promise<SecondProcess> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { url: world.db.urlFor('kaft_app'), now: world.now.toString() },
  })
  const closed = once(worker, 'exit')
  await once(worker, 'message')
  return {
    get: async (path, { secret }) => {
      worker.postMessage({ path, secret } satisfies Asked)
      return (await once(worker, 'message'))[0] as Said
    },
    close: async () => {
      worker.postMessage(null)
      await closed
    },
  }
}

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const { url, now } = workerData as { url: string; now: string }
  const db = openDb({ connection: { connectionString: url }, deskSize: 2, bulkSize: 1 })
  const app = await openHttpDoor({
    routes: allRoutes({ demo: true }),
    base: { db, keys: newRing('/dev/null'), source: 'desk', testNumbers: true, logAccess },
    now: () => Temporal.Instant.from(now),
    log: () => undefined,
    metrics: openMetrics(db),
    secure: false,
    trustProxy: false,
  })
  port.on('message', async (asked: Asked | null) => {
    if (asked === null) {
      await app.close()
      await db.close()
      return port.close()
    }
    const answer = await app.inject({
      method: 'GET',
      url: `/api/v1${asked.path}`,
      cookies: { kaft_session: asked.secret },
    })
    const said: Said = { status: answer.statusCode, code: answer.json<{ code?: string }>().code ?? null }
    port.postMessage(said)
  })
  port.postMessage('open')
}

if (!isMainThread && parentPort) await serve(parentPort)
