import { createHash } from 'node:crypto'
import { oneOf } from '../../../base/row.ts'
import type { PublicDb } from '../../../base/public-db.ts'
import { isPublic } from '../public/find.store.ts'
import { Shown, shownCover } from './covers.store.ts'
import type { CoverDisk } from './disk.ts'
import { drawnCover } from './draw.rules.ts'

export interface CoverImage {
  readonly type: string
  readonly bytes: Buffer
  /** Tells one image from another, for who has it already (RFC 9110 §8.8.3). */
  readonly tag: string
  /** No image is known: it was drawn, and may be another tomorrow. */
  readonly drawn: boolean
}

const made = (type: string, bytes: Buffer, drawn = false): CoverImage => ({
  type,
  bytes,
  tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 24)}"`,
  drawn,
})

/** The cover of a title: what a library gave, what was found, or one that is drawn. There always is one, and nobody is asked for it. */
export async function showCover(db: PublicDb, disk: CoverDisk, title_id: string): Promise<CoverImage> {
  const [rows = []] = await db.ask([shownCover(title_id, isPublic)])
  const row = oneOf(Shown, rows)
  if (!row) return made('image/svg+xml', Buffer.from(drawnCover({ title: '', author: null })), true)
  if (row.type !== null) return made(row.type, row.image as Buffer)
  const bytes = row.file === null ? null : await disk.get(row.file)
  if (bytes && row.file_type !== null) return made(row.file_type, bytes)
  return made('image/svg+xml', Buffer.from(drawnCover(row)), true)
}
