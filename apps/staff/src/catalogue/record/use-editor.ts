import { checkFormat, FORMATS, type FormatFault, type MarcRecord } from '@kaft/marc'
import { type RefObject, useMemo, useRef, useState } from 'react'
import {
  addLine,
  change,
  type Draft,
  draftOf,
  faultsByLine,
  moveLine,
  recordOfDraft,
  redo,
  removeLine,
  setLine,
  sortLines,
  startUndo,
  undo,
} from './line.model.ts'

export type FormatName = keyof typeof FORMATS
/** The format of a description that the server is told; one of headings is none. */
export const titleFormat = (name: FormatName): 'marc21' | 'vlacc' => (name === 'vlacc' ? 'vlacc' : 'marc21')

export interface Editor {
  readonly draft: Draft
  readonly record: MarcRecord
  readonly faults: ReadonlyMap<number, FormatFault[]>
  readonly stops: number
  readonly asks: number
  readonly format: FormatName
  readonly mayUndo: boolean
  readonly mayRedo: boolean
  readonly setFormat: (name: FormatName) => void
  readonly setLeader: (text: string) => void
  readonly set: (key: number, part: { tag?: string; ind1?: string; ind2?: string; text?: string }) => void
  readonly add: (behind: number | null) => void
  readonly remove: (key: number) => void
  readonly move: (key: number, step: -1 | 1) => void
  readonly sort: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly load: (record: MarcRecord) => void
  /** The list of lines, so that the focus can be put where the work is. */
  readonly list: RefObject<HTMLTableSectionElement | null>
}

const weighed = (faults: readonly FormatFault[]) => ({
  stops: faults.filter(f => f.weight === 'stop').length,
  asks: faults.filter(f => f.weight === 'ask').length,
})

/** The number of a new record is given by the server: that it is missing is nobody's fault. */
const check = (record: MarcRecord, format: FormatName): FormatFault[] =>
  checkFormat(record, FORMATS[format]).filter(f => f.tag !== '001' || f.at >= 0)

/** The state of an editor: the draft with its steps, and what the format says of it. */
export function useEditor(first: MarcRecord, firstFormat: FormatName): Editor {
  const [steps, setSteps] = useState(() => startUndo(draftOf(first)))
  const [format, setFormat] = useState(firstFormat)
  const list = useRef<HTMLTableSectionElement>(null)
  const draft = steps.now
  const record = useMemo(() => recordOfDraft(draft), [draft])
  const found = useMemo(() => check(record, format), [record, format])
  const faults = useMemo(() => faultsByLine(draft, found), [draft, found])
  const put = (next: Draft, what: string): void => setSteps(now => change(now, next, what))
  const focus = (key: number, which: 'tag' | 'text'): void => {
    // The line is there after the next paint.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-line="${key}"] [data-part="${which}"]`)?.focus(),
    )
  }
  return {
    draft,
    record,
    faults,
    ...weighed(found),
    format,
    mayUndo: steps.past.length > 0,
    mayRedo: steps.future.length > 0,
    setFormat,
    setLeader: leader => put({ ...draft, leader }, 'leader'),
    set: (key, part) => put(setLine(draft, key, part), `${Object.keys(part).join()} ${key}`),
    add: behind => {
      const made = addLine(draft, behind)
      put(made.draft, `add ${made.key}`)
      focus(made.key, 'tag')
    },
    remove: key => {
      const at = draft.lines.findIndex(l => l.key === key)
      const next = draft.lines[at + 1] ?? draft.lines[at - 1]
      put(removeLine(draft, key), `remove ${key}`)
      if (next) focus(next.key, 'text')
    },
    move: (key, step) => {
      put(moveLine(draft, key, step), `move ${key} ${draft.lines.findIndex(l => l.key === key)}`)
      focus(key, 'text')
    },
    sort: () => put(sortLines(draft), `sort ${draft.next}`),
    undo: () => setSteps(undo),
    redo: () => setSteps(redo),
    load: record => put(draftOf(record), `load ${Date.now()}`),
    list,
  }
}
