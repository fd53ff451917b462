import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extractTitle, readMarc, writeIso2709 } from '@kaft/marc'
import { gutenbergRecord, type Work } from '../../demo/gutenberg-record.ts'
import { readWorks } from '../../demo/gutenberg-works.ts'
import { titlesFile } from '../../demo/read-demo.ts'
import type { Meant } from './ask.ts'

/** A file of MARC 21 and what its titles are, to judge by. */
export interface Titles {
  readonly file: string
  readonly titles: readonly Meant[]
}

/**
 * All works of Project Gutenberg's catalogue as records, or the titles of the demonstration where that is not given.
 * @param folder where the file is written
 * @param catalogue folder with metadata.csv.gz, authors.csv.gz and subjects.csv.gz
 */
export async function titlesOf(folder: string, catalogue: string | undefined): Promise<Titles> {
  if (catalogue === undefined) return ofDemo()
  const works = readWorks(catalogue)
  const file = join(folder, 'works.mrc')
  await write(file, works)
  return { file, titles: works.map(ofWork) }
}

const ofWork = (work: Work): Meant => ({
  number: `pg${work.id}`,
  title: work.title,
  makers: work.authors.map(a => a.name),
  subjects: work.subjects,
})

async function ofDemo(): Promise<Titles> {
  const titles: Meant[] = []
  for await (const read of readMarc(createReadStream(titlesFile))) {
    if (!read.ok) continue
    const { control_number, title, subtitle, contributors, subjects } = extractTitle(read.record)
    titles.push({
      number: control_number ?? '',
      title: [title, subtitle].filter(t => t !== null).join(': '),
      makers: contributors.map(c => c.name),
      subjects,
    })
  }
  return { file: fileURLToPath(titlesFile), titles }
}

async function write(file: string, works: readonly Work[]): Promise<void> {
  const out = createWriteStream(file)
  for (const work of works) {
    const made = writeIso2709(gutenbergRecord(work, 'book'))
    if (made.ok && !out.write(made.bytes)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
