import type { Facet } from '@kaft/contract'

/** Fields by which a search can be narrowed: the beginnings of tags. `cataloguing.mark_of` numbers them in this order, from one. */
export const FACETS = [
  'material',
  'audience',
  'language',
  'genre',
  'subject',
  'series',
  'author',
  'decade',
] as const

const MOST_VALUES = 15
/** Values that as many matches have as the last that is shown: by their names is told which of them are. */
const MOST_TIED = 40
/** A value that fewer than one in so many lines have says nothing. */
const FEW = 2_000
const ID = 8
const HEAD = 2 * ID + 1
const MARK = 6

/** A value that was counted: its mark, and a title that has it, whose values tell its name. */
export interface CountedValue {
  readonly field: string
  readonly mark: string
  readonly count: number
  readonly title_id: string
}

/** Places of marks by their hash: where each stands first, in how many lines it was met, in which last, and on which title first. */
interface Slots {
  readonly first: Int32Array
  readonly counts: Int32Array
  readonly lines: Int32Array
  readonly titles: Int32Array
}

function isSame(bytes: Buffer, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false
  return true
}
/** A power of two that leaves half of the places empty. */
const sizeFor = (many: number): number => 2 ** Math.ceil(Math.log2(many + 2) + 1)

interface At {
  readonly mark: number
  readonly title: number
  readonly line: number
}
/** The mark at a place is counted, once a line. Its last bytes are those of a hash already. */
function note(bytes: Buffer, at: At, slots: Slots): void {
  const mask = slots.first.length - 1
  let slot = bytes.readUInt32LE(at.mark + MARK - 4) & mask
  while (slots.counts[slot] !== 0 && !isSame(bytes, slots.first[slot] ?? 0, at.mark, MARK))
    slot = (slot + 1) & mask
  if (slots.counts[slot] === 0) {
    slots.first[slot] = at.mark
    slots.titles[slot] = at.title
  } else if (slots.lines[slot] === at.line) return
  slots.lines[slot] = at.line
  slots.counts[slot] = (slots.counts[slot] ?? 0) + 1
}

/** The titles of a set, by where each begins, those of one line one after the other. */
function linesIn(bytes: Buffer): number[][] {
  const starts: number[] = []
  for (let at = 0; at < bytes.length; at += HEAD + (bytes[at + HEAD - 1] ?? 0) * MARK) starts.push(at)
  const heads = new Int32Array(sizeFor(starts.length)).fill(-1)
  const mask = heads.length - 1
  const lines: number[][] = []
  for (const start of starts) {
    const key = start + ID
    let slot = (bytes.readUInt32LE(key) ^ Math.imul(bytes.readUInt32LE(key + 4), 0x9e37_79b1)) & mask
    for (;;) {
      const line = lines[heads[slot] ?? -1]
      if (line === undefined) {
        heads[slot] = lines.push([start]) - 1
        break
      }
      if (isSame(bytes, (line[0] ?? 0) + ID, key, ID)) {
        line.push(start)
        break
      }
      slot = (slot + 1) & mask
    }
  }
  return lines
}

/**
 * In how many lines each value of these fields stands; a line is a work or a title. Each title is told by its number in eight
 * bytes, that of its line in eight, how many marks it has in one, and its marks: to count a hundred thousand values here
 * takes a tenth of what it takes the database.
 */
export function countedIn(bytes: Buffer, fields: readonly string[]): CountedValue[] {
  const wanted = new Set(fields.map(f => FACETS.findIndex(of => of === f) + 1))
  const isWanted = Array.from({ length: 256 }, (_, i) => wanted.has(i))
  const size = sizeFor(bytes.length / MARK)
  const slots = {
    first: new Int32Array(size),
    counts: new Int32Array(size),
    lines: new Int32Array(size),
    titles: new Int32Array(size),
  }
  const lines = linesIn(bytes)
  lines.forEach((titles, line) => {
    for (const title of titles) {
      const until = title + HEAD + (bytes[title + HEAD - 1] ?? 0) * MARK
      for (let mark = title + HEAD; mark < until; mark += MARK)
        if (isWanted[bytes[mark] ?? 0]) note(bytes, { mark, title, line }, slots)
    }
  })
  return valuesOf(bytes, slots, lines.length)
}

function valuesOf(bytes: Buffer, slots: Slots, lines: number): CountedValue[] {
  const values: CountedValue[] = []
  for (let slot = 0; slot < slots.counts.length; slot++) {
    const count = slots.counts[slot] ?? 0
    if (count * FEW <= lines) continue
    const at = slots.first[slot] ?? 0
    values.push({
      field: FACETS[(bytes[at] ?? 0) - 1] ?? '',
      mark: bytes.toString('hex', at, at + MARK),
      count,
      title_id: String(bytes.readBigInt64BE(slots.titles[slot] ?? 0)),
    })
  }
  return values
}

/** The most frequent values of each field, with those that are as frequent as the last of them; and what was chosen. */
export function frequent(values: readonly CountedValue[], chosen: ReadonlySet<string>): CountedValue[] {
  return [...Map.groupBy(values, v => v.field).values()].flatMap(all => {
    const sorted = all.toSorted((a, b) => b.count - a.count)
    const last = sorted[MOST_VALUES - 1]?.count ?? 0
    const shown = sorted.filter(v => v.count >= last).slice(0, MOST_TIED)
    return [...shown, ...sorted.filter(v => chosen.has(v.mark) && !shown.includes(v))]
  })
}

/** The values as they are shown: of each field those that most matches have, and those that were chosen. */
export function shownFacets(
  values: readonly CountedValue[],
  names: ReadonlyMap<string, string>,
  tags: readonly string[],
): Facet[] {
  return FACETS.flatMap(field => {
    const named = values
      .filter(v => v.field === field)
      .flatMap(v => {
        const tag = names.get(v.mark)
        return tag === undefined ? [] : [{ tag, count: v.count }]
      })
      .toSorted((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
    const shown = named.filter((v, i) => i < MOST_VALUES || tags.includes(v.tag))
    if (shown.length === 0) return []
    return [
      {
        field,
        values: shown.map(v => ({ value: v.tag.slice(field.length + 1), count: v.count, name: null })),
      },
    ]
  })
}

/** The sets of titles that one answer holds, each behind its length in four bytes. */
export function partsIn(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const until = at + 4 + bytes.readInt32BE(at)
    parts.push(bytes.subarray(at + 4, until))
    at = until
  }
  return parts
}
