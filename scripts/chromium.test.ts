import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { StartError } from '../server/src/base/start-error.ts'
import { findChromium } from './chromium.ts'

const root = await mkdtemp(join(tmpdir(), 'kaft-chromium-'))
after(() => rm(root, { recursive: true }))

async function program(folder: string, name: string, script: string): Promise<string> {
  await mkdir(join(root, folder), { recursive: true })
  const path = join(root, folder, name)
  await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}
const never = () => Promise.resolve(false)

test('a browser that runs is found behind stubs and broken ones', async () => {
  await program('a', 'chromium', 'echo please install it with snap')
  await program('a', 'google-chrome', 'exit 1')
  const good = await program('b', 'chromium', 'echo Chromium 156.0.1')
  const found = await findChromium({
    folders: [join(root, 'a'), join(root, 'b')],
    files: [join(root, 'none')],
    install: never,
  })
  assert.equal(found, good)
})

test('a missing browser is installed where that is possible, else one sentence says how', async () => {
  const folders = [join(root, 'later')]
  await assert.rejects(
    findChromium({ folders, files: [], install: never }),
    (e: unknown) => e instanceof StartError && /apt-get install chromium/.test(e.message),
  )
  const install = () => program('later', 'google-chrome', 'echo Google Chrome 156.0.1').then(() => true)
  assert.equal(await findChromium({ folders, files: [], install }), join(root, 'later', 'google-chrome'))
})
