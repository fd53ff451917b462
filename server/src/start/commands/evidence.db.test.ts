import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readConfig } from '../../base/config.ts'
import { testCluster } from '../../base/postgres-for-tests.ts'
import { StartError } from '../../base/start-error.ts'
import type { TestReport } from '../../modules/privacy/index.ts'
import { openWorld, type World } from '../../testing/world.ts'
import { evidence, versionHere } from './evidence.ts'

let world: World
let folder: string
let url: string
before(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'kaft-evidence-'))
  url = (await testCluster()).urlFor(new URL(world.db.urlFor('kaft_app')).pathname.slice(1))
})
after(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

const report = async (more: Partial<TestReport> = {}): Promise<TestReport> => ({
  kaft: await versionHere(),
  made_at: '2026-11-20T01:00:00Z',
  whole: true,
  passed: 12,
  failed: 0,
  files: {},
  promises: { P16: { passed: ['a'], failed: [] } },
  ...more,
})
async function run(text: string): Promise<string> {
  const file = join(folder, 'report.json')
  await writeFile(file, text)
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const config = readConfig({ KAFT_KEYS: world.keys.path, KAFT_DATA: folder, DATABASE_URL: url }, folder)
  await evidence.run({ config, words: [file], say, note: say })
  return said.join('\n')
}
const kept = () =>
  world.rows(
    "select measure, outcome, on_day::text, source from privacy.measure_evidence where source <> 'person' order by evidence_id",
  )

test('P107 a run of the tests becomes evidence of its day, once; one with failures says that the measure failed', async () => {
  assert.match(
    await run(JSON.stringify(await report())),
    /tests: good\npolicy_statement: good\n2 proofs were/,
  )
  assert.match(await run(JSON.stringify(await report())), /This run was written down before/)
  const failed = {
    made_at: '2026-11-21T01:00:00Z',
    failed: 1,
    promises: { P16: { passed: [], failed: ['a'] } },
  }
  assert.match(await run(JSON.stringify(await report(failed))), /tests: bad\npolicy_statement: bad/)
  const [of, then] = [
    { source: 'tests', on_day: '2026-11-20' },
    { source: 'tests', on_day: '2026-11-21' },
  ]
  assert.deepEqual(await kept(), [
    { measure: 'tests', outcome: 'good', ...of },
    { measure: 'policy_statement', outcome: 'good', ...of },
    { measure: 'tests', outcome: 'bad', ...then },
    { measure: 'policy_statement', outcome: 'bad', ...then },
  ])
})

test('what is no report of a whole run of this version, or of a moment to come, is refused in one sentence and leaves nothing', async () => {
  const before = await kept()
  const wrong: readonly [string, RegExp][] = [
    ['{}', /is no report of npm test/],
    [JSON.stringify(await report({ whole: false })), /a choice of the tests/],
    [JSON.stringify(await report({ kaft: '0.0.1' })), /tells of Kaft 0\.0\.1, and this is Kaft/],
    [JSON.stringify(await report({ made_at: '2990-01-01T00:00:00Z' })), /of a moment that has not been/],
  ]
  for (const [text, sentence] of wrong)
    await assert.rejects(run(text), (e: unknown) => e instanceof StartError && sentence.test(e.message))
  assert.deepEqual(await kept(), before)
})
