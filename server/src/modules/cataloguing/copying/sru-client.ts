import type { CopyTarget, TargetFault } from '@kaft/contract'
import { cqlOf, type Wanted } from './target.rules.ts'
import { type Fetched, Fault, readXml } from './fetched.ts'

/** The longest answer that is read. */
export const MOST_BYTES = 4_000_000

/** The address of a search: SRU 1.1 and 1.2 name version and operation, SRU 2.0 has neither (OASIS searchRetrieve part 3 §4). */
export function sruAddress(
  target: Pick<CopyTarget, 'address' | 'sru_version' | 'syntax' | 'indexes'>,
  ask: { readonly wanted: Wanted; readonly from: number; readonly most: number },
): string {
  const url = new URL(target.address)
  const set = (name: string, value: string | number) => url.searchParams.set(name, String(value))
  if (target.sru_version !== '2.0') {
    set('version', target.sru_version ?? '1.2')
    set('operation', 'searchRetrieve')
  }
  set('query', cqlOf(ask.wanted, target.indexes))
  set('startRecord', ask.from)
  set('maximumRecords', ask.most)
  set('recordSchema', target.syntax)
  return url.href
}

/** The text of an answer, however it ends; never more than is allowed. */
async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let read = 0
  for await (const part of answer.body ?? []) {
    read += part.length
    if (read > MOST_BYTES) throw new Fault('too_long', `${MOST_BYTES} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Asks a target over SRU. Nothing of who asks goes along, and no address but the target's own is ever asked. */
export async function askSru(
  target: CopyTarget,
  ask: { readonly wanted: Wanted; readonly from: number; readonly most: number },
): Promise<Fetched> {
  const limit = AbortSignal.timeout(target.patience_s * 1000)
  try {
    const answer = await fetch(sruAddress(target, ask), {
      signal: limit,
      redirect: 'error',
      headers: { accept: 'application/xml, text/xml' },
    })
    const text = await textOf(answer)
    // A diagnostic may come with a status of its own, and tells more than that.
    const said = await readXml(text)
    if (!answer.ok && said.records.length === 0) throw new Fault('refused', `HTTP ${answer.status}`)
    return said
  } catch (error) {
    throw error instanceof Fault ? error : new Fault(kindOf(error, limit), '')
  }
}

const kindOf = (error: unknown, limit: AbortSignal): TargetFault =>
  limit.aborted || (error as { name?: string }).name === 'TimeoutError' ? 'late' : 'away'
