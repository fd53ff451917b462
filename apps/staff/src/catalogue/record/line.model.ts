import { type FormatFault, fromMarcJson, isControlTag, type MarcField, type MarcRecord } from '@kaft/marc'

/** What parts subfields on the screen: no text of a record holds it, and the key `$` types it. */
export const PART = '‡'

/** A field as it is edited: its tag, its indicators, and the rest as one text. */
export interface Line {
  /** Names the line as long as it lives, so that the focus stays with it. */
  readonly key: number
  readonly tag: string
  readonly ind1: string
  readonly ind2: string
  readonly text: string
}
export interface Draft {
  readonly leader: string
  readonly lines: readonly Line[]
  readonly next: number
}

const shownInd = (ind: string): string => (ind === ' ' ? '#' : ind)
const readInd = (ind: string): string => (ind === '#' || ind === '' ? ' ' : ind)

function lineOf(field: MarcField, key: number): Line {
  if ('value' in field) return { key, tag: field.tag, ind1: '', ind2: '', text: field.value }
  const text = field.subfields.map(s => `${PART}${s.code} ${s.value}`).join(' ')
  return { key, tag: field.tag, ind1: shownInd(field.ind1), ind2: shownInd(field.ind2), text }
}

export const draftOf = (record: MarcRecord): Draft => ({
  leader: record.leader,
  lines: record.fields.map(lineOf),
  next: record.fields.length,
})

/** A record as the server sends it. What it cannot read it never sends. */
export function recordOf(shown: { leader: string; fields: readonly unknown[] }): MarcRecord {
  const read = fromMarcJson(shown)
  return read.ok ? read.record : { leader: shown.leader, fields: [] }
}

/** Subfields of a text; what stands before the first mark counts as `a`. One blank on either side of a part is ours. */
export function partsOf(text: string): { code: string; value: string }[] {
  const [before = '', ...parts] = text.split(PART)
  const found = parts.map((part, i) => {
    const value = part.slice(1).replace(/^ /, '')
    return { code: part[0] ?? '', value: i < parts.length - 1 ? value.replace(/ $/, '') : value }
  })
  const first = before.trim() === '' ? [] : [{ code: 'a', value: before.trim() }]
  return [...first, ...found.filter(p => p.code.trim() !== '')]
}

/** Where a mark that is typed at a place begins: over a subfield that is still empty, as a new line holds one ready, else there. */
export const markAt = (text: string, at: number): number =>
  at - (new RegExp(`${PART}[a-z0-9] ?$`).exec(text.slice(0, at))?.[0].length ?? 0)

const fieldOf = ({ tag, ind1, ind2, text }: Line): MarcField =>
  isControlTag(tag)
    ? { tag, value: text }
    : { tag, ind1: readInd(ind1), ind2: readInd(ind2), subfields: partsOf(text) }

/** The record that the lines say; a line without tag and text is not there. */
export const recordOfDraft = (draft: Draft): MarcRecord => ({
  leader: draft.leader.padEnd(24, ' ').slice(0, 24),
  fields: kept(draft).map(fieldOf),
})
const kept = (draft: Draft): Line[] => draft.lines.filter(l => l.tag.trim() !== '' || l.text.trim() !== '')

/** Faults by the key of their line; those of the leader and of what is missing under -1. */
export function faultsByLine(
  draft: Draft,
  faults: readonly FormatFault[],
): ReadonlyMap<number, FormatFault[]> {
  const lines = kept(draft)
  return Map.groupBy(faults, f => (f.at < 0 ? -1 : (lines[f.at]?.key ?? -1)))
}

export const setLine = (draft: Draft, key: number, part: Partial<Omit<Line, 'key'>>): Draft => ({
  ...draft,
  lines: draft.lines.map(l => (l.key === key ? { ...l, ...part } : l)),
})
export const removeLine = (draft: Draft, key: number): Draft => ({
  ...draft,
  lines: draft.lines.filter(l => l.key !== key),
})
/** A blank line behind another, or at the end. @returns the draft and the key of the new line */
export function addLine(draft: Draft, behind: number | null, tag = ''): { draft: Draft; key: number } {
  const key = draft.next
  const line: Line = { key, tag, ind1: '#', ind2: '#', text: isControlTag(tag) ? '' : `${PART}a ` }
  const at = behind === null ? draft.lines.length : draft.lines.findIndex(l => l.key === behind) + 1
  return { draft: { ...draft, lines: draft.lines.toSpliced(at, 0, line), next: key + 1 }, key }
}
export function moveLine(draft: Draft, key: number, step: -1 | 1): Draft {
  const at = draft.lines.findIndex(l => l.key === key)
  const line = draft.lines[at]
  const to = at + step
  if (!line || to < 0 || to >= draft.lines.length) return draft
  return { ...draft, lines: draft.lines.toSpliced(at, 1).toSpliced(to, 0, line) }
}
/** In the order of tags, those of one tag as they stood. */
export const sortLines = (draft: Draft): Draft => ({
  ...draft,
  lines: draft.lines.toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0)),
})

/** What was before, for as long as the screen is open; changes of one line in a row are one step. */
export interface Undoable {
  readonly past: readonly Draft[]
  readonly now: Draft
  readonly future: readonly Draft[]
  readonly last: string | null
}
const MOST_STEPS = 200
export const startUndo = (now: Draft): Undoable => ({ past: [], now, future: [], last: null })
export function change(u: Undoable, now: Draft, what: string): Undoable {
  if (now === u.now) return u
  if (u.last === what && u.past.length > 0) return { ...u, now, future: [] }
  return { past: [...u.past, u.now].slice(-MOST_STEPS), now, future: [], last: what }
}
export function undo(u: Undoable): Undoable {
  const before = u.past.at(-1)
  return before ? { past: u.past.slice(0, -1), now: before, future: [u.now, ...u.future], last: null } : u
}
export function redo(u: Undoable): Undoable {
  const [next, ...rest] = u.future
  return next ? { past: [...u.past, u.now], now: next, future: rest, last: null } : u
}
