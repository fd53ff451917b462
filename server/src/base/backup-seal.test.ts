import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readHeader, seal, unseal } from './backup-seal.ts'
import { currentKey, fingerprints, type Keys, newRing } from './keys.ts'
import { StartError } from './start-error.ts'

const MADE_AT = '2026-03-29T01:00:00Z'
const MB = 1024 * 1024

async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function all(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const found: Buffer[] = []
  for await (const part of parts) found.push(part)
  return Buffer.concat(found)
}
const closed = (keys: Keys, bytes: Buffer, size = 65536) => all(seal(keys, MADE_AT, inParts(bytes, size)))
const opened = (keys: Keys, bytes: Buffer, size = 65536) =>
  all(unseal(keys, inParts(bytes, size), 'x.backup'))
const sentence = (pattern: RegExp) => (e: unknown) => e instanceof StartError && pattern.test(e.message)
const pattern = (length: number) => Buffer.from(Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 255))

test('whatever its length and the size of its parts, a stream is read back', async () => {
  const keys = newRing('')
  const lengths = fc.constantFrom(0, 1, 100, MB - 1, MB, MB + 1, 2 * MB, 2 * MB + 17)
  const sizes = fc.constantFrom(4096, 65536, MB, 3 * MB)
  await fc.assert(
    fc.asyncProperty(lengths, sizes, sizes, async (length, writing, reading) => {
      const text = pattern(length)
      assert.ok((await opened(keys, await closed(keys, text, writing), reading)).equals(text))
    }),
    { numRuns: 20 },
  )
})

test('any changed, missing, added or exchanged byte is noticed', async () => {
  const keys = newRing('')
  const text = pattern(2 * MB + 1000)
  const file = await closed(keys, text)
  const head = file.indexOf(10) + 1
  const frame = 4 + MB + 16
  const [first, second, last] = [
    file.subarray(head, head + frame),
    file.subarray(head + frame, head + 2 * frame),
    file.subarray(head + 2 * frame),
  ]
  const start = file.subarray(0, head)
  const wrong = {
    'without its end': file.subarray(0, -1),
    'without the last frame': file.subarray(0, head + 2 * frame),
    'frames exchanged': Buffer.concat([start, second, first, last]),
    'a frame twice': Buffer.concat([start, first, first, second, last]),
    'something after the end': Buffer.concat([file, Buffer.from('x')]),
    'header only': start,
    'another moment': Buffer.from(file.toString('latin1').replace('2026-03-29', '2027-03-29'), 'latin1'),
    'a frame of another file': Buffer.concat([start, (await closed(keys, text)).subarray(head)]),
  }
  for (const [what, bytes] of Object.entries(wrong)) {
    await assert.rejects(
      opened(keys, bytes),
      sentence(/^The backup x\.backup is damaged, cut short or was changed/),
      what,
    )
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - head - 1), fc.nat(7), async (at, bit) => {
      const bytes = Buffer.from(file)
      bytes[head + at] = (bytes[head + at] ?? 0) ^ (1 << bit)
      await assert.rejects(opened(keys, bytes), StartError)
    }),
    { numRuns: 30 },
  )
})

test('what is no backup, or closed with a key that is not here, is refused by name', async () => {
  const keys = newRing('/keys/kaft.keys')
  for (const text of ['', 'x', '{}\n', 'null\n', '\0'.repeat(9999), '{"format":"kaft-backup-2"}\n']) {
    await assert.rejects(opened(keys, Buffer.from(text)), sentence(/^x\.backup is not a backup of Kaft\.$/))
  }
  const other = newRing('')
  await assert.rejects(
    opened(keys, await closed(other, Buffer.from('text'))),
    sentence(
      new RegExp(
        `was made with key ${currentKey(other, 'backup').name}, which is not in the key file /keys/kaft.keys`,
      ),
    ),
  )
})

test('the text does not show, and the header says when and with which key', async () => {
  const keys = newRing('')
  const file = await closed(keys, Buffer.from('Zebedeus-Marker'.repeat(100)))
  assert.ok(!file.includes('Zebedeus'))
  const header = await readHeader(inParts(file, 10), 'x.backup')
  assert.equal(header.made_at, MADE_AT)
  assert.ok(fingerprints(keys).some(f => f.name === header.key && f.use === 'backup'))
})
