import type { JobCtx } from '../../../base/job.ts'
import { overAll } from '../../../base/job.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { transact } from '../../../base/tx.ts'
import { allowsAddress } from '../imports/feed.rules.ts'
import type { CoverDisk } from './disk.ts'
import {
  believeLonger,
  beyond,
  coverSources,
  forgetCover,
  newest,
  nextTier,
  noteCover,
  SourceRow,
  stretchOf,
  TooMany,
  Unused,
  Walk,
  walkTo,
} from './covers.store.ts'
import { coverAddress, DAYS, imageType, MOST_IMAGE } from './image.rules.ts'

export interface CoverStore {
  readonly disk: CoverDisk
  readonly hosts: readonly string[]
  /** Bytes that images may take on disk. */
  readonly most_bytes: number
}

/** So many numbers are asked about in one run, one after the other: a source is not stormed. */
const A_RUN = 300
const STRETCH = 5_000
const LAST_TIER = 6
const PATIENCE_MS = 10_000

type Answer =
  | { readonly is: 'image'; readonly bytes: Buffer; readonly type: string }
  | { readonly is: 'none' | 'away' }

/** Asks one address for an image. Nothing goes along but the number: no cookie, no address of anybody, no name of a library. */
async function ask(address: string, signal: AbortSignal): Promise<Answer> {
  try {
    const answer = await fetch(address, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      redirect: 'error',
      headers: { accept: 'image/*', 'user-agent': 'Kaft' },
    })
    if (!answer.ok) {
      await answer.body?.cancel()
      return { is: answer.status >= 500 || answer.status === 429 ? 'away' : 'none' }
    }
    const parts: Uint8Array[] = []
    let read = 0
    for await (const part of answer.body ?? []) {
      read += part.length
      if (read > MOST_IMAGE) return { is: 'none' }
      parts.push(part)
    }
    const bytes = Buffer.concat(parts)
    const type = imageType(bytes)
    return type === null ? { is: 'none' } : { is: 'image', bytes, type }
  } catch (error) {
    signal.throwIfAborted()
    return error instanceof TypeError || (error as Error).name === 'TimeoutError'
      ? { is: 'away' }
      : { is: 'none' }
  }
}

/** Sources that may be asked now: on, at a declared host, and let through by the register of couplings. */
async function readySources(ctx: JobCtx, { hosts }: CoverStore): Promise<SourceRow[]> {
  const [rows = []] = await transact(ctx, tx => tx.first([coverSources(dayOf(ctx.now))]))
  return allOf(SourceRow, rows).filter(s => {
    const address = coverAddress(s.address, '9789460000010')
    return s.active && s.open && address !== null && allowsAddress({ folder: null, hosts }, address)
  })
}

/** What no number shows any more goes from the disk, behind the statement that said so. */
async function note(ctx: JobCtx, { disk }: CoverStore, statement: Query): Promise<void> {
  const [rows = []] = await overAll(ctx, statement)
  for (const { file } of allOf(Unused, rows)) await disk.drop(file)
}

async function fetchOne(
  ctx: JobCtx,
  isbn: string,
  of: { store: CoverStore; sources: readonly SourceRow[] },
): Promise<boolean> {
  const at = ctx.now.toString()
  let away = false
  for (const { source_id, address } of of.sources) {
    const said = await ask(coverAddress(address, isbn) ?? '', ctx.signal)
    if (said.is === 'image') {
      const file = await of.store.disk.put(said.bytes)
      const found = { isbn, source_id, file, type: said.type, bytes: said.bytes.length, at, days: DAYS.have }
      await note(ctx, of.store, noteCover(found))
      return true
    }
    away ||= said.is === 'away'
  }
  // What is known stays when a source does not answer; only a source that says no takes it away.
  const [kept = []] = away ? await overAll(ctx, believeLonger(isbn, at, DAYS.away)) : []
  if (kept.length === 0) {
    const nothing = {
      isbn,
      source_id: null,
      file: null,
      type: null,
      bytes: 0,
      at,
      days: away ? DAYS.away : DAYS.none,
    }
    await note(ctx, of.store, noteCover(nothing))
  }
  return false
}

/** Fetches covers ahead of whoever will look: of the newest titles, and of all others by how often they are lent. */
export async function fetchCovers(ctx: JobCtx, store: CoverStore): Promise<{ asked: number; found: number }> {
  const sources = await readySources(ctx, store)
  if (sources.length === 0) return { asked: 0, found: 0 }
  const at = ctx.now.toString()
  const [fresh = [], walked = []] = await transact(ctx, tx =>
    tx.first([newest(at, A_RUN), stretchOf(at, STRETCH)]),
  )
  const stretch = allOf(Walk, walked)
  const told = { asked: 0, found: 0 }
  const take = async (isbn: string | undefined): Promise<void> => {
    if (isbn === undefined) return
    ctx.signal.throwIfAborted()
    told.asked += 1
    if (await fetchOne(ctx, isbn, { store, sources })) told.found += 1
  }
  const seen = new Set<string>()
  for (const title of allOf(Walk, fresh).filter(t => t.wanted)) {
    seen.add(title.title_id)
    await take(title.isbns[0])
  }
  for (const title of stretch) {
    if (told.asked >= A_RUN) {
      await overAll(ctx, walkTo(title.tier, String(BigInt(title.title_id) - 1n)))
      break
    }
    if (title.wanted && !seen.has(title.title_id)) await take(title.isbns[0])
  }
  const last = stretch.at(-1)
  if (told.asked < A_RUN) await overAll(ctx, last ? walkTo(last.tier, last.title_id) : nextTier(LAST_TIER))
  await makeRoom(ctx, store)
  return told
}

/** What is more than the disk may hold goes, the longest known first. */
async function makeRoom(ctx: JobCtx, store: CoverStore): Promise<void> {
  const [rows = []] = await transact(ctx, tx => tx.first([beyond(store.most_bytes, 1_000)]))
  for (const { isbn } of allOf(TooMany, rows)) await note(ctx, store, forgetCover(isbn))
}
