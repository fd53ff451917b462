import { readdir, readFile, readlink } from 'node:fs/promises'

/** Marks every process of this run, and those that they start. */
const MARK = 'TEST_RUN_ID'

export function markRun(): string {
  const id = `${process.pid}-${Date.now()}`
  process.env[MARK] = id
  return id
}

const read = (path: string) => readFile(path, 'utf8').catch(() => '')

/** PostgreSQL is started without our environment, and names the data folder that it serves. */
const servesFolder = (command: string) => /(?:^|\0)kaft\.folder=([^\0]+)/.exec(command)?.[1]

/** The data folders that a PostgreSQL of Kaft serves now. */
export async function servedFolders(): Promise<ReadonlySet<string>> {
  const commands = await Promise.all((await pids()).map(pid => read(`/proc/${pid}/cmdline`)))
  return new Set(commands.flatMap(c => servesFolder(c) ?? []))
}

const pids = async () => (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name))

/** Processes that the tests started and did not end, one line each. @param before the folders served before the run */
export async function leftRunning(id: string, before: ReadonlySet<string>): Promise<string[]> {
  const left: string[] = []
  for (const pid of await pids()) {
    const [command, environment] = await Promise.all([
      read(`/proc/${pid}/cmdline`),
      read(`/proc/${pid}/environ`),
    ])
    const folder = servesFolder(command)
    const ours = environment.includes(`${MARK}=${id}`) && Number(pid) !== process.pid
    if (!ours && (folder === undefined || before.has(folder))) continue
    const name = command.replaceAll('\0', ' ').trim() || (await readlink(`/proc/${pid}/exe`).catch(() => '?'))
    left.push(`process ${pid} was left running: ${name.slice(0, 200)}`)
  }
  return left
}
