import { isatty } from 'node:tty'
import { readConfig } from './base/config.ts'
import { faultFields, openLog } from './base/log.ts'
import { StartError } from './base/start-error.ts'
import { greeting } from './start/greeting.ts'
import { Ended, openLife } from './start/life.ts'
import { openKaft } from './start/open.ts'

const life = openLife()
let log = openLog('info')

/** Finishes what was accepted, closes everything and ends. */
async function stop(code: number): Promise<void> {
  await life.end(error => log('error', 'fault while closing', faultFields(error)))
  await started
  process.exit(code)
}

/** Ctrl-C at `npm start` arrives twice: from the terminal, and from npm, which passes it on. */
const TWIN_MS = 1000
let first_ms: number | undefined

/** The first signal begins an orderly end. A second one, later than an echo of the first, does not wait for it. */
function onSignal(signal: NodeJS.Signals): void {
  if (first_ms === undefined) {
    first_ms = performance.now()
    process.stdout.write('Kaft closes ...\n')
    return void stop(0)
  }
  if (performance.now() - first_ms < TWIN_MS) return
  life.abort()
  process.exit(signal === 'SIGINT' ? 130 : 143)
}

function onFault(error: unknown): void {
  log('error', 'fault outside of a request', faultFields(error))
  if (!life.ending) void stop(1)
}

async function start(): Promise<void> {
  const config = readConfig(process.env, process.cwd())
  log = openLog(config.log)
  const note = (text: string) => void process.stdout.write(`${text}\n`)
  note('Kaft starts ...')
  process.stdout.write(greeting(await openKaft(config, { life, log, note })))
}

// Who read what Kaft prints may have ended: a pipe into a program, the window of a terminal. Nobody reads then; to say so would be one more line
// that nobody reads, and one more fault, without end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
process.on('SIGINT', onSignal)
process.on('SIGTERM', onSignal)
// The window in which Kaft runs is closed: it ends in order, and its database with it. Without a terminal it was meant to outlive one, as under nohup.
const has_terminal = isatty(0) || isatty(1)
process.on('SIGHUP', signal => {
  if (has_terminal) onSignal(signal)
})
process.on('uncaughtException', onFault)
process.on('unhandledRejection', onFault)

const started: Promise<void> = start().catch(async error => {
  if (life.ending || error instanceof Ended) return
  process.stderr.write(error instanceof StartError ? `${error.message}\n` : `${(error as Error)?.stack}\n`)
  await life.end()
  process.exit(1)
})
