import { totalmem } from 'node:os'

export type PostgresSettings = Readonly<Record<string, string | number | boolean>>

const MB = 1024 * 1024
/** From so much memory on a machine is taken to serve Kaft alone. */
const LARGE = 16 * 1024 * MB

/**
 * The settings of the embedded server. They serve a village on a small machine and a region on a large one: what
 * depends on memory follows the machine, within bounds.
 *
 * Personal data stay out of the log file: PostgreSQL repeats statements, key values and wrong input in its messages
 * unless it is told not to. What goes wrong in a session is told to that session, which is Kaft, and Kaft's own log
 * says what may be said of it; the file keeps starts, stops, checkpoints and crashes.
 *
 * @param memory_bytes memory of the machine
 */
export function settingsFor(durable: boolean, memory_bytes: number = totalmem()): PostgresSettings {
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, memory_bytes / MB / part)))}MB`
  return {
    shared_preload_libraries: 'pg_stat_statements',
    'pg_stat_statements.track': 'top',
    track_io_timing: true,
    max_connections: 200,
    // What searches of the catalogue read over and over should lie here: a country's is some four gigabytes. On a machine with
    // little memory there are other programs beside.
    shared_buffers: durable ? share(memory_bytes < LARGE ? 8 : 4, 128, 16384) : '128MB',
    effective_cache_size: share(2, 256, 65536),
    work_mem: '16MB',
    maintenance_work_mem: share(32, 64, 1024),
    random_page_cost: 1.1,
    jit: false,
    wal_compression: 'pglz',
    max_wal_size: durable ? '2GB' : '1GB',
    min_wal_size: '80MB',
    // A server that does something begins a new file of its log each hour, so that old ones are written over: docs/privacy.md says in how many days.
    archive_timeout: '1h',
    checkpoint_timeout: durable ? '5min' : '30min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    datestyle: 'ISO, YMD',
    lc_messages: 'C',
    log_line_prefix: '%m [%p] ',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    ...(durable
      ? {}
      : {
          fsync: false,
          synchronous_commit: 'off',
          full_page_writes: false,
          wal_level: 'minimal',
          max_wal_senders: 0,
          // Tables of a test are small and its plans should not hang on when somebody came along to sample them.
          autovacuum: false,
        }),
  }
}

/** `settings` as the text of a `postgresql.conf`. */
export function settingsText(settings: PostgresSettings): string {
  const lines = Object.entries(settings).map(([name, value]) => {
    const text = typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
    return `${name} = '${text.replaceAll("'", "''")}'`
  })
  return [
    '# Written by Kaft at each start. Settings of your own: ALTER SYSTEM, which wins over this file.',
    ...lines,
    '',
  ].join('\n')
}
