import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = join(import.meta.dirname, '..', '..', '..')

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The real program as a child process, on a data folder of its own. */
export interface Program {
  readonly pid: number
  /** Address of the web door, as it was printed. */
  readonly address: string
  /** Standard output so far. */
  printed(): string
  /** Standard error so far: the log. */
  logged(): string
  /** Sends a signal to the program alone. */
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<Ended>
  /** Reads nothing that it prints any more: from here on it writes to nobody. */
  leave(): void
  /** SIGTERM, and waits for the end. */
  stop(): Promise<Ended>
}

export type Environment = Readonly<Record<string, string>>

/** A folder for data and keys, removed when the test file ends. */
export async function placeForProgram(): Promise<{
  folder: string
  env: Environment
  remove(): Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'kaft-e2e-'))
  return {
    folder,
    env: {
      KAFT_DATA: join(folder, 'var'),
      KAFT_KEYS: join(folder, 'keys', 'kaft.keys'),
      KAFT_PORT: '0',
      KAFT_SIP2_PORT: '0',
      KAFT_DEMO: 'off',
      KAFT_TEST_NUMBERS: 'on',
    },
    remove: async () => {
      await endStarted(folder)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const started = new Set<number>()

/** After a test that failed half-way: what it started does not outlive it. */
async function endStarted(folder: string): Promise<void> {
  const postmaster = await postmasterOf(folder)
  killAll([...started].filter(isAlive))
  started.clear()
  if (postmaster && isAlive(postmaster)) killAll([postmaster, ...(await childrenOf(postmaster))])
}

interface Started {
  readonly child: ChildProcess
  readonly said: { out: string; err: string }
  readonly ended: Promise<Ended>
}

/** Without any setting of the one who runs the tests. */
function cleanEnvironment(env: Environment): Environment {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('KAFT_') && name !== 'DATABASE_URL',
  )
  return { ...(Object.fromEntries(own) as Environment), ...env }
}

function launch(
  env: Environment,
  command: readonly string[] = [process.execPath, 'server/src/main.ts'],
): Started {
  const [program = '', ...words] = command
  const said = { out: '', err: '' }
  const child = spawn(program, words, {
    cwd: root,
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  child.stdout?.on('data', part => (said.out += part))
  child.stderr?.on('data', part => (said.err += part))
  const { pid } = child
  if (pid) started.add(pid)
  const ended = once(child, 'close').then(([code, signal]) => {
    if (pid) started.delete(pid)
    return { code, signal }
  })
  return { child, said, ended }
}

/** Starts the program and waits until its doors are open. @throws Error with what it printed when it ends instead */
export async function startProgram(env: Environment, command?: readonly string[]): Promise<Program> {
  const { child, said, ended } = launch(env, command)
  let over = false
  void ended.then(() => (over = true))
  while (!/Kaft is open\.[\s\S]*\n\n|Kaft is open\.[^]*docs\n/.test(said.out)) {
    if (over) throw new Error(`the program ended instead of opening:\n${said.out}${said.err}`)
    await sleep(20)
  }
  const address = /http:\/\/[^\s/]+/.exec(said.out)?.[0]
  if (!child.pid || !address) throw new Error(`no address was printed:\n${said.out}`)
  return {
    pid: child.pid,
    address,
    printed: () => said.out,
    logged: () => said.err,
    signal: name => void child.kill(name),
    ended,
    leave: () => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    },
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** The program as soon as it runs, with its doors still closed. */
export function launchProgram(env: Environment): Pick<Program, 'printed' | 'signal' | 'ended'> {
  const { child, said, ended } = launch(env)
  return { printed: () => said.out, signal: name => void child.kill(name), ended }
}

/** For a start that is to fail, or a command: waits for the end. */
export async function runToEnd(
  env: Environment,
  command?: readonly string[],
): Promise<Ended & { printed: string; logged: string }> {
  const { said, ended } = launch(env, command)
  return { ...(await ended), printed: said.out, logged: said.err }
}

/** The postmaster of a data folder, or nothing when none is named there. */
export async function postmasterOf(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'var', 'pg18', 'postmaster.pid'), 'utf8').catch(() => '')
  return Number(text.split('\n')[0]) || undefined
}

/** The processes that a process started and that live. */
export async function childrenOf(pid: number): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(text)?.[1]
    if (Number(parent) === pid) found.push(Number(name))
  }
  return found
}

/** Ends processes without a word, as a power cut does. Those that are gone already are gone. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      continue
    }
  }
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
