import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { currentKey, type Keys, keyNamed } from './keys.ts'
import { StartError } from './start-error.ts'

// A sealed file: one line of JSON that says which key closed it, then frames. Each frame is four bytes (the highest
// bit marks the last one, the rest is the length of what follows), ciphertext and tag. GCM alone would notice a
// changed byte but not a missing end; the mark in the last frame does (the STREAM construction of Hoang, Reyhanitabar,
// Rogaway and Vizár, 2015). No nonce repeats: each file has a key of its own, and frames are counted.

export interface SealHeader {
  readonly format: 'kaft-backup-1'
  /** Name of the `backup` key in the key file. */
  readonly key: string
  /** Base64; from it and the key, this file's own key is derived (HKDF, RFC 5869). */
  readonly salt: string
  /** ISO instant. */
  readonly made_at: string
}

const FRAME = 1024 * 1024
const TAG = 16
const LAST = 0x8000_0000
const LONGEST_HEADER = 4096

type Bytes = AsyncIterable<Buffer>

/** Encrypts a stream with the current backup key. */
export async function* seal(keys: Keys, made_at: string, plain: Bytes): AsyncGenerator<Buffer> {
  const key = currentKey(keys, 'backup')
  const salt = randomBytes(32).toString('base64')
  const header: SealHeader = { format: 'kaft-backup-1', key: key.name, salt, made_at }
  const line = Buffer.from(`${JSON.stringify(header)}\n`)
  yield line
  const secret = fileKey(key.secret, header, line)
  let count = 0
  const frame = (text: Buffer, last: boolean) => {
    const size = sizeOf(text.length + TAG, last)
    const cipher = createCipheriv('aes-256-gcm', secret, nonce(count++)).setAAD(size)
    return Buffer.concat([size, cipher.update(text), cipher.final(), cipher.getAuthTag()])
  }
  let held: Buffer[] = []
  let length = 0
  for await (const part of plain) {
    held.push(part)
    length += part.length
    if (length < FRAME) continue
    const all = Buffer.concat(held)
    let at = 0
    for (; at + FRAME <= all.length; at += FRAME) yield frame(all.subarray(at, at + FRAME), false)
    held = [all.subarray(at)]
    length = all.length - at
  }
  yield frame(Buffer.concat(held), true)
}

/** @throws StartError when the key is not in the ring, or the file is cut, damaged or something else */
export async function* unseal(keys: Keys, sealed: Bytes, name: string): AsyncGenerator<Buffer> {
  const source = bytesOf(sealed)
  const line = await source.line(LONGEST_HEADER)
  const header = parseHeader(line, name)
  const secret = fileKey(backupKey(keys, header.key, name), header, line)
  for (let count = 0, last = false; !last; count++) {
    const size = await source.take(4)
    const word = size.length === 4 ? size.readUInt32BE() : 0
    last = word >= LAST
    const length = word % LAST
    const text = length >= TAG && length <= FRAME + TAG ? await source.take(length) : Buffer.alloc(0)
    if (text.length !== length || length === 0) throw damaged(name)
    yield openFrame(secret, { count, size, text, name })
  }
  if ((await source.take(1)).length > 0) throw damaged(name)
}

/** What the first line of a backup says, without its key. */
export async function readHeader(sealed: Bytes, name: string): Promise<SealHeader> {
  return parseHeader(await bytesOf(sealed).line(LONGEST_HEADER), name)
}

interface Frame {
  readonly count: number
  readonly size: Buffer
  readonly text: Buffer
  readonly name: string
}

function openFrame(secret: Buffer, { count, size, text, name }: Frame): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, nonce(count), { authTagLength: TAG })
    decipher.setAAD(size).setAuthTag(text.subarray(-TAG))
    return Buffer.concat([decipher.update(text.subarray(0, -TAG)), decipher.final()])
  } catch {
    throw damaged(name)
  }
}

const damaged = (name: string) =>
  new StartError(`The backup ${name} is damaged, cut short or was changed: use another one.`)

function parseHeader(line: Buffer, name: string): SealHeader {
  try {
    const header: SealHeader = JSON.parse(line.toString('utf8'))
    if (header.format === 'kaft-backup-1' && header.key && header.salt && header.made_at) return header
  } catch {
    // Falls through to the same sentence as a header of another form.
  }
  throw new StartError(`${name} is not a backup of Kaft.`)
}

function backupKey(keys: Keys, key: string, name: string): KeyObject {
  try {
    return keyNamed(keys, key, 'backup').secret
  } catch {
    throw new StartError(
      `The backup ${name} was made with key ${key}, which is not in the key file ${keys.path}: set KAFT_KEYS to the file that has it.`,
    )
  }
}

/** The header takes part, so that none of it can be changed either. */
function fileKey(secret: KeyObject, header: SealHeader, line: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.from(header.salt, 'base64'), line, 32))
}

function nonce(count: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeBigUInt64BE(BigInt(count), 4)
  return bytes
}

function sizeOf(length: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(last ? length + LAST : length)
  return bytes
}

/** Reads a stream in pieces of a wanted length; a shorter answer means that the stream has ended. */
export function bytesOf(source: Bytes) {
  const parts = source[Symbol.asyncIterator]()
  let held: Buffer[] = []
  let length = 0
  const hold = async (wanted: number) => {
    while (length < wanted) {
      const next = await parts.next()
      if (next.done) return
      held.push(next.value)
      length += next.value.length
    }
  }
  /** Joined only when a piece is complete: joining at each part would copy a large piece many times. */
  const cut = (wanted: number): Buffer => {
    const all = held.length === 1 && held[0] ? held[0] : Buffer.concat(held)
    held = all.length > wanted ? [all.subarray(wanted)] : []
    length = Math.max(0, all.length - wanted)
    return all.subarray(0, wanted)
  }
  return {
    take: async (wanted: number): Promise<Buffer> => {
      await hold(wanted)
      return cut(wanted)
    },
    /** At most `longest` bytes, as they come; empty at the end of the stream. */
    some: async (longest: number): Promise<Buffer> => {
      await hold(1)
      return cut(longest)
    },
    /** Up to and with the line's end; empty when there is none within `longest` bytes. */
    line: async (longest: number): Promise<Buffer> => {
      for (let before = -1; before !== length && length < longest; ) {
        if (held.at(-1)?.includes(10)) break
        before = length
        await hold(length + 1)
      }
      return cut(Buffer.concat(held).subarray(0, longest).indexOf(10) + 1)
    },
  }
}
