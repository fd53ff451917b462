import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ensureDatabase, prepareRoles } from '../server/src/base/migrate.ts'
import { startPostgres } from '../server/src/base/postgres.ts'

const root = join(import.meta.dirname, '..')

/** Resident memory of a process in MB: now, and the most it ever was. */
export interface Memory {
  readonly now: number
  readonly peak: number
}

/** Processor time in milliseconds since a process began: that of the server, and of PostgreSQL with all its processes. */
export interface Cpu {
  readonly server: number
  readonly database: number
}

/** A durable PostgreSQL of its own and the real server in a process of its own; both are gone after `close`. */
export interface Place {
  readonly address: string
  readonly admin: pg.Client
  /** A folder that goes with the place. */
  readonly folder: string
  readonly urlFor: (database: string, role?: string) => string
  /** Memory of the server process. */
  memory(): Memory
  cpu(): Cpu
  close(): Promise<void>
}

/** Places that are open: whoever breaks a benchmark off must not leave a database of a country behind. */
const open = new Set<() => Promise<void>>()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    // Every connection breaks with its server; what says so must not end this process before the folders are gone.
    process.on('uncaughtException', () => undefined)
    void Promise.allSettled([...open].map(stop => stop())).then(() => process.exit(1))
  })

/** Starts the place. Settings are those of a real start: durable, all doors, row-level security, access log; the jobs run where that is said. */
export async function openPlace({ jobs = true }: { readonly jobs?: boolean } = {}): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'kaft-bench-'))
  const postgres = await startPostgres({ dataFolder: join(folder, 'var') })
  const urlFor = (database: string, role?: string): string => {
    const url = new URL(postgres.url)
    url.pathname = `/${database}`
    if (role) url.searchParams.set('user', role)
    return url.href
  }
  const tidy = async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const setup = new pg.Client({ connectionString: postgres.url })
    await setup.connect()
    await prepareRoles(setup)
    await ensureDatabase(setup, 'kaft')
    await setup.end()
    const { child, address } = await startServer(urlFor('kaft'), { folder, jobs })
    const admin = new pg.Client({ connectionString: urlFor('kaft') })
    await admin.connect()
    const pid = child.pid ?? 0
    const stop = async () => {
      child.kill('SIGKILL')
      await tidy()
    }
    open.add(stop)
    return {
      address,
      admin,
      folder,
      urlFor,
      memory: () => memoryOf(pid),
      cpu: () => ({ server: cpuOf(pid).own, database: databaseCpu(postgres.pid) }),
      close: async () => {
        open.delete(stop)
        await admin.end()
        child.kill('SIGTERM')
        await new Promise(done => (child.exitCode === null ? child.once('exit', done) : done(null)))
        await tidy()
      },
    }
  } catch (error) {
    await tidy()
    throw error
  }
}

async function startServer(
  databaseUrl: string,
  { folder, jobs }: { readonly folder: string; readonly jobs: boolean },
): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [...serverWords(), join(root, 'server/src/main.ts')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATABASE_URL: databaseUrl,
      KAFT_PORT: '0',
      KAFT_SIP2_PORT: '0',
      KAFT_DEMO: 'off',
      KAFT_DOORS: jobs ? 'http,jobs,sip2' : 'http',
      KAFT_LOG: 'warn',
      KAFT_DATA: join(folder, 'data'),
      KAFT_KEYS: join(folder, 'keys', 'k'),
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

/** With `--profile=FOLDER` the server process leaves a V8 profile of itself there when it ends. */
function serverWords(): string[] {
  const folder = process.argv.find(word => word.startsWith('--profile='))?.slice('--profile='.length)
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
}

/** What /proc tells of the memory of a process. */
export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { now: mb('VmRSS'), peak: mb('VmHWM') }
}

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10

/** Fields 4 and 14 to 17 of proc(5) `stat`: the parent, own time, and that of children that have ended. */
function cpuOf(pid: number | string): { parent: number; own: number; ended: number } {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const field = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ms = (...at: number[]) => at.reduce((all, i) => all + Number(field[i]) * TICK_MS, 0)
  return { parent: Number(field[1]), own: ms(11, 12), ended: ms(13, 14) }
}

function databaseCpu(postmaster: number): number {
  const { own, ended } = cpuOf(postmaster)
  let all = own + ended
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      const child = cpuOf(pid)
      if (child.parent === postmaster) all += child.own
    } catch {
      // It ended between the list and the look; it is counted with those of the parent next time.
    }
  }
  return all
}
