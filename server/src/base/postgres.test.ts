import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPassing, sentenceFor } from './postgres-log.ts'
import { settingsFor, settingsText } from './postgres-settings.ts'

const GB = 1024 ** 3

test('memory settings follow the machine within bounds', () => {
  const of = (memory: number) => [
    settingsFor(true, memory).shared_buffers,
    settingsFor(true, memory).maintenance_work_mem,
  ]
  assert.deepEqual(of(1 * GB), ['128MB', '64MB'])
  assert.deepEqual(of(8 * GB), ['1024MB', '256MB'])
  assert.deepEqual(of(24 * GB), ['6144MB', '768MB'])
  assert.deepEqual(of(512 * GB), ['16384MB', '1024MB'])
})

test('only a cluster for tests may lose what was acknowledged', () => {
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    assert.equal(settingsFor(true)[name], undefined)
    assert.match(String(settingsFor(false)[name]), /^(false|off)$/)
  }
})

test('settings are written so that PostgreSQL reads back the same', () => {
  assert.match(settingsText({ jit: false, a: "it's", n: 1.1 }), /\njit = 'off'\na = 'it''s'\nn = '1.1'\n$/)
})

test('what PostgreSQL says becomes one sentence that says what to do', () => {
  const cases: [string, RegExp][] = [
    [
      'could not write to file "base/x": No space left on device',
      /^The disk of the data folder \/d is full: make room/,
    ],
    [
      'could not create directory "/d/base": Permission denied\nmore',
      /may not use .*mend its permissions or set KAFT_DATA/,
    ],
    ['could not open file: Read-only file system', /cannot be written: set KAFT_DATA/],
    [
      'pre-existing shared memory block (key 1, ID 2) is still in use',
      /earlier PostgreSQL still work on \/d: wait/,
    ],
    ['lock file "postmaster.pid" already exists', /earlier PostgreSQL still work/],
    ['spawn initdb ENOENT.', /^PostgreSQL does not start on \/d: spawn initdb ENOENT \(more in \/log\)\.$/],
  ]
  for (const [cause, sentence] of cases) {
    const text = sentenceFor(cause, '/d', '/log')
    assert.match(text, sentence)
    assert.match(text, /^[^\n]+\.$/)
  }
  assert.equal(isPassing('pre-existing shared memory block'), true)
  assert.equal(isPassing('database files are incompatible with server'), false)
})
