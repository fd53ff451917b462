import type { Server } from 'node:net'
import type { Registry } from 'prom-client'
import type { Config } from '../base/config.ts'
import type { Db } from '../base/db.ts'
import { StartError } from '../base/start-error.ts'
import { openSip2Door } from '../doors/sip2/open-door.ts'
import { logAccess } from '../modules/privacy/index.ts'
import type { Ready } from './database.ts'
import type { Hands } from './open.ts'
import { expectFreePort, portSentence } from './port.ts'

const placeOf = (config: Config) => ({ host: config.host, port: config.sip2Port, setting: 'KAFT_SIP2_PORT' })

/**
 * Whether the door can open. A port that was asked for and is taken stops the start; the usual one, where another
 * Kaft has it, is only said, so that a second Kaft on one machine needs no setting more.
 */
export async function sip2CanOpen(config: Config, note: (text: string) => void): Promise<boolean> {
  if (!config.doors.includes('sip2')) return false
  try {
    await expectFreePort(placeOf(config))
    return true
  } catch (error) {
    if (config.sip2Asked || !(error instanceof StartError)) throw error
    note(`${error.message} Until then no self-service machine can reach this Kaft.`)
    return false
  }
}

interface Parts extends Hands {
  readonly ready: Ready
  readonly db: Db
  readonly registry: Registry
}

/** Opens the SIP2 door. @returns its port */
export async function openSip2(config: Config, { ready, db, registry, life, log }: Parts): Promise<number> {
  const door = openSip2Door({
    base: { db, keys: ready.keys, source: 'self', testNumbers: config.testNumbers, logAccess },
    now: () => Temporal.Now.instant(),
    log,
    registry,
    // Half of the desk's connections at most: a rush of machines leaves room for people.
    atOnce: Math.max(1, Math.floor(config.deskConnections / 2)),
  })
  await life.keep(() => door.stop())
  return listen(door.server, config)
}

async function listen(server: Server, config: Config): Promise<number> {
  const place = placeOf(config)
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(portSentence(error, place)))
    server.listen({ host: place.host, port: place.port }, resolve)
  })
  const taken = server.address()
  return typeof taken === 'object' && taken !== null ? taken.port : config.sip2Port
}
