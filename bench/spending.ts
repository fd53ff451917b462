import type { Measured } from './load.ts'
import type { Place } from './place.ts'

/** Milliseconds of the processor. */
interface Spent {
  readonly server: number
  readonly database: number
  readonly load: number
}
export interface Done {
  readonly measured: Measured
  readonly spent: Spent
}

/** Measures, and tells what server, PostgreSQL and this process used of the processor meanwhile. */
export async function spending(place: Place, work: () => Promise<Measured>): Promise<Done> {
  const [before, mine] = [place.cpu(), process.cpuUsage()]
  const measured = await work()
  const [after, used] = [place.cpu(), process.cpuUsage(mine)]
  return {
    measured,
    spent: {
      server: after.server - before.server,
      database: after.database - before.database,
      load: (used.user + used.system) / 1000,
    },
  }
}
