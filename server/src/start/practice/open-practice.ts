import { type Config, StartError } from '../../base/config.ts'
import type { Log } from '../../base/log.ts'
import type { Practice } from '../../modules/organisation/routes.ts'
import type { Ready, Server } from '../database.ts'
import type { Life } from '../life.ts'
import { keepPractice } from './keep-room.ts'
import { openRoom } from './room.ts'

const MINUTE = 60_000

/** This program as a practice room, or the room beside it, or neither. */
export async function openPractice(
  config: Config,
  of: { ready: Ready; server: Server; life: Life; log: Log },
): Promise<Practice> {
  const { ready, server, life, log } = of
  if (config.practiceSecret === undefined)
    return { room: null, door: await keepPractice(config, ready.keys, { life, log }) }
  if (!ready.installation.demo || !server.embedded)
    throw new StartError('This database is not a demonstration: nobody practises on real patrons.')
  const room = await openRoom(server.url, config.practiceSecret, Temporal.Now.instant())
  const end = (): void => void process.kill(process.pid, 'SIGTERM')
  const tick = async (): Promise<void> => {
    try {
      // Made anew by a fresh start: whoever opened this room opens it again.
      if (!(await room.tick(Temporal.Now.instant()))) end()
    } catch {
      log('warn', 'the practice room could not be put back and tries again')
    }
  }
  const timer = setInterval(() => void tick(), MINUTE)
  await life.keep(async () => clearInterval(timer))
  // The line to whoever opened this room: when they are gone, so is it.
  process.stdin.on('end', end).resume()
  return { door: null, room }
}
