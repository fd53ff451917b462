const began = performance.now()

/** One line of what goes on, with the minutes since the start, beside the figures on standard output. */
export function say(text: string): void {
  const seconds = Math.floor((performance.now() - began) / 1000)
  process.stderr.write(`  ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} ${text}\n`)
}
