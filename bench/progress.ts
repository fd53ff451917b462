import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const began = performance.now()

/** One line of what goes on, with the minutes since the start, beside the figures on standard output. */
export function say(text: string): void {
  const seconds = Math.floor((performance.now() - began) / 1000)
  process.stderr.write(`  ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} ${text}\n`)
}

/** Waits while the file that `KAFT_BENCH_WAIT` names exists, so that what takes long to fill is measured in a quiet moment. */
export async function quiet(what: string): Promise<void> {
  const file = process.env.KAFT_BENCH_WAIT
  if (file === undefined || !existsSync(file)) return
  say(`${what} wait while ${file} exists`)
  while (existsSync(file)) await sleep(1_000)
  say(`${what} go on`)
}
