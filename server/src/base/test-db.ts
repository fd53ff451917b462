import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Db, openDb } from './db.ts'
import { ensureDatabase, migrate, prepareRoles } from './migrate.ts'
import { testCluster } from './postgres-for-tests.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'db')

/** Named after what it is made of, so that a changed schema makes a new template and an unchanged one is reused. */
function templateName(): string {
  const hash = createHash('sha256').update(readFileSync(join(import.meta.dirname, 'migrate.ts')))
  for (const sub of ['migrations', 'code']) {
    for (const name of readdirSync(join(folder, sub)).sort())
      hash.update(readFileSync(join(folder, sub, name)))
  }
  return `kaft_template_${hash.digest('hex').slice(0, 12)}`
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Marked once it is whole: whoever broke off while making it leaves one that is made on. */
async function isMade(client: pg.Client, template: string): Promise<boolean> {
  const found = await client.query<{ datistemplate: boolean }>(
    'select datistemplate from pg_database where datname = $1',
    [template],
  )
  return found.rows[0]?.datistemplate ?? false
}
async function make(client: pg.Client, template: string, url: string): Promise<void> {
  await ensureDatabase(client, template)
  await withClient(url, migrate)
  await client.query(`alter database ${template} is_template true`)
}

export interface TestDb extends Db {
  readonly name: string
  /** As superuser: to look past every wall and to break what must then be mended. */
  readonly admin: pg.Client
  urlFor(role: string): string
  drop(): Promise<void>
}

/** A database of its own for one test file: a clone of the migrated template, with the pools of the program. */
export async function cloneTestDb(deskSize = 8): Promise<TestDb> {
  const cluster = await testCluster()
  const template = templateName()
  const name = `kaft_test_${randomBytes(6).toString('hex')}`
  await withClient(cluster.url, async client => {
    // One maker at a time: test files start together, and each would make the template.
    await client.query('select pg_advisory_lock(77201)')
    try {
      await prepareRoles(client)
      if (!(await isMade(client, template))) await make(client, template, cluster.urlFor(template))
      // Copied as files: through the log, page by page, it took six times as long, at each test file.
      await client.query(`create database ${name} template ${template} owner kaft_owner strategy file_copy`)
    } finally {
      await client.query('select pg_advisory_unlock(77201)')
    }
  })
  const admin = new pg.Client({ connectionString: cluster.urlFor(name) })
  await admin.connect()
  const db = openDb({
    connection: { connectionString: cluster.urlFor(name, 'kaft_app') },
    deskSize,
    bulkSize: 2,
  })
  return {
    ...db,
    name,
    admin,
    urlFor: role => cluster.urlFor(name, role),
    drop: async () => {
      await db.close()
      await admin.end()
      await withClient(cluster.url, c => c.query(`drop database ${name} with (force)`))
    },
  }
}
