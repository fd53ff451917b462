import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zstdCompressSync } from 'node:zlib'
import { packedIn } from './packed-values.ts'
import { unpack, type Way } from './unpack.ts'

const words = (way: Way, hex: string, size: number): string | undefined =>
  unpack(way, Buffer.from(hex.replaceAll(' ', ''), 'hex'), size)?.bytes.toString()

test('pglz: bytes as they are, and tags that reach back, also into what they make', () => {
  // Eight as they are; one more, then four from four back.
  assert.equal(words('pglz', '00 6162636465666768 02 69 01 04', 13), 'abcdefghifghi')
  // Nine from one back: what the tag makes is what it goes on from.
  assert.equal(words('pglz', '02 61 06 01', 10), 'aaaaaaaaaa')
  // A tag of three bytes says a length from eighteen on.
  assert.equal(words('pglz', '02 61 0f 01 02', 21), 'a'.repeat(21))
  const cut = unpack('pglz', Buffer.from('0061626364', 'hex'), 20)
  assert.deepEqual([cut?.bytes.toString(), cut?.whole], ['abcd', false])
  assert.equal(unpack('pglz', Buffer.from('016103', 'hex'), 20), null, 'back to before the beginning')
})

/** As a server wrote it whose columns are packed by lz4: 82 bytes of a row. */
const lz4 =
  '4a010000c40d0040df7665656c20776f6f7264656e200d00ffffffffffffffffffff12ff12476570616b7465776f7564657a656c6d61726b6572696e67206e6f67206d6565720900ffffff6650206d656572'
const said = `${'veel woorden '.repeat(200)}Gepaktewoudezelmarkering${' nog meer'.repeat(100)}`

test('lz4 and zstd are opened too, and what is neither is nothing', () => {
  assert.equal(words('lz4', lz4.slice(16), said.length), said)
  assert.equal(words('zstd', zstdCompressSync(said).toString('hex'), said.length), said)
  assert.equal(words('zstd', lz4, said.length), undefined)
})

test('a packed value is met wherever it stands, and once; in what is no such thing nothing is', () => {
  const value = Buffer.from(lz4, 'hex')
  const at = (place: number) => Buffer.concat([Buffer.alloc(place, 0xff), value, Buffer.alloc(50, 0xff)])
  const opened = (bytes: Buffer, step: 1 | 4) => packedIn(bytes, step).map(String)
  assert.deepEqual(opened(at(16), 4), [said])
  assert.deepEqual(opened(at(17), 1), [said])
  assert.deepEqual(opened(at(17), 4), [])
  assert.deepEqual(opened(Buffer.concat([Buffer.alloc(16, 0xff), value.subarray(0, 70)]), 4), [], 'not whole')
  const noise = Buffer.alloc(100_000)
  for (let i = 0, x = 7; i < noise.length; i++)
    noise[i] = (x = (x * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16
  assert.deepEqual(opened(noise, 1), [])
})
