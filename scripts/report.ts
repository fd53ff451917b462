import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestReport } from '../server/src/modules/privacy/registers/test-report.ts'
import { requirements } from './privacy/requirements.ts'
import type { RanTest } from './run-tests.ts'

/** The word that asks for a report, with the file behind it; what is left are words of paths. */
export function readWords(words: readonly string[]): { report: string | null; words: readonly string[] } {
  const at = words.indexOf('--report')
  if (at < 0) return { report: null, words }
  const file = words[at + 1]
  if (file === undefined || file.startsWith('--')) throw new Error('--report asks for the name of a file')
  return { report: file, words: words.filter((_, i) => i !== at && i !== at + 1) }
}

/** Of which promises a test speaks: by the numbers at the head of its name, or by its whole name in the matrix. */
function promisesOf({ file, name }: RanTest): readonly string[] {
  const [head = ''] = /^(P\d+ )+/.exec(name) ?? []
  const listed = requirements.filter(one => one.tests?.some(([f, n]) => f === file && n === name))
  return [...new Set([...head.trim().split(' '), ...listed.map(one => `P${one.p}`)])].filter(p => p !== '')
}

type Ran = Pick<TestReport, 'whole' | 'passed' | 'failed'>

/** What ran, by file and by promise; the program keeps it as evidence (`kaft evidence FILE`). */
export function reportOf(
  tests: readonly RanTest[],
  all: Ran & Pick<TestReport, 'kaft' | 'made_at'>,
): TestReport {
  const files: Record<string, { passed: number; failed: number }> = {}
  const promises: Record<string, { passed: string[]; failed: string[] }> = {}
  for (const test of tests) {
    const outcome = test.ok ? 'passed' : 'failed'
    const counted = (files[test.file] ??= { passed: 0, failed: 0 })
    counted[outcome]++
    for (const p of promisesOf(test)) {
      const of = (promises[p] ??= { passed: [], failed: [] })
      of[outcome].push(`${test.file}: ${test.name}`)
    }
  }
  return { ...all, files, promises }
}

export async function writeReport(
  root: string,
  file: string,
  ran: Ran & { tests: readonly RanTest[] },
): Promise<void> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const { tests, ...all } = ran
  const made_at = Temporal.Now.instant().toString()
  const report = reportOf(tests, { ...all, kaft: version, made_at })
  await writeFile(file, `${JSON.stringify(report, null, 1)}\n`)
}
