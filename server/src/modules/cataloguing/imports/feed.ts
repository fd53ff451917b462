import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { IMPORT_PART } from '@kaft/contract'
import { BOOK_LEADER, writeMarcxmlRecord } from '@kaft/marc'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { askText, openFile } from './feed-http.ts'
import { type Feeds, harvestAddress, type HarvestPage, harvestPage } from './feed.rules.ts'
import {
  dropImport,
  type FedProfile,
  FedProfile as FedRow,
  fedProfiles,
  noteFed,
  noteNames,
  Numbered,
  numbersOfNames,
  startFed,
} from './feed.store.ts'
import { insertImport, insertPart, MadeImport } from './imports.store.ts'

interface Filled {
  readonly bytes: number
  readonly at: string | null
  readonly files: Readonly<Record<string, string>>
}
type Feed = NonNullable<FedProfile['rules']['feed']>

/** Takes what is new of each feed of a library into an import, which is then loaded as any other. */
export async function takeFeeds(ctx: JobCtx, library_id: string, feeds: Feeds): Promise<void> {
  const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([fedProfiles]))
  for (const profile of allOf(FedRow, rows)) {
    const { feed } = profile.rules
    if (profile.busy || feed === null) continue
    ctx.signal.throwIfAborted()
    if (feed.kind === 'folder') await fromFolder(ctx, profile, { feed, feeds })
    else if (feed.kind === 'file') await fromAddress(ctx, profile, { feed, feeds })
    else await fromRepository(ctx, profile, { feed, feeds })
  }
}

/** An import that is filled part by part, and begins when it is whole; nothing stays of one that could not be filled. */
async function begin(
  ctx: JobCtx,
  profile: FedProfile,
  name: string,
  fill: (put: (bytes: Buffer) => Promise<void>) => Promise<Filled | null>,
): Promise<void> {
  const { library_id, profile_id, changed_by } = profile
  const at = ctx.now.toString()
  const once = {
    library_id,
    profile_id,
    name: name.slice(0, 200),
    bytes: 0,
    at,
    staff_id: changed_by,
    central: true,
  }
  const import_id = await inLibrary(ctx, library_id, async tx => {
    await tx.first([])
    const [made = []] = await tx.last([insertImport(once)])
    return shaped(MadeImport, made[0]).import_id
  })
  let part_no = 0
  const put = async (bytes: Buffer) => {
    part_no += 1
    const packed = gzipSync(bytes, { level: 1 })
    await inLibrary(ctx, library_id, async tx => {
      await tx.first([])
      await tx.last([insertPart({ library_id, import_id, part_no, packed })])
    })
  }
  let filled: Filled | null = null
  try {
    filled = await fill(put)
  } finally {
    const done = filled
    await inLibrary(ctx, library_id, async tx => {
      await tx.first([])
      await tx.last(
        done === null
          ? [dropImport(import_id)]
          : [
              noteFed(profile_id, done),
              ...(done.bytes > 0 ? [startFed(import_id, done.bytes, at)] : [dropImport(import_id)]),
            ],
      )
    })
  }
}

interface From {
  readonly feed: Feed
  readonly feeds: Feeds
}

/** A file is new when its name, size or moment is; one that was written to a moment ago may still be coming in. */
const SETTLED_MS = 10_000

async function fromFolder(ctx: JobCtx, profile: FedProfile, { feed, feeds }: From): Promise<void> {
  if (feeds.folder === null || !/^[A-Za-z0-9_-]{1,60}$/.test(feed.address)) return
  const folder = join(feeds.folder, feed.address)
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(n => !n.startsWith('.')).toSorted()) {
    const found = await stat(join(folder, name))
    const mark = `${found.size} ${Math.trunc(found.mtimeMs)}`
    if (!found.isFile() || found.size === 0 || profile.fed[name] === mark) continue
    if (Date.now() - found.mtimeMs < SETTLED_MS) continue
    await begin(ctx, profile, name, async put => {
      for await (const chunk of createReadStream(join(folder, name), { highWaterMark: IMPORT_PART }))
        await put(chunk as Buffer)
      return { bytes: found.size, at: null, files: { [name]: mark } }
    })
    // One file at a time, in the order of their names: a later one may change what an earlier one brings.
    return
  }
}

/** A file at an address: taken when it is another than the last time, and imported as one that somebody sent. */
async function fromAddress(ctx: JobCtx, profile: FedProfile, { feed, feeds }: From): Promise<void> {
  const { address } = feed
  const file = await openFile(ctx, feeds, { address, mark: profile.fed[address] ?? null })
  if (file === null) return
  await begin(ctx, profile, file.name, async put => {
    let bytes = 0
    for await (const part of file.parts(IMPORT_PART)) {
      bytes += part.length
      await put(part)
    }
    // One that says nothing of when it changed is told by what stands in it: the same once more is dropped.
    const mark = file.mark()
    return { bytes: mark === profile.fed[address] ? 0 : bytes, at: null, files: { [address]: mark } }
  })
}

const MOST_PAGES = 20_000

/** What a repository deleted, as records that say so: from here on they go the way of a file that does. */
async function deletedRecords(ctx: JobCtx, profile: FedProfile, page: HarvestPage): Promise<string> {
  const { library_id, profile_id } = profile
  const rows = await inLibrary(ctx, library_id, async tx => {
    const [found = []] = await tx.first([numbersOfNames(profile_id, page.deleted)])
    await tx.last(page.named.length > 0 ? [noteNames(profile_id, page.named)] : [])
    return found
  })
  const leader = `${BOOK_LEADER.slice(0, 5)}d${BOOK_LEADER.slice(6)}`
  return allOf(Numbered, rows)
    .map(({ control_number: value }) => writeMarcxmlRecord({ leader, fields: [{ tag: '001', value }] }))
    .join('')
}

async function fromRepository(ctx: JobCtx, profile: FedProfile, { feed, feeds }: From): Promise<void> {
  const from = profile.fed_at === null ? null : `${profile.fed_at.slice(0, 19)}Z`
  const question = { prefix: feed.prefix ?? 'marc21', set: feed.set, from }
  await begin(ctx, profile, new URL(feed.address).host, async put => {
    let [token, at, bytes]: [string | null, string | null, number] = [null, null, 0]
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = harvestPage(
        await askText(ctx, feeds, harvestAddress(feed.address, { ...question, token })),
      )
      at ??= page.at
      if (page.error === 'noRecordsMatch' && pages === 0) return { bytes: 0, at, files: {} }
      if (page.error !== null) throw new Error(`a feed refused with ${page.error}`)
      token = page.token
      // The parts together are one document, as the reader of records wants it.
      const deleted = await deletedRecords(ctx, profile, page)
      const text = `${pages === 0 ? '<harvest>' : ''}${page.records}${deleted}${token === null ? '</harvest>' : ''}`
      const part = Buffer.from(text)
      bytes += part.length
      await put(part)
      if (token === null) return { bytes, at, files: {} }
    }
    throw new Error('a feed has no end')
  })
}
