import { type MarcField, type MarcRecord, fields as fieldsOf } from '@kaft/marc'
import { printed } from '../diff.model.ts'

/** The leader, as a row of its own beside those of the fields. */
export const LEADER = 'LDR'
/** Fields that say whose record it is and when it was written: they stay with the record that has them. */
const OF_THE_KEEPER = new Set(['001', '003', '005'])

/** What some records have under one tag: the lines of each, and whether all have the same. */
export interface ComparedRow {
  readonly tag: string
  readonly cells: readonly (readonly string[])[]
  readonly same: boolean
}

const linesOf = (record: MarcRecord, tag: string): string[] =>
  printed({ leader: record.leader, fields: record.fields.filter(f => f.tag === tag) })
    .slice(1)
    .map(line => line.slice(4))
const cellOf = (record: MarcRecord, tag: string): string[] =>
  tag === LEADER ? [record.leader.replaceAll(' ', '#')] : linesOf(record, tag)

/** Records tag by tag, side by side. */
export function compared(records: readonly MarcRecord[]): ComparedRow[] {
  const tags = new Set(records.flatMap(r => r.fields.map(f => f.tag)).filter(tag => !OF_THE_KEEPER.has(tag)))
  return [LEADER, ...[...tags].toSorted()].map(tag => {
    const cells = records.map(record => cellOf(record, tag))
    const first = JSON.stringify(cells[0])
    return { tag, cells, same: cells.every(cell => JSON.stringify(cell) === first) }
  })
}

/** The tags that another record brings, which are taken when it is taken whole: what it lacks stays as it is here. */
export const brought = (now: MarcRecord, other: MarcRecord): string[] =>
  compared([now, other]).flatMap(row => (row.same || row.cells[1]?.length === 0 ? [] : [row.tag]))

/** A record with what another has under these tags in the place of its own. */
export function takenOver(now: MarcRecord, other: MarcRecord, tags: ReadonlySet<string>): MarcRecord {
  const all: MarcField[] = [...now.fields]
  for (const tag of [...tags].toSorted()) {
    const theirs = fieldsOrNone(other, tag)
    const at = all.findIndex(f => f.tag === tag)
    const behind = all.findIndex(f => f.tag > tag)
    const place = at >= 0 ? at : behind >= 0 ? behind : all.length
    const rest = all.filter(f => f.tag !== tag)
    all.splice(0, all.length, ...rest.slice(0, place), ...theirs, ...rest.slice(place))
  }
  return { leader: tags.has(LEADER) ? other.leader : now.leader, fields: all }
}
const fieldsOrNone = (record: MarcRecord, tag: string): MarcField[] =>
  tag === LEADER ? [] : record.fields.filter(f => f.tag === tag)

/** The words that a record is looked for by elsewhere. */
export interface Sought {
  readonly isbn: string
  readonly title: string
  readonly author: string
}
export function soughtOf(record: MarcRecord): Sought {
  const first = (tags: readonly string[], code: string): string => {
    for (const tag of tags)
      for (const field of fieldsOf(record, tag)) {
        const found = field.subfields.find(s => s.code === code)?.value.trim()
        if (found) return found
      }
    return ''
  }
  const isbn = /^[\dXx-]+/.exec(first(['020'], 'a'))?.[0] ?? ''
  // With a number nothing else is asked: title and author are written in more ways than one.
  return {
    isbn,
    title: isbn === '' ? first(['245'], 'a').replace(/\s*[/:;=.,]\s*$/, '') : '',
    author: isbn === '' ? first(['100', '110', '111'], 'a').replace(/[.,]\s*$/, '') : '',
  }
}
