import { DEFAULT_HOLDINGS, type HoldingsLayout } from '@kaft/marc'
import type { MoveFileMap, MoveReason } from '@kaft/contract'
import {
  type ImportCounts,
  type ImportProblem,
  importMarc,
  type StoredBatch,
} from '../../cataloguing/index.ts'
import type { Query } from '../../../base/sql.ts'
import { StartError } from '../../../base/start-error.ts'
import { bytesOf } from '../read/file.ts'
import type { FileRow } from '../read/part.store.ts'
import { LetGo, type Run } from './run.ts'
import { type At, noTally, type Refused, type Tally } from './notes.store.ts'
import { plainIsbn } from './refs.ts'
import { enterQuery, tieItems, tieTitles } from './titles.store.ts'

/** `952:barcode=p,branch=b`: the field of the items, and the subfields of each datum. */
export function layoutOf(text: string): HoldingsLayout {
  const [tag = '', given = ''] = text.split(':', 2)
  const named = Object.fromEntries(
    given.split(',').flatMap(pair => {
      const [name, code] = pair.split('=', 2)
      return name && code ? [[name, code]] : []
    }),
  )
  const { barcode, ...rest } = named
  return barcode ? { tag, barcode, ...rest } : { ...DEFAULT_HOLDINGS, tag }
}

const rowReasons = new Set([
  'barcode_missing',
  'barcode_repeated',
  'barcode_too_long',
  'branch_unknown',
  'barcode_in_use',
])
const reasonOf = (problem: ImportProblem): { kind: 'titles' | 'items'; reason: MoveReason } => {
  if (problem.reason === 'barcode_in_use') return { kind: 'items', reason: 'barcode_in_use' }
  if (problem.reason === 'barcode_repeated' || problem.reason === 'number_repeated')
    return { kind: problem.reason === 'barcode_repeated' ? 'items' : 'titles', reason: 'repeated' }
  if (problem.reason === 'price_unreadable') return { kind: 'items', reason: 'value_unreadable' }
  return rowReasons.has(problem.reason)
    ? { kind: 'items', reason: 'item_unreadable' }
    : { kind: 'titles', reason: 'record_unreadable' }
}

/** What a file of records gave: counts of titles and of the items in them, and what could not be taken. */
export interface TitlesDone {
  readonly titles: Tally
  readonly items: Tally | null
  readonly refused: readonly Refused[]
}

/** Somebody else imports these records already: they go on with it. */
const importing = (...ask: Parameters<typeof importMarc>): ReturnType<typeof importMarc> =>
  importMarc(...ask).catch((error: unknown) => {
    if (error instanceof StartError && error.message.startsWith('Another import'))
      throw new LetGo(error.message)
    throw error
  })

/**
 * Takes the records of a file in, with their items where the mapping says where those are. The import keeps its own
 * batches, so a break is mended by importing again: what is there is not written twice. The links are part of each batch.
 */
export async function takeTitles(
  run: Run,
  of: { readonly file: FileRow; readonly map: MoveFileMap; readonly onProgress: (records: number) => void },
): Promise<TitlesDone> {
  const { file, map } = of
  const { move, overlay } = run
  const refused: Refused[] = []
  const holdings =
    map.holdings === undefined
      ? null
      : {
          layout: layoutOf(map.holdings),
          branches: run.branchWords,
          item_types: move.mapping.codes['item_type'] ?? {},
        }
  const counts = await importing(
    { db: run.ctx.db, now: () => Temporal.Instant.from(run.at) },
    {
      stream: bytesOf(run.ask, file),
      source: move.library_code,
      library: move.library_code,
      holdings,
      report: problem => {
        const { kind, reason } = reasonOf(problem)
        const whole_row = problem.reason !== 'price_unreadable'
        refused.push({ kind, file_no: file.file_no, line_no: problem.index, reason, field: null, whole_row })
      },
      onProgress: c => {
        run.ctx.signal.throwIfAborted()
        of.onProgress(c.records)
      },
      ...(overlay
        ? {
            look: record => {
              overlay.titles.add(record.control_number)
              for (const isbn of record.isbns) overlay.isbns.add(plainIsbn(isbn))
              for (const barcode of record.barcodes) overlay.barcodes.add(barcode)
            },
          }
        : { noted: (batch: StoredBatch) => notesOf(run.notesAt, batch) }),
    },
  )
  return { ...talliesOf(counts, refused, holdings !== null), refused }
}

const notesOf = (at: At, { titles, items }: StoredBatch): Query[] => [
  enterQuery(at.library_id),
  tieTitles(at, titles),
  ...(items.length > 0 ? [tieItems(at, items)] : []),
]

function talliesOf(
  c: ImportCounts,
  refused: readonly Refused[],
  withItems: boolean,
): Pick<TitlesDone, 'titles' | 'items'> {
  const items = refused.filter(r => r.kind === 'items')
  const rows = items.filter(r => r.whole_row).length
  const here = c.items_new + c.items_same
  return {
    titles: {
      ...noTally,
      read: c.records,
      made: c.titles_new,
      changed: c.titles_changed,
      same: c.titles_unchanged,
      refused: c.records_refused,
    },
    items: withItems
      ? {
          ...noTally,
          read: here + rows,
          made: c.items_new,
          same: c.items_same,
          refused: rows,
          fields: items.length - rows,
        }
      : null,
  }
}
