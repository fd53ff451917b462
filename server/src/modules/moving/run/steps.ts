import { type MoveFileMap, type MoveKind, moveKinds, type MoveMapping } from '@kaft/contract'
import type { FileRow } from '../read/part.store.ts'
import { isMeant } from '../read/row.rules.ts'

/** One part of the work: a kind out of a file, or what comes after the files. */
export type Step =
  | { readonly does: 'titles'; readonly kind: 'titles'; readonly file: FileRow; readonly map: MoveFileMap }
  | {
      readonly does: 'rows'
      readonly kind: Exclude<MoveKind, 'titles'>
      readonly file: FileRow
      readonly map: MoveFileMap
      readonly give: number
    }
  | { readonly does: 'end'; readonly kind: Exclude<MoveKind, 'titles'> }
  | { readonly does: 'stamp'; readonly kind: MoveKind }

/** The part of a mapping that a file goes by: the first whose pattern fits its name and its format. */
export function mapOf(mapping: MoveMapping, file: Pick<FileRow, 'name' | 'format'>): number | null {
  const at = mapping.files.findIndex(m => m.format === file.format && isMeant(m.match, file.name))
  return at < 0 ? null : at
}

const stamped: readonly MoveKind[] = ['items', 'patrons', 'loans', 'holds']

/**
 * What is to be done in a pass, in the order in which rows hang on each other. It follows from the mapping and the
 * files alone, so that whoever goes on after a break finds the same steps.
 */
export function stepsOf(
  mapping: MoveMapping,
  files: readonly FileRow[],
  of: { readonly pass: number; readonly dry: boolean; readonly whole: boolean },
): Step[] {
  const here = files.filter(f => f.pass === Math.max(1, of.pass) && f.looked)
  const mapped = here.flatMap(file => {
    const at = mapOf(mapping, file)
    const map = at === null ? undefined : mapping.files[at]
    return map ? [{ file, map }] : []
  })
  const steps = moveKinds.flatMap((kind): Step[] =>
    mapped.flatMap(({ file, map }) =>
      map.gives.flatMap((given, give): Step[] => {
        if (given.kind !== kind) return []
        return kind === 'titles'
          ? [{ does: 'titles', kind, file, map }]
          : [{ does: 'rows', kind, file, map, give }]
      }),
    ),
  )
  if (of.dry) return steps
  const given = new Set(steps.map(s => s.kind))
  // What hangs on others ends first: a patron without loans can go, one with loans cannot.
  const ended = moveKinds.filter(kind => given.has(kind)).toReversed()
  return [
    ...steps,
    ...(of.whole && of.pass > 1
      ? ended.flatMap((kind): Step[] => (kind === 'titles' ? [] : [{ does: 'end', kind }]))
      : []),
    ...stamped.map((kind): Step => ({ does: 'stamp', kind })),
  ]
}

/** Rows that a step passes by: what its progress is counted in. */
export const weightOf = (step: Step): number =>
  step.does === 'rows' || step.does === 'titles' ? Number(step.file.rows) : 0

/** The order in which everything goes out again. */
export const wayBack: readonly MoveKind[] = [
  'history',
  'charges',
  'holds',
  'loans',
  'patrons',
  'items',
  'titles',
]
