import type { FastifyInstance } from 'fastify'
import type { PublicDb } from '../../base/public-db.ts'
import { type CoverDisk, showCover } from '../../modules/cataloguing/index.ts'
import { newAttempts, networkOf } from '../../modules/organisation/index.ts'
import { problem, sendProblem } from '../http/problems.ts'

/** A list of hits shows many at once, and a whole library may stand behind one address. */
const A_MINUTE = 3_000
const [KEPT_S, DRAWN_KEPT_S] = [86_400, 3_600]

/**
 * Covers, for anyone: from the disk of this installation, or drawn. Whoever looks is told to nobody: no source is asked at
 * this moment, no cookie is read and nothing is written down.
 */
export function coverDoor(
  app: FastifyInstance,
  {
    db,
    disk,
    now,
  }: { readonly db: PublicDb; readonly disk: CoverDisk; readonly now: () => Temporal.Instant },
): void {
  const turns = newAttempts({ most: A_MINUTE, cost: 1, success: 1, per_second: A_MINUTE / 60, keys: 50_000 })
  app.get<{ Params: { title_id: string } }>('/omslag/:title_id', async (request, reply) => {
    if (!turns.take(networkOf(request.ip), now())) return sendProblem(reply, problem('too_many'))
    const { title_id } = request.params
    const image = await showCover(db, disk, /^[1-9]\d{0,17}$/.test(title_id) ? title_id : '0')
    reply.headers({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      // Also where an image is opened as a page of its own, nothing in it runs or is fetched.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cache-control': `public, max-age=${image.drawn ? DRAWN_KEPT_S : KEPT_S}`,
      etag: image.tag,
    })
    if (request.headers['if-none-match'] === image.tag) return reply.code(304).send()
    return reply.type(image.type).send(image.bytes)
  })
}
