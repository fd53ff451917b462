import { createServer } from 'node:net'
import type { Config } from '../base/config.ts'
import { codeOf, StartError } from '../base/start-error.ts'

interface Place extends Pick<Config, 'host' | 'port'> {
  /** The setting that names the port; `KAFT_PORT` unless said otherwise. */
  readonly setting?: string
}

/** Asks for the port and lets it go, so that a taken one is said before anything is started or built. */
export async function expectFreePort(place: Place): Promise<void> {
  const probe = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject)
      probe.listen({ host: place.host, port: place.port }, resolve)
    })
  } catch (error) {
    throw portSentence(error, place)
  } finally {
    await new Promise(resolve => probe.close(resolve))
  }
}

/** Why the door cannot open, as one sentence. */
export function portSentence(error: unknown, { host, port, setting = 'KAFT_PORT' }: Place): unknown {
  const why: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program: stop that one, or set ${setting} to another port.`,
    EACCES: `Port ${port} may not be opened by this user: set ${setting} to one above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: set KAFT_HOST to one that it has, or to 0.0.0.0.`,
    ENOTFOUND: `There is no machine of the name ${host}: set KAFT_HOST to an address of this machine.`,
  }
  const said = why[codeOf(error)]
  return said ? new StartError(said) : error
}
