import { Logger } from 'graphile-worker'
import type { Log } from '../../base/log.ts'

/** For work whose faults are thrown anyway. */
export const quietLogger = new Logger(() => () => undefined)

/**
 * The worker's words at our log. A fault of a job is logged where it is caught, by its class and place; the worker
 * would repeat it with its message, and a message of the database may quote somebody's name.
 */
export const workerLogger = (log: Log): Logger =>
  new Logger(scope => (level, message, meta) => {
    if (level === 'debug' || (meta as { failure?: boolean } | undefined)?.failure) return
    const said = level === 'error' || level === 'warning' ? 'warn' : 'debug'
    log(said, 'the worker of the jobs says', {
      message: message.split('\n')[0]?.slice(0, 200),
      part: scope.label,
    })
  })
