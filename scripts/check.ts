import { join } from 'node:path'
import { runChecks } from './run-checks.ts'

// `npm run check`: the rules of the house that can be seen without running anything.

const { passed, failed } = await runChecks(join(import.meta.dirname, '..'), line =>
  process.stdout.write(`${line}\n`),
)
process.stdout.write(`${passed} passed, ${failed.length} failed\n`)
process.exitCode = failed.length === 0 ? 0 : 1
