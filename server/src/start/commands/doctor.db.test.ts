import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readConfig } from '../../base/config.ts'
import { StartError } from '../../base/start-error.ts'
import { testCluster } from '../../base/postgres-for-tests.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { backup } from './upkeep.ts'

let folder: string
let keys: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-doctor-'))
  keys = await mkdtemp(join(tmpdir(), 'kaft-doctor-keys-'))
})
after(async () => {
  await rm(folder, { recursive: true })
  await rm(keys, { recursive: true })
})

async function run(command: Command, env: Record<string, string>): Promise<StartError> {
  const said: string[] = []
  const call = {
    config: readConfig({ KAFT_KEYS: join(keys, 'keys.json'), ...env }, folder),
    words: [],
    say: (line: string) => void said.push(line),
    note: (line: string) => void said.push(line),
  }
  const error = await Promise.resolve(command.run(call)).then(
    () => assert.fail(`${command.name} found something: ${said.join('\n')}`),
    (e: unknown) => e,
  )
  assert.ok(error instanceof StartError, String((error as Error).stack))
  return error
}

test('where there is no database yet, looking at it says so in one sentence and makes nothing', async () => {
  for (const command of [doctor, backup])
    for (const name of ['.', 'none']) {
      const { message } = await run(command, { KAFT_DATA: join(folder, name) })
      assert.match(
        message,
        /^There is no database of Kaft in .+ yet: start Kaft once with npm start, or set [^.]+\.$/,
      )
      assert.deepEqual([await readdir(folder), await readdir(keys)], [[], []])
    }
})

test('a server without the schema of Kaft is told in one sentence too', async () => {
  const { message } = await run(doctor, {
    KAFT_DATA: folder,
    DATABASE_URL: (await testCluster()).urlFor('template1'),
  })
  assert.match(message, /^There is no database of Kaft at DATABASE_URL yet/)
})
