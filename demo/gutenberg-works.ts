import { join } from 'node:path'
import { readCsv } from './csv.ts'
import type { Work } from './gutenberg-record.ts'

const PUBLIC_DOMAIN = 'Public domain in the USA.'

type Subjects = Map<string, { subjects: string[]; classes: string[] }>

function readSubjects(folder: string): Subjects {
  const found: Subjects = new Map()
  for (const row of readCsv(join(folder, 'subjects.csv.gz'))) {
    const id = row['gutenberg_id'] ?? ''
    const entry = found.get(id) ?? { subjects: [], classes: [] }
    found.set(id, entry)
    const list = row['subject_type'] === 'lcc' ? entry.classes : entry.subjects
    list.push(row['subject'] ?? '')
  }
  return found
}

/**
 * The works of Project Gutenberg's catalogue that are in the public domain, by number, each with its authors in the
 * order of their rows.
 * @param folder holds metadata.csv.gz, authors.csv.gz and subjects.csv.gz
 */
export function readWorks(folder: string): Work[] {
  const subjects = readSubjects(folder)
  const authors = new Map(
    readCsv(join(folder, 'authors.csv.gz')).map(row => [row['gutenberg_author_id'] ?? '', row]),
  )
  const works = new Map<string, Work>()
  for (const row of readCsv(join(folder, 'metadata.csv.gz'))) {
    const id = row['gutenberg_id'] ?? ''
    if (row['rights'] !== PUBLIC_DOMAIN || (row['title'] ?? '') === '') continue
    const work = works.get(id) ?? {
      id: Number(id),
      title: row['title'] ?? '',
      language: row['language'] ?? '',
      bookshelf: row['gutenberg_bookshelf'] ?? '',
      authors: [],
      subjects: subjects.get(id)?.subjects ?? [],
      classes: subjects.get(id)?.classes ?? [],
    }
    works.set(id, work)
    const life = authors.get(row['gutenberg_author_id'] ?? '')
    const name = row['author'] ?? ''
    if (name !== '')
      work.authors.push({ name, birth: life?.['birthdate'] ?? '', death: life?.['deathdate'] ?? '' })
  }
  return [...works.values()].toSorted((a, b) => a.id - b.id)
}
