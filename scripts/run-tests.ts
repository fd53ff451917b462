import { relative } from 'node:path'
import { run } from 'node:test'
import type { EventData } from 'node:test'
import { inspect } from 'node:util'
import type { Tally } from './run-checks.ts'

export interface RanTest {
  /** Path from the root. */
  readonly file: string
  readonly name: string
  readonly ok: boolean
}

export interface TestAsk {
  readonly root: string
  /** Paths from the root. */
  readonly files: readonly string[]
  /** How many files run side by side. */
  readonly concurrency: number
  readonly say: (line: string) => void
  /** Hears of each test. */
  readonly heard?: (test: RanTest) => void
  /** For Node, before the name of the file. */
  readonly execArgv?: readonly string[]
}

/** No file may take longer: what hangs fails. */
const MOST_MS = Number(process.env['SOAK_TIMES'] ?? 1) * 300_000

interface FileSaid {
  tests: number
  failures: EventData.TestFail[]
  output: string
  reported: boolean
}

/** Runs test files, each in a process of its own, and says one line for each file and all of each failure. */
export async function runTests(ask: TestAsk): Promise<Tally> {
  const files = new Map<string, FileSaid>()
  const of = (file: string | undefined): FileSaid => {
    const name = relative(ask.root, file ?? ask.root)
    const said = files.get(name) ?? { tests: 0, failures: [], output: '', reported: false }
    files.set(name, said)
    return said
  }
  let passed = 0
  const failed: string[] = []
  const hear = ({ file, name }: { file?: string; name: string }, ok: boolean) =>
    ask.heard?.({ file: relative(ask.root, file ?? ''), name, ok })
  const stream = run({
    files: ask.files.map(f => `${ask.root}/${f}`),
    concurrency: ask.concurrency,
    timeout: MOST_MS,
    cwd: ask.root,
    ...(ask.execArgv ? { execArgv: [...ask.execArgv] } : {}),
  })
  stream.on('test:pass', event => {
    of(event.file).tests++
    passed++
    hear(event, true)
  })
  stream.on('test:fail', event => {
    of(event.file).failures.push(event)
    hear(event, false)
    failed.push(`${relative(ask.root, event.file ?? '')}: ${event.name}`)
  })
  stream.on('test:stdout', event => (of(event.file).output += event.message))
  stream.on('test:stderr', event => (of(event.file).output += event.message))
  stream.on('test:summary', event => {
    if (event.file)
      report(relative(ask.root, event.file), of(event.file), { ms: event.duration_ms, say: ask.say })
  })
  for await (const _ of stream) void _
  // A file that ends before its first test gets no summary of its own.
  for (const [file, said] of files) {
    if (!said.reported && said.failures.length > 0) report(file, said, { ms: 0, say: ask.say })
  }
  return { passed, failed }
}

function report(file: string, said: FileSaid, to: { ms: number; say: (line: string) => void }): void {
  said.reported = true
  const bad = said.failures.length
  const count = bad === 0 ? `${said.tests}` : `${said.tests} passed, ${bad} failed`
  to.say(`${bad === 0 ? '✔' : '✖'} ${file} (${count}, ${(to.ms / 1000).toFixed(1)} s)`)
  for (const failure of said.failures) {
    to.say(`    ✖ ${failure.name} (${file}:${failure.line ?? 1})`)
    for (const line of causeOf(failure).split('\n')) to.say(`        ${line}`)
  }
  if (bad > 0 && said.output.trim() !== '') {
    to.say('    It printed:')
    for (const line of said.output.trimEnd().split('\n').slice(-40)) to.say(`        ${line}`)
  }
}

/** What was thrown in the test, without the wrapping of the runner. */
function causeOf(failure: EventData.TestFail): string {
  const { error } = failure.details
  const told: string[] = []
  // A property that failed says what broke it in its own cause.
  for (let of: unknown = error.cause ?? error; of !== undefined && told.length < 5; ) {
    told.push(of instanceof Error ? (of.stack ?? of.message) : inspect(of))
    of = of instanceof Error ? of.cause : undefined
  }
  return told.join('\nbecause of: ')
}
