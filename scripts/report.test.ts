import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWords, reportOf } from './report.ts'

test('the report counts what ran by file, and by the promises that a name carries or the matrix gives it', () => {
  const signIn = 'server/src/modules/organisation/sign-in/sign-in.db.test.ts'
  const inactive = 'a library that is not active lets nobody in, and ends the sessions that it has'
  const all = { kaft: '0.1.0', made_at: '2026-11-30T01:00:00Z', whole: true, passed: 2, failed: 1 }
  const report = reportOf(
    [
      { file: 'a.test.ts', name: 'P16 P83 says so', ok: true },
      { file: 'a.test.ts', name: 'P83 says so too', ok: false },
      { file: signIn, name: inactive, ok: true },
      { file: 'b.test.ts', name: 'says nothing of P1', ok: true },
    ],
    all,
  )
  assert.deepEqual(report, {
    ...all,
    files: {
      'a.test.ts': { passed: 1, failed: 1 },
      [signIn]: { passed: 1, failed: 0 },
      'b.test.ts': { passed: 1, failed: 0 },
    },
    promises: {
      P16: { passed: ['a.test.ts: P16 P83 says so', `${signIn}: ${inactive}`], failed: [] },
      P83: { passed: ['a.test.ts: P16 P83 says so'], failed: ['a.test.ts: P83 says so too'] },
    },
  })
})

test('the file of the report is no word of a path', () => {
  assert.deepEqual(readWords(['finance', '--report', 'r.json']), { report: 'r.json', words: ['finance'] })
  assert.deepEqual(readWords(['finance']), { report: null, words: ['finance'] })
  assert.throws(() => readWords(['--report']), /asks for the name of a file/)
})
