import { openMetrics } from '../../http/metrics.ts'
import { openHttpDoor } from '../../http/server.ts'
import { openPublicDb } from '../../../base/public-db.ts'
import { logAccess } from '../../../modules/privacy/index.ts'
import type { World } from '../../../testing/world.ts'
import { coverDisk } from '../../../modules/cataloguing/index.ts'
import { coverDoor } from '../cover-door.ts'
import { publicDoors } from '../open-public.ts'

export interface Answer {
  readonly status: number
  readonly type: string
  /** The content security policy that it came with. */
  readonly policy: string
  readonly text: string
}
export interface PublicWorld {
  readonly base: string
  get(path: string): Promise<Answer>
  post(path: string, body: string): Promise<Answer>
  close(): Promise<void>
}

/** The doors that anyone may use, on a port of the loopback, before the database of a world. */
export async function openPublic(
  world: World,
  perMinute = 100_000,
  covers = '/dev/null',
): Promise<PublicWorld> {
  const db = openPublicDb(world.db.urlFor('kaft_public'))
  const address = { now: '' }
  const app = await openHttpDoor({
    routes: [],
    base: { db: world.db, keys: world.keys, source: 'desk', testNumbers: true, logAccess },
    now: () => world.now,
    log: () => undefined,
    metrics: openMetrics(world.db),
    secure: false,
    trustProxy: false,
    beside: door => {
      coverDoor(door, { db, disk: coverDisk(covers), now: () => world.now })
      publicDoors(door, {
        db,
        now: () => world.now,
        base: () => address.now,
        mail: 'bib@example.invalid',
        perMinute,
      })
    },
  })
  address.now = await app.listen({ host: '127.0.0.1', port: 0 })
  const answered = async (response: Response): Promise<Answer> => ({
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    policy: response.headers.get('content-security-policy') ?? '',
    text: await response.text(),
  })
  return {
    base: address.now,
    get: async path => answered(await fetch(address.now + path)),
    post: async (path, body) =>
      answered(
        await fetch(address.now + path, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      ),
    close: async () => {
      await app.close()
      await db.close()
    },
  }
}
