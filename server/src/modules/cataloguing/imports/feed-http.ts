import { createHash } from 'node:crypto'
import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import type { JobCtx } from '../../../base/job.ts'
import { transact } from '../../../base/tx.ts'
import { allowsAddress, type Feeds } from './feed.rules.ts'

/** So long a host may be silent. */
const WAIT_MS = 120_000

interface Asked {
  readonly answer: Response
  /** To be called whenever something came: a large file may take longer than a host may be silent. */
  readonly alive: () => void
  readonly done: () => void
}

/** Asks a host that may be asked. No address but the allowed one ever is, so where it points elsewhere the feed fails. */
async function ask(
  ctx: JobCtx,
  feeds: Feeds,
  { address, headers }: { readonly address: string; readonly headers: Record<string, string> },
): Promise<Asked> {
  const [coupling] = await transact(ctx, tx => tx.first([couplingRuns('feeds', ctx.now)]))
  if (!runsIn(coupling)) throw new Error('the coupling of feeds is off')
  if (!allowsAddress(feeds, address))
    throw new Error('the host of a feed is not among those that may be asked')
  const silent = new AbortController()
  const timer = setTimeout(() => silent.abort(new Error('a feed was silent for too long')), WAIT_MS)
  const done = () => clearTimeout(timer)
  try {
    const signal = AbortSignal.any([ctx.signal, silent.signal])
    const answer = await fetch(address, { signal, redirect: 'error', headers })
    if (!answer.ok && answer.status !== 304) throw new Error(`a feed answered with status ${answer.status}`)
    return { answer, alive: () => void timer.refresh(), done }
  } catch (error) {
    done()
    throw error
  }
}

/** What an address answers, as text. */
export async function askText(ctx: JobCtx, feeds: Feeds, address: string): Promise<string> {
  const { answer, done } = await ask(ctx, feeds, { address, headers: { accept: 'text/xml' } })
  return answer.text().finally(done)
}

/** By what a file is known to be the same as before: what its host says of it (RFC 9110, §8.8), else what stands in it. */
interface Mark {
  readonly etag: string | null
  readonly modified: string | null
}
const markOf = ({ headers }: Response): Mark => ({
  etag: headers.get('etag'),
  modified: headers.get('last-modified'),
})
const isMark = (of: unknown): of is Mark => typeof of === 'object' && of !== null && 'etag' in of

function conditions(mark: string | null): Record<string, string> {
  const said: unknown = mark?.startsWith('{') ? JSON.parse(mark) : null
  if (!isMark(said)) return {}
  return {
    ...(said.etag === null ? {} : { 'if-none-match': said.etag }),
    ...(said.modified === null ? {} : { 'if-modified-since': said.modified }),
  }
}

/** The last step of an address, as people read it. */
function nameIn(address: string): string {
  const { pathname, host } = new URL(address)
  const last = pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last) || host
  } catch {
    return last
  }
}

export interface FedFile {
  readonly name: string
  /** Its bytes in parts of this size. */
  parts(size: number): AsyncGenerator<Buffer>
  /** By what it is known once all parts were read. */
  mark(): string
}

/** The file at an address; null where it is the one that the mark stands for. */
export async function openFile(
  ctx: JobCtx,
  feeds: Feeds,
  { address, mark }: { readonly address: string; readonly mark: string | null },
): Promise<FedFile | null> {
  const headers = { accept: '*/*', ...conditions(mark) }
  const { answer, alive, done } = await ask(ctx, feeds, { address, headers })
  const said = markOf(answer)
  const isSame = answer.status === 304 || (mark !== null && mark === JSON.stringify(said))
  if (isSame || answer.body === null) {
    done()
    await answer.body?.cancel()
    return null
  }
  const body = answer.body
  const hash = createHash('sha256')
  let digest = ''
  async function* parts(size: number): AsyncGenerator<Buffer> {
    let waiting: Buffer[] = []
    let length = 0
    try {
      for await (const chunk of body) {
        alive()
        hash.update(chunk)
        for (let at = 0; at < chunk.length; ) {
          const piece = Buffer.from(chunk.subarray(at, at + size - length))
          waiting.push(piece)
          length += piece.length
          at += piece.length
          if (length < size) continue
          yield Buffer.concat(waiting)
          waiting = []
          length = 0
        }
      }
      if (length > 0) yield Buffer.concat(waiting)
      digest = hash.digest('hex')
    } finally {
      done()
    }
  }
  return {
    name: nameIn(address),
    parts,
    mark: () => (said.etag === null && said.modified === null ? `sha256 ${digest}` : JSON.stringify(said)),
  }
}
