import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const read = (path: string) => readFile(path, 'utf8').catch(() => '')

interface Running {
  readonly pid: number
  readonly command: string
}

/**
 * Processes that the tests started and that run.
 * @param folder of temporary files, which every process of the run was told; PostgreSQL, which is started without our
 * environment, names the data folder that it serves
 */
async function running(folder: string): Promise<Running[]> {
  const found: Running[] = []
  for (const pid of (await readdir('/proc')).filter(
    name => /^\d+$/.test(name) && Number(name) !== process.pid,
  )) {
    const [command, environment] = await Promise.all([
      read(`/proc/${pid}/cmdline`),
      read(`/proc/${pid}/environ`),
    ])
    // A process that ended and was not waited for has no words any more.
    if (command === '') continue
    if (!environment.includes(`TMPDIR=${folder}\0`) && !command.includes(`kaft.folder=${folder}/`)) continue
    found.push({ pid: Number(pid), command })
  }
  return found
}

/** What a run left behind, one line each. `folder` as above. */
export const leftRunning = async (folder: string): Promise<string[]> =>
  (await running(folder)).map(
    ({ pid, command }) =>
      `process ${pid} was left running: ${command.replaceAll('\0', ' ').trim().slice(0, 200)}`,
  )

/** How often it is looked, and until when what was asked to end may take its time: a program closes its database in order. */
const LOOK_MS = 100
const ASKED_MS = 8_000

/** Ends what a run started, for a run that is broken off: asked first, and without a word where it goes on. `folder` as above. */
export async function endRunning(folder: string): Promise<void> {
  const asked = new Set<number>()
  for (let since = 0; ; since += LOOK_MS) {
    const left = await running(folder)
    if (left.length === 0) return
    for (const { pid } of left) {
      const late = since >= ASKED_MS
      if (asked.has(pid) && !late) continue
      asked.add(pid)
      signal(pid, late ? 'SIGKILL' : 'SIGTERM')
    }
    await sleep(LOOK_MS)
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended meanwhile.
  }
}
