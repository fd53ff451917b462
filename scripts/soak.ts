import './private-tmp.ts'
import { join } from 'node:path'
import { startTestCluster } from '../server/src/base/postgres-for-tests.ts'
import { openTree } from './check-tree.ts'
import { runTests } from './run-tests.ts'

// `npm run soak`: the long forms, with new seeds each round, until the time is over.
//   SOAK_MINUTES   how long (30)
//   SOAK_TIMES     how many times as many cases as `npm test` tries (10)
//   SOAK_SEED      repeats the round of that seed, and only that

const minutes = Number(process.env['SOAK_MINUTES'] ?? 30)
const times = process.env['SOAK_TIMES'] ?? '10'
const given = process.env['SOAK_SEED']
const root = join(import.meta.dirname, '..')
const say = (line: string) => void process.stdout.write(`${line}\n`)
const until = Date.now() + minutes * 60_000

const tree = await openTree(root)
const withCases: string[] = []
for (const file of tree.files.filter(f => /\.test\.tsx?$/.test(f))) {
  if (/fast-check/.test(await tree.read(file))) withCases.push(file)
}
const kills = tree.files.filter(f => f.startsWith('tests/e2e/kill.'))

process.env['SOAK_TIMES'] = times
const cluster = await startTestCluster()
const sums = { rounds: 0, passed: 0, failed: [] as string[] }
try {
  do {
    const seed = given ?? String(Math.floor(Math.random() * 0x7fff_ffff))
    process.env['SOAK_SEED'] = seed
    say(`\nRound ${sums.rounds + 1}, seed ${seed}, ${times} times as many cases`)
    const execArgv = ['--import', join(import.meta.dirname, 'soak-cases.ts')]
    const cases = await runTests({ root, files: withCases, concurrency: 2, say, execArgv })
    const killed = await runTests({ root, files: kills, concurrency: 1, say })
    sums.rounds++
    sums.passed += cases.passed + killed.passed
    sums.failed.push(...[...cases.failed, ...killed.failed].map(name => `${name} (seed ${seed})`))
  } while (Date.now() < until && given === undefined)
} finally {
  await cluster.stop()
}
if (sums.failed.length > 0) say(`\nFailed:\n${sums.failed.map(name => `  ${name}`).join('\n')}`)
say(
  `\n${sums.rounds} rounds with ${times} times as many cases: ${sums.passed} passed, ${sums.failed.length} failed`,
)
process.exitCode = sums.failed.length === 0 ? 0 : 1
