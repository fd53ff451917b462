import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { residueInFiles } from './residue.ts'

const folder = await mkdtemp(join(tmpdir(), 'kaft-residue-'))
after(() => rm(folder, { recursive: true }))
const NAME = 'Zénobie Vandermarkering'

test('a value is found in a file as it is and in every form in which it lies about, and the answer does not quote it', async () => {
  const around = (text: string | Buffer) =>
    Buffer.concat([Buffer.from('xx'), Buffer.from(text), Buffer.from('yyy')])
  const forms: Record<string, Buffer> = {
    plain: around(NAME),
    upper: around(NAME.toUpperCase()),
    folded: around('zenobie vandermarkering'),
    latin1: around(Buffer.from(NAME, 'latin1')),
    hex: around(Buffer.from(NAME).toString('hex')),
    base64: around(Buffer.from(NAME).toString('base64')),
    base64_second_place: Buffer.from(Buffer.from(`a${NAME} and more`).toString('base64')),
    base64_third_place: Buffer.from(Buffer.from(`ab${NAME} and more`).toString('base64')),
    url: around(`?q=${encodeURIComponent(NAME)}`),
    gzip: gzipSync(`before ${NAME} after`),
    zstd: zstdCompressSync(Buffer.from(`before ${NAME} after`)),
  }
  await mkdir(join(folder, 'exports'))
  await mkdir(join(folder, 'pg18'))
  for (const [name, bytes] of Object.entries(forms)) await writeFile(join(folder, 'exports', name), bytes)
  await writeFile(join(folder, 'exports', 'innocent'), 'Zenobia Vandermeulen')
  await writeFile(join(folder, 'pg18', 'page'), NAME)
  const found = await residueInFiles(folder, [NAME])
  assert.deepEqual(
    found.map(f => f.where),
    Object.keys(forms)
      .map(name => `exports/${name}`)
      .toSorted(),
  )
  assert.doesNotMatch(JSON.stringify(found), /vandermarkering/i)
})

test('a folder that is not there holds nothing', async () => {
  assert.deepEqual(await residueInFiles(join(folder, 'nowhere'), [NAME]), [])
})
