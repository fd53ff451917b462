import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../base/config.ts'
import { type Keys, peppered } from '../../base/keys.ts'
import type { Log } from '../../base/log.ts'
import type { PracticeDoor } from '../../modules/organisation/practice/practice.ts'
import type { Life } from '../life.ts'

const folder = join(import.meta.dirname, '..', '..', '..', '..')
/** A room that ended is opened again after this. */
const AGAIN_MS = 2_000

/** Both programs know it; it is made from the keys, so every process of an installation makes the same. */
const secretOf = (keys: Keys): string => peppered(keys, 'practice room').toString('base64url')

/** A room belongs to one schema: another version of Kaft begins with a fresh one, and the old goes. */
async function roomFolder(dataFolder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const sub of ['migrations', 'code'])
    for (const name of (await readdir(join(folder, 'db', sub))).toSorted()) hash.update(name)
  const own = `practice-${hash.digest('hex').slice(0, 12)}`
  const all = await readdir(dataFolder).catch(() => [])
  for (const other of all)
    if (other.startsWith('practice-') && other !== own)
      await rm(join(dataFolder, other), { recursive: true, force: true })
  return join(dataFolder, own)
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  server.close()
  await once(server, 'close')
  return typeof at === 'object' && at !== null ? at.port : 0
}

/**
 * Opens a practice room beside this Kaft and keeps it open: the same program, in a process of its own, on a database and
 * with keys of its own. It gets nothing of this process but what stands here, and it ends with it.
 */
export async function keepPractice(
  config: Config,
  keys: Keys,
  { life, log }: { life: Life; log: Log },
): Promise<PracticeDoor | null> {
  const { practicePort, practiceUrl } = config
  const secret = secretOf(keys)
  if (practicePort === undefined) return practiceUrl ? { url: practiceUrl, secret } : null
  const port = practicePort === 0 ? await freePort() : practicePort
  const url = practiceUrl ?? `http://${new URL(config.publicUrl).hostname}:${port}`
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TMPDIR: process.env['TMPDIR'],
    KAFT_HOST: config.host,
    KAFT_PORT: String(port),
    KAFT_PUBLIC_URL: url,
    KAFT_TRUST_PROXY: config.trustProxy ? 'on' : 'off',
    KAFT_DATA: await roomFolder(config.dataFolder),
    KAFT_KEYS: `${config.keysFile}.practice`,
    KAFT_DOORS: 'http',
    KAFT_DEMO: 'on',
    KAFT_LOG: config.log,
    KAFT_DESK_CONNECTIONS: '4',
    KAFT_BULK_CONNECTIONS: '2',
    KAFT_PRACTICE_SECRET: secret,
  }
  const main = join(folder, 'server', 'src', 'main.ts')
  let ends = false
  let room: ChildProcess | null = null
  const open = async (): Promise<void> => {
    while (!ends) {
      // Its standard input is the line to us: when we are gone, it ends.
      room = spawn(process.execPath, [main], { cwd: folder, env, stdio: ['pipe', 'ignore', 'inherit'] })
      const [code] = await once(room, 'exit')
      if (ends) return
      log('warn', 'the practice room ended and opens again', { code })
      await sleep(AGAIN_MS)
    }
  }
  const running = open().catch(() => log('error', 'the practice room cannot be opened'))
  await life.keep(
    async () => {
      ends = true
      room?.kill('SIGTERM')
      await running
    },
    () => room?.kill('SIGKILL'),
  )
  return { url, secret }
}
