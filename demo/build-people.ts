/*
 * Writes demo/data/patrons.json, items.json and activity.json from demo/data/consortium.json and titles.mrc.
 *
 *   node demo/build-people.ts
 *
 * Everything is invented by chance with fixed seeds: the same input gives the same bytes.
 */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { extractTitle, readIso2709, type TitleFacts } from '@kaft/marc'
import { makeActivity } from './activity.ts'
import type { Consortium } from './data.ts'
import { makeItems } from './items.ts'
import { makePatrons } from './people.ts'

const folder = new URL('data/', import.meta.url)

async function readTitles(): Promise<TitleFacts[]> {
  const titles: TitleFacts[] = []
  for await (const read of readIso2709(createReadStream(new URL('titles.mrc', folder)))) {
    if (!read.ok) throw new Error(`titles.mrc, byte ${read.position}: ${read.detail}`)
    titles.push(extractTitle(read.record))
  }
  return titles
}

/** An array with one object a line, so that a change shows in few lines. */
function lines(rows: readonly object[]): string {
  return `[\n${rows.map(row => JSON.stringify(row)).join(',\n')}\n]`
}

const consortium = JSON.parse(readFileSync(new URL('consortium.json', folder), 'utf8')) as Consortium
const patrons = makePatrons(consortium)
const items = makeItems(consortium, await readTitles())
const { loans, holds, charges, sheet } = makeActivity({ consortium, patrons, items })
const activity = Object.entries({ loans, holds, charges, sheet }).map(
  ([name, rows]) => `"${name}": ${lines(rows)}`,
)
writeFileSync(new URL('patrons.json', folder), `${lines(patrons)}\n`)
writeFileSync(new URL('items.json', folder), `${lines(items)}\n`)
writeFileSync(new URL('activity.json', folder), `{\n${activity.join(',\n')}\n}\n`)
process.stdout.write(
  `${patrons.length} patrons, ${items.length} items, ${loans.length} loans, ${holds.length} holds, ${charges.length} charges\n`,
)
