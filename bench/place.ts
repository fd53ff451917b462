import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ensureDatabase, prepareRoles } from '../server/src/base/migrate.ts'
import { startPostgres } from '../server/src/base/postgres.ts'

const root = join(import.meta.dirname, '..')

/** A durable PostgreSQL of its own and the real server in a process of its own; both are gone after `close`. */
export interface Place {
  readonly address: string
  readonly admin: pg.Client
  readonly urlFor: (database: string) => string
  /** Resident memory of the server process, in MB. */
  memory(): Promise<number>
  close(): Promise<void>
}

/** Starts the place. Settings are those of a real start: durable, all doors, row-level security, access log. */
export async function openPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'kaft-bench-'))
  const postgres = await startPostgres({ dataFolder: join(folder, 'var') })
  const urlFor = (database: string): string => {
    const url = new URL(postgres.url)
    url.pathname = `/${database}`
    return url.href
  }
  const setup = new pg.Client({ connectionString: postgres.url })
  await setup.connect()
  await prepareRoles(setup)
  await ensureDatabase(setup, 'kaft')
  await setup.end()
  const { child, address } = await startServer(urlFor('kaft'), folder)
  const admin = new pg.Client({ connectionString: urlFor('kaft') })
  await admin.connect()
  return {
    address, admin, urlFor,
    memory: async () => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    close: async () => {
      await admin.end()
      child.kill('SIGTERM')
      await new Promise(done => (child.exitCode === null ? child.once('exit', done) : done(null)))
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startServer(databaseUrl: string, folder: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [join(root, 'server/src/main.ts')], {
    cwd: root,
    env: {
      PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: databaseUrl, KAFT_PORT: '0', KAFT_DEMO: 'off', KAFT_LOG: 'warn',
      KAFT_DATA: join(folder, 'data'), KAFT_KEYS: join(folder, 'keys', 'k'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const address = await new Promise<string>((found, failed) => {
    child.stdout?.on('data', (part: Buffer) => {
      said += part
      const at = /http:\/\/[^\s/]+/.exec(said)
      if (at) found(at[0])
    })
    child.once('exit', code => failed(new Error(`the server ended with ${code}:\n${said}`)))
  })
  return { child, address }
}
