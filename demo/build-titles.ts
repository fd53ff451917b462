/*
 * Writes demo/data/titles.mrc, the catalogue of the demo consortium, from openly licensed sources.
 *
 *   node demo/build-titles.ts <data folder>
 *
 * The data folder holds gutenberg/{metadata,authors,subjects}.csv.gz (the catalogue of Project Gutenberg) and the
 * MARC files that selection.ts names. The same input gives the same bytes. See NOTICE for the licences.
 */
import { createReadStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  controlField,
  extractTitle,
  isControlField,
  type MarcRecord,
  readMarc,
  writeIso2709,
} from '@kaft/marc'
import { gutenbergRecord, type Kind, type Work } from './gutenberg-record.ts'
import { readWorks } from './gutenberg-works.ts'
import { BORROWED, FOREIGN, LEFT_OUT, RECORDINGS, SCORE_SUBJECT, SCORES_EACH } from './selection.ts'

function isMusic(work: Work): boolean {
  return work.classes.includes('M')
}

function chosenForeign(works: Work[]): Work[] {
  return FOREIGN.flatMap(({ language, authors, each }) =>
    authors.flatMap(name =>
      works
        .filter(work => work.language === language && work.authors[0]?.name === name && !isMusic(work))
        .slice(0, each),
    ),
  )
}

function chosenRecordings(works: Work[]): Work[] {
  return works
    .filter(work => work.id >= RECORDINGS.from && work.id <= RECORDINGS.to && isMusic(work))
    .filter(
      work => ![work.title, ...work.authors.map(author => author.name)].some(text => LEFT_OUT.test(text)),
    )
    .slice(0, RECORDINGS.most)
}

function chosenScores(works: Work[]): Work[] {
  const perComposer = new Map<string, number>()
  return works.filter(work => {
    const composer = work.authors[0]?.name
    if (composer === undefined || work.id >= RECORDINGS.from || !isMusic(work)) return false
    if (!work.subjects.some(subject => SCORE_SUBJECT.test(subject))) return false
    const count = (perComposer.get(composer) ?? 0) + 1
    perComposer.set(composer, count)
    return count <= SCORES_EACH
  })
}

/** A borrowed record without what is local to its library: its holdings, its 9xx fields, its links. */
function withoutLocalFields(record: MarcRecord): MarcRecord {
  const local = /^(?:9|8[4-7]|59|01[0-5]|029|03[5-9]|05[1-9])/
  return { ...record, fields: record.fields.filter(field => isControlField(field) || !local.test(field.tag)) }
}

async function borrowed(folder: string): Promise<MarcRecord[]> {
  const records: MarcRecord[] = []
  for (const { file, materials, skip, most } of BORROWED) {
    let taken = 0
    for await (const read of readMarc(createReadStream(join(folder, file)))) {
      if (!read.ok || taken >= most) continue
      const { title, material, control_number: number } = extractTitle(read.record)
      if (title === '' || number === null || !materials.includes(material) || skip.test(title)) continue
      records.push(withoutLocalFields(read.record))
      taken += 1
    }
  }
  return records
}

function once(records: MarcRecord[]): MarcRecord[] {
  const seen = new Set<string>()
  return records.filter(record => {
    const number = controlField(record, '001')?.trim() ?? ''
    const isNew = number !== '' && !seen.has(number)
    seen.add(number)
    return isNew
  })
}

function bytesOf(record: MarcRecord): Uint8Array {
  const written = writeIso2709(record)
  if (!written.ok) throw new Error(`${controlField(record, '001') ?? '?'}: ${written.detail}`)
  return written.bytes
}

const folder = process.argv[2]
if (folder === undefined)
  throw new Error('Give the folder with the data: node demo/build-titles.ts <data folder>')
const works = readWorks(join(folder, 'gutenberg'))
const dutch = works.filter(work => work.language.split('/').includes('nl') && !isMusic(work))
const chosen: [Kind, Work[]][] = [
  ['book', dutch.map(work => ({ ...work, language: 'nl' }))],
  ['book', chosenForeign(works)],
  ['recording', chosenRecordings(works)],
  ['score', chosenScores(works)],
]
const records = once([
  ...chosen.flatMap(([kind, list]) => list.map(work => gutenbergRecord(work, kind))),
  ...(await borrowed(folder)),
])
writeFileSync(new URL('data/titles.mrc', import.meta.url), Buffer.concat(records.map(bytesOf)))
const counts = new Map<string, number>()
for (const record of records) {
  const { material } = extractTitle(record)
  counts.set(material, (counts.get(material) ?? 0) + 1)
}
process.stdout.write(`${records.length} titles: ${JSON.stringify(Object.fromEntries(counts))}\n`)
