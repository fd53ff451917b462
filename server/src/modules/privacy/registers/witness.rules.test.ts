import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readReport, type TestReport } from './test-report.ts'
import {
  backupFailed,
  backupRestored,
  backupTried,
  chainsLooked,
  fileProofs,
  reviewsSeen,
  testsRun,
} from './witness.rules.ts'

const backup = {
  made_at: '2026-11-29T02:05:00Z',
  databases: [
    { tables: 140, rows: 9_000 },
    { tables: 2, rows: 1 },
  ],
}

test('P107 a backup that was tried or put back says which one, what was read, and whether who was erased since is gone again', () => {
  assert.deepEqual(backupTried(backup), {
    measure: 'backups',
    outcome: 'good',
    says: 'Back-up van 29/11/2026 om 3.05 uur op proef teruggezet: heel, 142 tabellen en 9001 rijen gelezen.',
  })
  const outcomes = ([0, 1, null, 'failed'] as const).map(again => backupRestored(backup, again))
  assert.deepEqual(
    outcomes.map(one => one.outcome),
    ['good', 'good', 'partly', 'bad'],
  )
  assert.match(outcomes[1]?.says ?? '', /doorlopen: 1 record opnieuw gewist\.$/)
  assert.match(outcomes[2]?.says ?? '', /was er niet bij\.$/)
  assert.deepEqual([backupFailed(backup.made_at).outcome, backupFailed(null).outcome], ['bad', 'bad'])
  assert.match(backupFailed(backup.made_at).says, /^De back-up van 29\/11\/2026 om 3\.05 uur kon niet/)
})

test('P107 a chain that does not fit is evidence that the measure failed', () => {
  assert.equal(chainsLooked(0).outcome, 'good')
  assert.deepEqual(chainsLooked(2), {
    measure: 'access_log',
    outcome: 'bad',
    says: 'Het logboek of een attest van wissing is niet meer zoals het geschreven is (2).',
  })
})

test('P13 reviews are in order when nothing waits, in part up to a tenth, and not beyond that', () => {
  const of = (roles_due: number, lacking: number) =>
    reviewsSeen({ libraries: 305, roles: 100, roles_due, accounts: 50, lacking }).map(one => one.outcome)
  assert.deepEqual(of(0, 0), ['good', 'good'])
  assert.deepEqual(of(1, 5), ['partly', 'partly'])
  assert.deepEqual(of(10, 6), ['partly', 'bad'])
  assert.deepEqual(of(11, 0), ['bad', 'good'])
  const [roles, promises] = reviewsSeen({ libraries: 1, roles: 1, roles_due: 0, accounts: 1, lacking: 1 })
  assert.match(roles?.says ?? '', /^In 1 bibliotheek: 1 van de 1 rol het/)
  assert.match(promises?.says ?? '', /0 van de 1 account dat leners ziet/)
})

const report = (more: Partial<TestReport> = {}): TestReport => ({
  kaft: '0.1.0',
  made_at: '2026-11-30T01:00:00Z',
  whole: true,
  passed: 4000,
  failed: 0,
  files: Object.fromEntries(
    fileProofs.flatMap(({ files }) => files.map(file => [file, { passed: 10, failed: 0 }])),
  ),
  promises: { P16: { passed: ['a'], failed: [] }, P83: { passed: ['b'], failed: [] } },
  ...more,
})

test('P107 a run of the tests speaks for the tests, the promises, the walls and the data map, each by itself', () => {
  assert.deepEqual(
    testsRun(report()).map(one => [one.measure, one.outcome]),
    [
      ['tests', 'good'],
      ['policy_statement', 'good'],
      ['walls', 'good'],
      ['data_map', 'good'],
    ],
  )
  const files = { ...report().files, 'tests/house/walls.db.test.ts': { passed: 9, failed: 1 } }
  const promises = { P11: { passed: [], failed: ['c'] }, P16: { passed: ['a'], failed: [] } }
  const bad = testsRun(report({ failed: 1, files, promises }))
  assert.deepEqual(
    bad.map(one => one.outcome),
    ['bad', 'bad', 'bad', 'good'],
  )
  assert.match(bad[1]?.says ?? '', /1 belofte met proeven die slagen; mislukt: P11\.$/)
  assert.deepEqual(
    testsRun(report({ files: {} })).map(one => one.measure),
    ['tests', 'policy_statement'],
    'what did not run proves nothing',
  )
})

test('the files that speak for a measure are there', async () => {
  const root = join(import.meta.dirname, '../../../../..')
  for (const file of fileProofs.flatMap(one => one.files))
    assert.ok((await stat(join(root, file))).isFile(), file)
})

test('what is no report is not read as one', () => {
  assert.deepEqual(readReport(JSON.stringify(report())), report())
  for (const text of [
    '',
    '{}',
    '[]',
    JSON.stringify({ ...report(), failed: -1 }),
    JSON.stringify({ ...report(), made_at: 'gisteren' }),
    JSON.stringify({ ...report(), by: 'iemand' }),
    JSON.stringify({ ...report(), promises: { Px: { passed: [], failed: [] } } }),
  ])
    assert.equal(readReport(text), null, text)
})
