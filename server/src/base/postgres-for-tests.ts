import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinPostgres, startPostgres } from './postgres.ts'
import type { PostgresSettings } from './postgres-settings.ts'

/** The address of the shared test cluster, set by the test runner for the test files that it starts. */
const ADDRESS = 'KAFT_TEST_PG'

export interface TestCluster {
  /** As superuser, on the database `postgres`. */
  readonly url: string
  /** As superuser, or as another role, on another database. */
  urlFor(database: string, role?: string): string
}

const root = join(import.meta.dirname, '..', '..', '..')
const dataFolder = join(
  tmpdir(),
  `kaft-test-${createHash('sha256').update(`${root} ${process.getuid?.()}`).digest('hex').slice(0, 12)}`,
)
const ask = { dataFolder, durable: false } as const

/**
 * The one non-durable cluster that all tests of this working copy share. The test runner starts it and names it in
 * `KAFT_TEST_PG`; a test file that is run alone finds it, or starts it and leaves it for the next run.
 */
export async function testCluster(): Promise<TestCluster> {
  const given = process.env[ADDRESS]
  if (given) return clusterAt(given)
  const found = await joinPostgres(ask)
  await found.release()
  return clusterAt(found.url)
}

/**
 * For the test runner: a fresh cluster, or the living one, and its address in this process' environment. One that
 * lived before is left alive: others may work on it.
 */
export async function startTestCluster(): Promise<TestCluster & { stop(): Promise<void> }> {
  const server = await startPostgres(ask)
  process.env[ADDRESS] = server.url
  return {
    ...clusterAt(server.url),
    stop: async () => {
      if (server.adopted) return server.release()
      await server.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/**
 * A cluster for one test file alone, made in a fresh folder: for what other tests would disturb, such as checkpoints and the log of writes. Until it
 * stops, `testCluster` gives it to this process.
 * @param dataFolder becomes the folder of the cluster
 * @param settings above those of the cluster that tests share
 */
export async function ownTestCluster(
  dataFolder: string,
  settings: PostgresSettings = {},
): Promise<TestCluster & { stop(): Promise<void> }> {
  const shared = process.env[ADDRESS]
  const server = await startPostgres({ dataFolder, durable: false, settings })
  process.env[ADDRESS] = server.url
  return {
    ...clusterAt(server.url),
    stop: async () => {
      if (shared === undefined) delete process.env[ADDRESS]
      else process.env[ADDRESS] = shared
      await server.stop()
    },
  }
}

function clusterAt(url: string): TestCluster {
  return {
    url,
    urlFor: (database, role) => {
      const other = new URL(url)
      other.pathname = `/${database}`
      if (role) other.username = role
      return other.href
    },
  }
}
