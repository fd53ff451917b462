import { runMigrations } from 'graphile-worker'
import { withClient } from '../../base/client.ts'
import { StartError } from '../../base/start-error.ts'
import { quietLogger } from './worker-log.ts'

/** The schema of the worker. It belongs to `kaft_jobs`: under any other role the worker sees no job, and says nothing. */
export const SCHEMA = 'jobs'

/**
 * The program may ask that a job comes at once (`base.soon`), and nothing else of the worker. One waits at a time: a
 * job that is asked for twice before it begins does the work once. Two starts at once take turns: a function cannot be
 * replaced by both. A reader's session asks for the one job that makes the files of a request: the night's work is not theirs to begin.
 */
const mayAsk = `
select pg_advisory_lock(hashtext('${SCHEMA}.ask'));
create or replace function ${SCHEMA}.ask(job text) returns void
language sql volatile security definer set search_path = '' as $$
  select ${SCHEMA}.add_job(job, job_key => job, max_attempts => 1) where session_user <> 'kaft_reader' or job = 'privacy_tasks'
$$;
revoke all on function ${SCHEMA}.ask(text) from public;
grant usage on schema ${SCHEMA} to kaft_app, kaft_reader;
grant execute on function ${SCHEMA}.ask(text) to kaft_app, kaft_reader`

/**
 * Makes or updates the worker's own tables. Comes after `migrate`, which lets `kaft_jobs` create in the database.
 * The same for the embedded server and for any other: it connects as `kaft_jobs`, the owner of what it makes.
 * @param connectionString of `kaft_jobs`
 * @throws StartError when that role may not, or the tables are of a newer worker
 */
export async function migrateJobs(connectionString: string): Promise<void> {
  const exitCode = process.exitCode
  try {
    await runMigrations({ connectionString, schema: SCHEMA, noHandleSignals: true, logger: quietLogger })
    await withClient(connectionString, client => client.query(mayAsk))
  } catch (error) {
    // The worker sets an exit code of its own beside the fault; what it means is said by the start.
    process.exitCode = exitCode
    if ((error as { code?: string }).code === '42501')
      throw new StartError(
        'The role kaft_jobs may not make its tables: run "npm run kaft migrate" as the login of DATABASE_URL first.',
      )
    if (/does not support|only supports up to revision/.test((error as Error).message))
      throw new StartError(
        'The tables of the jobs were made by a newer Kaft: start that one, or restore a backup.',
      )
    throw error
  }
}
