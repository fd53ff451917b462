export type Level = 'debug' | 'info' | 'warn' | 'error'
const order: Record<Level | 'silent', number> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 }

/** Only these kinds of value reach a log, and no field carries what a person typed: operation, status, sizes, times. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>
export type Log = (level: Level, says: string, fields?: LogFields) => void

/** One JSON object a line, on standard error, so that standard output stays for the person who started Kaft. */
export const openLog =
  (least: Level | 'silent', write: (line: string) => void = line => void process.stderr.write(line)): Log =>
  (level, says, fields = {}) => {
    if (order[level] < order[least]) return
    write(`${JSON.stringify({ at: new Date().toISOString(), level, says, ...fields })}\n`)
  }

/**
 * What may be said of a thrown fault: its class, its code and where it was thrown. Never its message: a message of
 * the database quotes values, and values may be somebody's name.
 */
export function faultFields(error: unknown): LogFields {
  const e = error as { name?: string; code?: string; constraint?: string; table?: string; stack?: string }
  const where = (e.stack ?? '')
    .split('\n')
    .filter(l => l.includes('/src/'))
    .slice(0, 4)
  return {
    fault: e.name ?? typeof error,
    code: e.code,
    constraint: e.constraint,
    table: e.table,
    where: where.map(l => l.trim().replace(/^at .*\/(server|packages)\/src\//, 'at ')).join(' < '),
  }
}
