import { join } from 'node:path'
import pg from 'pg'
import { joinPostgres } from '../../../server/src/base/postgres.ts'
import { makers, type World } from '../../../server/src/testing/world.ts'

/** A second way into the database of a running program, to set things up and to look what is there. */
export interface Inside {
  /** Makes libraries, staff and sessions; only what needs no door of its own. */
  readonly world: World
  readonly client: pg.Client
  close(): Promise<void>
}

export async function lookInside(folder: string): Promise<Inside> {
  const server = await joinPostgres({ dataFolder: join(folder, 'var') })
  const url = new URL(server.url)
  url.pathname = '/kaft'
  return insideOf(url.href, () => server.stop())
}

/** @param url as superuser */
export async function insideOf(url: string, leave: () => Promise<void>): Promise<Inside> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  const rows: World['rows'] = async (text, values = []) => (await client.query(text, [...values])).rows
  return {
    world: { rows, ...makers(rows) } as World,
    client,
    close: async () => {
      await client.end().catch(() => undefined)
      await leave()
    },
  }
}
