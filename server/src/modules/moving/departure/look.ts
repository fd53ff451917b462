import type { JobCtx } from '../../../base/job.ts'
import { shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { type DepartureRow, type Looked, setLooked } from './departure.store.ts'
import { lookedOf, lookQueries, lookShapes } from './look.store.ts'

/** Looks at a library that leaves: what stands there, and what is open. Nothing is written. */
export async function lookAt(tx: Tx, row: DepartureRow): Promise<Looked> {
  const [stands = [], open = [], names = []] = await tx.more(lookQueries(row.library_id, row.exported_at))
  return lookedOf({
    stands: shaped(lookShapes.stands, stands[0]),
    open: shaped(lookShapes.open, open[0]),
    agreements: shaped(lookShapes.names, names[0]).names,
    not_fetched: row.exported_at !== null && row.fetched_at === null,
  })
}

/** The same, kept for whoever looks at the screen. */
export async function look(ctx: JobCtx, tx: Tx, row: DepartureRow): Promise<void> {
  const looked = await lookAt(tx, row)
  await tx.last([setLooked(row.departure_id, looked, ctx.now.toString())])
}
