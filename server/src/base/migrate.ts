import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from './start-error.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'db')
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
/** Two starts at once on one database: the second waits here. */
const LOCK = 4_951_202

interface SqlFile {
  readonly name: string
  readonly text: string
}
async function filesOf(sub: string): Promise<SqlFile[]> {
  const names = (await readdir(join(folder, sub))).filter(n => n.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async name => ({ name, text: await readFile(join(folder, sub, name), 'utf8') })),
  )
}

const roles = `
do $$
declare r text;
begin
  foreach r in array array['kaft_owner', 'kaft_app', 'kaft_jobs', 'kaft_finder', 'kaft_report', 'kaft_public', 'kaft_reader'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nosuperuser nocreatedb nocreaterole nobypassrls %s', r,
        case when r in ('kaft_app', 'kaft_jobs', 'kaft_public', 'kaft_reader') then 'login' else 'nologin' end);
    end if;
  end loop;
  -- The owner hands functions over to the finder; nobody acts as the finder.
  if not pg_has_role('kaft_owner', 'kaft_finder', 'set') then grant kaft_finder to kaft_owner with inherit false, set true; end if;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant kaft_owner, kaft_finder to %I with inherit true, set true', current_user);
  end if;
end $$`

/**
 * Makes the roles (they belong to the whole server) and refuses a server that is too old.
 * @throws StartError when the server is older than 18 or the login may not make roles
 */
export async function prepareRoles(client: pg.Client): Promise<void> {
  const version = Number((await client.query('show server_version_num')).rows[0].server_version_num)
  if (version < 180_000) {
    throw new StartError(
      `Kaft needs PostgreSQL 18 or later, and this server is ${Math.floor(version / 10_000)}.`,
    )
  }
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await client.query(roles)
  } catch (error) {
    throw new StartError(
      `The login of DATABASE_URL may not make the roles that Kaft works with (${(error as Error).message}): give it CREATEROLE, or make them as docs/operating.md says.`,
    )
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

/** Lets the roles that connect over the network do so with a password that only this installation can derive. */
export async function setPasswords(client: pg.Client, password: (role: string) => string): Promise<void> {
  for (const role of ['kaft_app', 'kaft_jobs', 'kaft_public', 'kaft_reader']) {
    await client.query(`alter role ${role} login password ${pg.escapeLiteral(password(role))}`)
  }
}

/** Makes the database when it is not there. */
export async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [name])
  if (found.rowCount === 0)
    await client.query(`create database ${pg.escapeIdentifier(name)} owner kaft_owner`)
}

async function applyMigrations(client: pg.Client): Promise<number> {
  await client.query(`create table if not exists public.kaft_migration (
    name text primary key, hash text not null, at timestamptz not null default now())`)
  const done = new Map(
    (
      await client.query<{ name: string; hash: string }>('select name, hash from public.kaft_migration')
    ).rows.map(r => [r.name, r.hash]),
  )
  const files = await filesOf('migrations')
  const unknown = [...done.keys()].find(name => name !== 'code' && !files.some(f => f.name === name))
  if (unknown)
    throw new StartError(
      `The database was made by a newer Kaft: it knows ${unknown}, and this program does not.`,
    )
  let count = 0
  for (const { name, text } of files) {
    const hash = hashOf(text)
    const landed = done.get(name)
    if (landed === hash) continue
    if (landed)
      throw new StartError(
        `Migration ${name} was changed after it had been applied; changes go into a new file.`,
      )
    await applyOne(client, { name, text })
    count++
  }
  return count
}

const TRIES = 10

/**
 * A migration in one transaction. It waits two seconds at the most for a lock, since whoever comes behind it waits as
 * well, and tries again when the others have had their turn.
 */
async function applyOne(client: pg.Client, { name, text }: SqlFile): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      await inTransaction(client, async () => {
        await client.query("set local lock_timeout = '2s'")
        await client.query(text)
        await client.query('insert into public.kaft_migration (name, hash) values ($1, $2)', [
          name,
          hashOf(text),
        ])
      })
      return
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string }
      if (code !== '55P03') throw new Error(`migration ${name}: ${message}`, { cause: error })
      if (tried === TRIES)
        throw new StartError(
          `Migration ${name} waits for a lock that another connection to the database does not give up: end what runs there for long, and start again.`,
        )
      await sleep(1000)
    }
  }
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    // Where the connection is gone, so is the transaction; the first fault is the one to tell.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** Views and functions are applied whole whenever their text changed. */
async function applyCode(client: pg.Client, migrated: boolean): Promise<void> {
  const files = await filesOf('code')
  const hash = hashOf(files.map(f => f.text).join('\n'))
  const done = await client.query("select hash from public.kaft_migration where name = 'code'")
  if (!migrated && done.rows[0]?.hash === hash) return
  await inTransaction(client, async () => {
    // A function or view that was handed over must come back before it can be replaced.
    await client.query('reset role')
    await client.query(takeBack)
    await client.query('set role kaft_owner')
    for (const { text } of files) await client.query(text)
    await client.query(
      "insert into public.kaft_migration (name, hash) values ('code', $1) on conflict (name) do update set hash = excluded.hash, at = now()",
      [hash],
    )
  })
}

const takeBack = `
do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p where pg_get_userbyid(p.proowner) = 'kaft_finder' loop
    execute format('alter function %s owner to kaft_owner', f.name);
  end loop;
  for f in select c.oid::regclass as name from pg_class c where c.relkind = 'v' and pg_get_userbyid(c.relowner) = 'kaft_finder' loop
    execute format('alter view %s owner to kaft_owner', f.name);
  end loop;
end $$`

/** The planner's samples hold names too, and a job writes their pages anew; on a server of one's own its superuser gives this. */
const samples = `
do $$
begin
  if (select rolsuper from pg_roles where rolname = current_user) then
    grant maintain on pg_catalog.pg_statistic to kaft_jobs;
  end if;
end $$`

/**
 * Brings a database to the present schema. `client` is a superuser or the login of DATABASE_URL, connected to it.
 * @returns how many migrations were applied
 * @throws StartError when the database is newer than the program, or a landed migration was edited
 */
export async function migrate(client: pg.Client): Promise<number> {
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await client.query(
      `grant create on database ${pg.escapeIdentifier(client.database ?? '')} to kaft_owner, kaft_jobs`,
    )
    await client.query('grant create on schema public to kaft_owner')
    await client.query(samples)
    await client.query('set role kaft_owner')
    const count = await applyMigrations(client)
    await applyCode(client, count > 0)
    await client.query('select circulation.make_partitions(organisation.today())')
    return count
  } finally {
    await client.query('reset role')
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

/**
 * What separates a database from the schema of this program. Any role of the program may ask.
 * @returns one sentence for each migration that has not landed or landed with another text; nothing when it is current
 */
export async function schemaGaps(client: Pick<pg.Client, 'query'>): Promise<string[]> {
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from public.kaft_migration',
  )
  const landed = new Map(rows.map(r => [r.name, r.hash]))
  const code = (await filesOf('code')).map(f => f.text).join('\n')
  const wanted = [...(await filesOf('migrations')), { name: 'code', text: code }]
  const gaps = wanted
    .filter(({ name, text }) => landed.get(name) !== hashOf(text))
    .map(({ name }) => (landed.has(name) ? `${name} landed with another text` : `${name} has not landed`))
  const newer = rows
    .filter(r => !wanted.some(w => w.name === r.name))
    .map(r => `${r.name} is newer than this program`)
  return [...gaps, ...newer]
}
