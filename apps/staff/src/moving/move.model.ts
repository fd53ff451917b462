import type { MoveFieldType, MoveKind } from '@kaft/contract/move-fields'
import { moveFields } from '@kaft/contract/move-fields'
import type { Move, MoveColumn, MoveFile, MoveFileMap, MoveMapping, MoveState } from '@kaft/contract/moving'
import type { State } from '@kaft/ui/tokens'

export const stateOf: Readonly<Record<MoveState, State>> = {
  open: 'ask',
  checking: 'move',
  checked: 'ask',
  frozen: 'ask',
  loading: 'move',
  loaded: 'ask',
  live: 'ok',
  taking_back: 'move',
  taken_back: 'ok',
  stopped: 'stop',
}
export const isOver = (state: MoveState): boolean => ['live', 'taken_back', 'stopped'].includes(state)
export const isWorking = (state: MoveState): boolean => ['checking', 'loading', 'taking_back'].includes(state)
/** Out again: while it is being loaded, and for the day after it was signed. */
export const mayGoBack = ({ state, undo_until }: Pick<Move, 'state' | 'undo_until'>): boolean =>
  state === 'loading' ||
  state === 'loaded' ||
  (state === 'live' && undo_until !== null && undo_until > new Date().toISOString())
/** Whether files and their mapping may still be changed. */
export const isOpen = (state: MoveState): boolean => ['open', 'checked', 'loaded'].includes(state)

/** Files of the pass that comes. */
export const comingFiles = (move: Pick<Move, 'files' | 'state' | 'pass'>): readonly MoveFile[] =>
  move.files.filter(file => file.pass === (move.state === 'loaded' ? move.pass + 1 : Math.max(1, move.pass)))

/** Columns that hold something and go nowhere. */
export const leftColumns = (file: MoveFile): MoveFile['columns'] =>
  file.columns.filter(column => !column.taken && column.filled > 0)

type Columns = MoveFileMap['gives'][number]['columns']
const withColumns = (map: MoveFileMap, give: number, set: (columns: Columns) => Columns): MoveFileMap => ({
  ...map,
  gives: map.gives.map((one, i) => (i === give ? { ...one, columns: set(one.columns) } : one)),
})

/** What a field is taken from; no column and nothing fixed takes the field out of the mapping. */
export const setColumn = (
  map: MoveFileMap,
  at: { readonly give: number; readonly field: string },
  change: Partial<MoveColumn>,
): MoveFileMap =>
  withColumns(map, at.give, columns => {
    const next: MoveColumn = { ...(columns[at.field] ?? { from: [] }), ...change }
    const kept = Object.fromEntries(
      Object.entries(next).filter(([, value]) => value !== undefined),
    ) as MoveColumn
    const { [at.field]: _, ...others } = columns
    return kept.from.length === 0 && kept.fixed === undefined ? others : { ...others, [at.field]: kept }
  })

/** The table that explains the words of a field: its own, or one that is made for it. */
export const tableOf = (map: MoveFileMap, give: number, field: string): string => {
  const kind = map.gives[give]?.kind
  const type: MoveFieldType | undefined = kind === undefined ? undefined : moveFields[kind][field]?.type
  const named = map.gives[give]?.columns[field]?.codes
  if (named !== undefined) return named
  return type === 'branch' || type === 'item_type' || type === 'membership_type' ? type : `${kind}_${field}`
}

/** Says what a word means; an empty meaning takes the word out again. */
export const setWord = (
  codes: MoveMapping['codes'],
  table: string,
  said: { readonly word: string; readonly means: string },
): MoveMapping['codes'] => {
  const { [said.word]: _, ...others } = codes[table] ?? {}
  return { ...codes, [table]: said.means === '' ? others : { ...others, [said.word]: said.means } }
}

/** A part of the mapping for a file that has none yet: its name, and what it holds. */
export const newMap = (file: Pick<MoveFile, 'name' | 'format'>, kind: MoveKind): MoveFileMap => ({
  match: file.name,
  format: file.format ?? 'csv',
  gives: [
    {
      kind,
      columns: {},
    },
  ],
})

/** The mapping with this part in its place, or before all others where it is new. */
export const putMap = (mapping: MoveMapping, map_no: number | null, map: MoveFileMap): MoveMapping => ({
  ...mapping,
  files:
    map_no === null ? [map, ...mapping.files] : mapping.files.map((one, i) => (i === map_no ? map : one)),
})

/** Columns whose name is the name of a field are that field, as far as nobody said otherwise. */
export const guessed = (map: MoveFileMap, give: number, names: readonly string[]): MoveFileMap => {
  const kind = map.gives[give]?.kind
  if (kind === undefined) return map
  return Object.keys(moveFields[kind]).reduce((all, field) => {
    const name = names.find(n => n.toLowerCase().replaceAll(' ', '_') === field)
    const known = all.gives[give]?.columns[field]
    return name === undefined || known ? all : setColumn(all, { give, field }, { from: [name] })
  }, map)
}
