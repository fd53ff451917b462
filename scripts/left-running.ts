import { readdir, readFile } from 'node:fs/promises'

const read = (path: string) => readFile(path, 'utf8').catch(() => '')

/**
 * Processes that the tests started and did not end, one line each.
 * @param folder of temporary files, which every process of the run was told; PostgreSQL, which is started without our
 * environment, names the data folder that it serves
 */
export async function leftRunning(folder: string): Promise<string[]> {
  const left: string[] = []
  for (const pid of (await readdir('/proc')).filter(
    name => /^\d+$/.test(name) && Number(name) !== process.pid,
  )) {
    const [command, environment] = await Promise.all([
      read(`/proc/${pid}/cmdline`),
      read(`/proc/${pid}/environ`),
    ])
    if (!environment.includes(`TMPDIR=${folder}\0`) && !command.includes(`kaft.folder=${folder}/`)) continue
    left.push(`process ${pid} was left running: ${command.replaceAll('\0', ' ').trim().slice(0, 200)}`)
  }
  return left
}
