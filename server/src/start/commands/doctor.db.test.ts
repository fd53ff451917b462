import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readPatron } from '@kaft/contract'
import { readConfig } from '../../base/config.ts'
import { StartError } from '../../base/start-error.ts'
import { testCluster } from '../../base/postgres-for-tests.ts'
import { insertCertificate } from '../../modules/privacy/erase/erase.store.ts'
import { openClock, runJobs } from '../../testing/jobs.ts'
import { privacyJobs } from '../../modules/privacy/jobs.ts'
import { aPatron } from '../../testing/people.ts'
import { openWorld } from '../../testing/world.ts'
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

test('P107 the access log is walked by the doctor, which leaves that as evidence: whole after somebody was erased from it, and told when a row or a seal was touched', async () => {
  const world = await openWorld()
  const clock = openClock(world)
  const name = new URL(world.db.urlFor('kaft_app')).pathname.slice(1)
  const url = (await testCluster()).urlFor(name)
  try {
    const here = await world.library('Logboekgem')
    const desk = await world.staff(here, ['hoofd_balie'])
    const patron = await aPatron(world, here)
    for (let no = 0; no < 3; no++)
      await world.call(readPatron, { params: { patron_id: patron.patron_id } }, desk)
    world.now = world.now.add({ minutes: 5 })
    await runJobs(clock, privacyJobs(join(folder, 'erased.jsonl'), []), 'seal_access_log')
    const look = async (): Promise<string> => {
      const said: string[] = []
      const env = { KAFT_KEYS: world.keys.path, KAFT_DATA: folder, DATABASE_URL: url }
      const say = (line: string) => void said.push(line)
      await doctor.run({ config: readConfig(env, folder), words: [], say, note: say })
      return said.join('\n')
    }
    assert.match(await look(), /good {2}the access log is sealed and unchanged/)
    // As erasing does: at whom goes, with the salt that would prove it.
    await world.rows('update privacy.access_log set patron_id = null, salt = null where patron_id = $1', [
      patron.patron_id,
    ])
    assert.match(await look(), /good {2}the access log is sealed and unchanged/)
    await world.rows("update privacy.access_log set operation = 'readHistory' where operation = 'readPatron'")
    assert.match(await look(), /BAD {3}the access log is sealed and unchanged\n +seal \d+ does not fit/)
    await look()
    const left = await world.rows(
      "select measure, outcome from privacy.measure_evidence where source = 'doctor' order by evidence_id",
    )
    assert.deepEqual(
      left,
      [
        { measure: 'walls', outcome: 'good' },
        { measure: 'data_map', outcome: 'good' },
        { measure: 'access_log', outcome: 'good' },
        { measure: 'access_log', outcome: 'bad' },
      ],
      'once while it stays what it is',
    )
  } finally {
    await clock.close()
    await world.close()
  }
})

test('P57 P83 the chain of certificates is walked, and one that was changed or taken out is told by the doctor and by the night', async () => {
  const world = await openWorld()
  const clock = openClock(world)
  const name = new URL(world.db.urlFor('kaft_app')).pathname.slice(1)
  const url = (await testCluster()).urlFor(name)
  try {
    for (const town of ['Eenlo', 'Tweelo']) {
      const { library_id } = await world.library(town)
      for (const people of [1, 2, 3]) {
        const rows = [{ table: 'patrons.patron', rows: people }]
        const of = { library_id, at: world.now.toString(), because: 'term' as const, parts: [], people, rows }
        const { text, values } = insertCertificate(of)
        await world.rows(text, values)
      }
    }
    const said: string[] = []
    const look = async (): Promise<string> => {
      said.length = 0
      const env = { KAFT_KEYS: world.keys.path, KAFT_DATA: folder, DATABASE_URL: url }
      const config = readConfig(env, folder)
      const say = (line: string) => void said.push(line)
      await doctor.run({ config, words: [], say, note: say })
      return said.join('\n')
    }
    const night = () => runJobs(clock, privacyJobs(join(folder, 'erased.jsonl'), []), 'check_access_log')
    assert.match(await look(), /good {2}the chains of the 6 certificates of erasure are unbroken/)
    await night()
    const broken: readonly [string, RegExp][] = [
      ['update privacy.certificate set people = 9 where certificate_id = 2', /certificate 2 does not fit/],
      ['delete from privacy.certificate where certificate_id = 5', /certificate 6 does not fit/],
    ]
    for (const [how, told] of broken) {
      await world.rows(how)
      assert.match(await look(), told)
      assert.match(said.join('\n'), /BAD {3}the chains of the \d certificates/)
      await assert.rejects(night(), /the certificates of erasure are not as they were written/)
      await world.rows('update privacy.certificate set people = 2 where certificate_id = 2')
    }
  } finally {
    await clock.close()
    await world.close()
  }
})
