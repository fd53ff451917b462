import { privateTmp } from './private-tmp.ts'
import { join } from 'node:path'
import { startTestCluster } from '../server/src/base/postgres-for-tests.ts'
import { staffClient } from '../server/src/start/web-app.ts'
import { checkBudget } from './check-budget.ts'
import { openTree } from './check-tree.ts'
import { endRunning, leftRunning } from './left-running.ts'
import { runChecks, type Tally } from './run-checks.ts'
import { readWords, writeReport } from './report.ts'
import { type RanTest, runTests } from './run-tests.ts'

// `npm test`: everything that says whether Kaft is in order, quickest first. Words after it (`npm test -- finance`)
// run only the test files whose path has one of them. `--report FILE` writes down what ran, for `kaft evidence`.

const root = join(import.meta.dirname, '..')
const say = (line: string) => void process.stdout.write(`${line}\n`)
const { words, report } = readWords(process.argv.slice(2))
const ran: RanTest[] = []
const heard = (test: RanTest) => void ran.push(test)
const started = performance.now()
const tally = { passed: 0, failed: [] as string[] }

function add(name: string, found: Tally, since: number): void {
  tally.passed += found.passed
  tally.failed.push(...found.failed)
  const outcome =
    found.failed.length === 0
      ? `${found.passed} passed`
      : `${found.passed} passed, ${found.failed.length} failed`
  summary.push(
    `  ${name.padEnd(22)} ${outcome.padEnd(24)} ${((performance.now() - since) / 1000).toFixed(0).padStart(4)} s`,
  )
}
const summary: string[] = []

async function part(name: string, work: () => Promise<Tally>): Promise<void> {
  say(`\n${name}`)
  const since = performance.now()
  const found = await work().catch((error: Error) => {
    say(`✖ ${error.stack ?? error.message}`)
    return { passed: 0, failed: [`${name}: ${error.message}`] }
  })
  add(name, found, since)
}

/** A check that is made by doing something. */
const single = (name: string, faults: readonly string[]): Tally => {
  say(`${faults.length === 0 ? '✔' : '✖'} ${name}`)
  for (const fault of faults) say(`    ${fault}`)
  return faults.length === 0 ? { passed: 1, failed: [] } : { passed: 0, failed: [name] }
}

async function buildWithinBudget(): Promise<Tally> {
  const { bytes, faults } = await checkBudget(await staffClient(say))
  return single(
    `the staff client builds, and its first load is ${Math.round(bytes / 1000)} kB of 250`,
    faults,
  )
}

// A run that is broken off takes with it what it started, down to the programs of the journeys. Whoever ends it by its group is heard twice, since npm
// says it again, and a second one must not end it before it is done.
let ending: Promise<void> | undefined
for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(name, () => void (ending ??= endRunning(privateTmp).finally(() => process.exit(code))))

const { files } = await openTree(root)
const chosen = files.filter(
  f => /\.test\.tsx?$/.test(f) && (words.length === 0 || words.some(w => f.includes(w))),
)
const isJourney = (file: string) => file.startsWith('tests/e2e/')
const withDatabase = (file: string) => file.endsWith('.db.test.ts')
const journeys = chosen.filter(isJourney)
const databases = chosen.filter(f => withDatabase(f) && !isJourney(f))
const plain = chosen.filter(f => !withDatabase(f) && !isJourney(f))
const tests = (of: readonly string[], concurrency: number) =>
  runTests({ root, files: of, concurrency, say, heard })

async function onDatabase(): Promise<Tally> {
  const cluster = await startTestCluster()
  try {
    return await tests(databases, 2)
  } finally {
    await cluster.stop()
  }
}

if (words.length === 0) await part('Rules of the house', () => runChecks(root, say))
if (plain.length > 0) await part('Without a database', () => tests(plain, 2))
if (databases.length > 0) await part('On PostgreSQL', onDatabase)
if (words.length === 0) await part('Staff client', buildWithinBudget)
if (journeys.length > 0) await part('Journeys', () => tests(journeys, 1))
await ending
await part('Afterwards', async () => single('nothing is left running', await leftRunning(privateTmp)))

say(`\n${summary.join('\n')}`)
if (tally.failed.length > 0) say(`\nFailed:\n${tally.failed.map(name => `  ${name}`).join('\n')}`)
const failures = tally.failed.length
say(
  `\n# tests ${tally.passed + failures}\n# pass ${tally.passed}\n# fail ${failures}\n# cancelled 0\n# skipped 0\n# todo 0`,
)
say(`# duration_ms ${Math.round(performance.now() - started)}`)
if (report !== null)
  await writeReport(root, report, {
    whole: words.length === 0,
    passed: tally.passed,
    failed: failures,
    tests: ran,
  })
say(`${tally.passed} passed, ${failures} failed`)
process.exitCode = failures === 0 ? 0 : 1
