import { checks } from './checks.ts'
import { openTree } from './check-tree.ts'

export interface Tally {
  readonly passed: number
  readonly failed: readonly string[]
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const most = (lines: readonly string[]) =>
  lines.length > 60 ? [...lines.slice(0, 60), `... and ${lines.length - 60} lines more`] : lines

/** Runs every check, also after one has failed, and says what each found. */
export async function runChecks(root: string, say: (line: string) => void): Promise<Tally> {
  const tree = await openTree(root)
  const failed: string[] = []
  for (const check of checks) {
    const started = performance.now()
    const faults = await check.run(tree)
    say(`${faults.length === 0 ? '✔' : '✖'} ${check.name} (${seconds(performance.now() - started)})`)
    for (const line of most(faults.flatMap(f => f.split('\n')))) say(`    ${line}`)
    if (faults.length > 0) failed.push(check.name)
  }
  return { passed: checks.length - failed.length, failed }
}
