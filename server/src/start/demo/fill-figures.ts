import type { Client } from '../../base/client.ts'
import { addMonths, type Day } from '../../base/dates.ts'
import { allOf } from '../../base/row.ts'
import { monthQueries, monthsToCount, publishMonth, settledMonth } from '../../modules/statistics/index.ts'
import { send } from './desk.ts'
import { insertPastFigures, librariesQuery, Library } from './figures.store.ts'

/** The invented past, and the figures of regions and of Flanders as the job makes them of it; then what the demonstration played. */
export async function fillFigures(client: Client, today: Day, at: string): Promise<void> {
  const { from, until } = pastFigures(today)
  await send(client, insertPastFigures({ from, until }))
  for (let month = from; month <= until; month = addMonths(month, 1)) {
    const made = await publishMonth(query => send(client, query), { month, at })
    if (made) await send(client, made)
  }
  const at_work = monthsToCount(today, { settled_until: until, first_month: null })
  for (const { library_id } of allOf(Library, await send(client, librariesQuery)))
    for (const month of at_work)
      for (const query of monthQueries({ library_id, month, today, settled: until }))
        await send(client, query)
}

/** Months that are settled; the two after them are counted from what the demonstration plays for real. */
const pastFigures = (today: Day) => {
  const until = settledMonth(today)
  return { from: addMonths(until, -14), until }
}
