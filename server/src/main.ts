import { readConfig } from './base/config.ts'
import { faultFields, openLog } from './base/log.ts'
import { StartError } from './base/start-error.ts'
import { greeting } from './start/greeting.ts'
import { Ended, openLife } from './start/life.ts'
import { openKaft } from './start/open.ts'

const life = openLife()
let log = openLog('info')

/** Finishes what was accepted, closes everything and ends. A second signal does not wait. */
async function stop(code: number): Promise<void> {
  await life.end(error => log('error', 'fault while closing', faultFields(error)))
  await started
  process.exit(code)
}

function onSignal(signal: NodeJS.Signals): void {
  if (life.ending) process.exit(signal === 'SIGINT' ? 130 : 143)
  process.stdout.write('Kaft closes ...\n')
  void stop(0)
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

process.on('SIGINT', onSignal)
process.on('SIGTERM', onSignal)
process.on('uncaughtException', onFault)
process.on('unhandledRejection', onFault)

const started: Promise<void> = start().catch(async error => {
  if (life.ending || error instanceof Ended) return
  process.stderr.write(error instanceof StartError ? `${error.message}\n` : `${(error as Error)?.stack}\n`)
  await life.end()
  process.exit(1)
})
