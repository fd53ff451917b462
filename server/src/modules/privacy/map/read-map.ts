import type pg from 'pg'
import { type Described, readDataMap } from '../../../base/catalogue/data-map.ts'
import { flight } from '../../../base/db.ts'
import type { Ctx } from '../../../base/ctx.ts'
import type { LetsGo, Personal } from '../../../base/personal.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { personalsWith } from '../erase/steps.ts'
import { NameRow, schemaName, TableRow, withPatron } from './map.store.ts'

/** The data map as an object: what the deployed schema says that it holds, and what the modules say that lets it go. */
export interface DataMap {
  readonly schema: string
  /** The day on which the schema came to be as it is. */
  readonly since: string
  readonly personal: readonly Described[]
  readonly lets_go: readonly LetsGo[]
  /** Tables whose rows go with the record of the patron. */
  readonly with_patron: ReadonlySet<string>
}

export async function readMap(client: pg.PoolClient, above: readonly Personal[]): Promise<DataMap> {
  const { personal } = await readDataMap(client)
  const [tables = [], names = []] = await flight(client, [withPatron, schemaName])
  const schema = shaped(NameRow, names[0])
  return {
    schema: schema.name,
    since: schema.since,
    personal,
    lets_go: personalsWith(above).flatMap(p => p.lets_go),
    with_patron: new Set(allOf(TableRow, tables).map(row => row.table)),
  }
}

/** The same from a pool; the descriptions are nobody's data and every role may read them. */
export async function mapOf(ctx: Pick<Ctx, 'db'>, above: readonly Personal[]): Promise<DataMap> {
  const client = await ctx.db.bulk.connect()
  try {
    return await readMap(client, above)
  } finally {
    client.release()
  }
}
