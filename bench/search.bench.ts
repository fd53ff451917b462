import { join } from 'node:path'
import type pg from 'pg'
import { importing } from './import.bench.ts'
import { openClient } from './load.ts'
import { multiply, shelve } from './many-titles.ts'
import type { Place } from './place.ts'
import { quiet, say } from './progress.ts'
import { asked, CROWDS, type Row, samplesOf, usual } from './search-asked.ts'
import { forgetMemory, PAUSE_MS, rebuilt, remembered } from './search-rebuilt.ts'
import { one, signIn } from './seed.ts'
import { makeLibraries } from './shelves.ts'
import type { Table } from './table.ts'
import { writeTitles } from './titles.ts'

/** The first are imported, the others are copied of them, so that the whole takes some twenty minutes. */
const IMPORTED = 100_000
const SIZES: readonly number[] = [IMPORTED, 1_000_000, 2_900_000]
/** With `--sizes=2900000,…` only those are measured. */
const chosen = process.argv.find(word => word.startsWith('--sizes='))?.slice('--sizes='.length)
const sizes = chosen === undefined ? SIZES : chosen.split(',').map(Number)

/**
 * Searching the catalogue over HTTP, with facets, beside reading one title through the same door: over titles as the
 * importer makes them, and over as many as all libraries have, with the items of a country.
 */
export async function search(place: Place, scale: number): Promise<Table> {
  const db = place.admin
  const library_id = await makeLibraries(db)
  const http = openClient(place.address, await signIn(db, library_id), Math.max(...CROWDS))
  await imported(place, Math.floor(IMPORTED * scale))
  await shelve(db)
  const rows: Row[] = []
  const largest = Math.max(...sizes)
  for (const size of sizes.toSorted((a, b) => a - b)) {
    const titles = Math.max(Math.floor(IMPORTED * scale), Math.floor(size * scale))
    await multiply(db, titles)
    await settle(db)
    await forgetMemory(place)
    const samples = await samplesOf(db, 2 * Math.max(30, Math.floor(150 * scale)))
    await remembered(place, titles)
    await quiet('search: the measurements')
    rows.push(...(await asked({ place, http, samples, titles })))
    if (size !== IMPORTED && size !== largest) continue
    await quiet('search: the measurements of an index built anew')
    rows.push(...(await rebuilt({ place, http, samples, titles })))
  }
  http.close()
  return {
    head: [
      'titles',
      'asked',
      'found, median',
      'p50 ms',
      'p95 ms',
      '× control p50',
      'p95',
      'cold p50 ms',
      'CPU ms each: server',
      'PostgreSQL',
      'failed',
    ],
    rows,
    notes: await notes(db, library_id),
  }
}

/** Nothing is left to be done in the background: rows are vacuumed and on disk. */
async function settle(db: pg.Client): Promise<void> {
  say('search: rows are vacuumed and written')
  await db.query('vacuum analyze')
  await db.query('checkpoint')
  const { rows } = await db.query<{ of: string; rows: string; table: string; indexes: string }>(`
    select c.oid::regclass as of, sum(p.reltuples)::bigint as rows, pg_size_pretty(sum(pg_table_size(p.oid))) as table,
           pg_size_pretty(sum(pg_indexes_size(p.oid))) as indexes
      from unnest('{cataloguing.title,cataloguing.title_search,inventory.item,circulation.item_status}'::regclass[]) as c(oid)
      left join lateral pg_partition_tree(c.oid) t on true join pg_class p on p.oid = coalesce(t.relid, c.oid) and p.relkind = 'r' group by c.oid`)
  for (const row of rows) say(`search: ${row.of}: ${row.rows} rows, ${row.table}, indexes ${row.indexes}`)
}

async function notes(db: pg.Client, library_id: string): Promise<string[]> {
  const { items, titles, own, here, most, branches } = await one(
    db,
    `select (select count(*) from inventory.item) as items, (select max(popularity) from cataloguing.title_search) as most,
            (select count(*) from organisation.branch) as branches, (select count(*) from inventory.item where library_id = $1::bigint) as own,
            (select count(*) from organisation.branch where library_id = $1::bigint) as here,
            (select count(*) from cataloguing.title_search s where s.branches && array(select branch_id from organisation.branch where library_id = $1::bigint)) as titles`,
    [library_id],
  )
  return [
    `At the largest size ${items} items stand in ${branches} branches of 305 libraries, by the sizes and the skew of the country, but at most ${most} of one title; one in seven is on loan. Who searches stands in the largest branch of the fifth largest library, which has ${own} items of ${titles} titles in ${here} branches. A median of 10000 found is "more than ten thousand".`,
    'No jobs run beside: titles count as looked over, rows are vacuumed and written to disk, and titles are in memory before anything is asked. What is usual was asked uncounted first.',
    'Cold: the memory of PostgreSQL was emptied before each question; that of the machine was not.',
    `Many at once share two cores with the server and the database; of twenty searches ${usual.map(([n, what]) => `${n} are "${what}"`).join(', ')}.`,
    `Built anew by a process of its own, while one client asks what is usual, each time ${PAUSE_MS} ms after an answer; p50 and p95 are what that client waits.`,
  ]
}

/** Titles as the importer makes them. */
async function imported(place: Place, titles: number): Promise<void> {
  const file = join(place.folder, 'titles.mrc')
  say(`search: ${titles} titles are written and imported`)
  await writeTitles(file, titles, 0)
  await importing({
    url: place.urlFor('kaft', 'kaft_jobs'),
    file,
    source: 'search',
    library: null,
    holdings: null,
  })
  say('search: their items, and what search knows of them')
}
