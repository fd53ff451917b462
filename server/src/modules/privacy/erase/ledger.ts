import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Type } from 'typebox'
import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { blindIndexes } from '../../../base/keys.ts'
import type { Personal } from '../../../base/personal.ts'
import { allOf, matches } from '../../../base/row.ts'
import { patronIdsAfter, PatronIdRow } from './ledger.store.ts'
import { ErasedRow, erasedMarks, insertErased, type Mark } from './erase.store.ts'
import { eraseIn, markedText } from './erase.ts'
import { lockRecords } from '../retention/life.store.ts'
import { ErasurePart } from '@kaft/contract'
import { freshenFigures } from './fresh-figures.ts'

/*
 * The ledger of erasures: who was erased, as keyed hashes, in a file outside of the database and its backups. A backup that
 * is put back is of before some of them; what the file knows and the database does not is erased again (P83).
 */

const Line = Type.Object({
  library_id: Type.String(),
  mark: Type.String(),
  parts: Type.Array(Type.Union([ErasurePart, Type.Literal('library'), Type.Literal('import')])),
  at: Type.String(),
})
interface LedgerLine extends Mark {
  /** Beside the parts of a person: a whole library that left, and a word by which an import would know somebody. */
  readonly parts: readonly (ErasurePart | 'library' | 'import')[]
}
const keyOf = (mark: { readonly mark: string; readonly parts: readonly string[] }): string =>
  `${mark.mark} ${mark.parts.join(',')}`

/** The lines of the file. A line that was cut off by a full disk or a lost machine is no line: the database has it. */
export async function readLedger(path: string): Promise<LedgerLine[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap(line => {
    const said = parsed(line)
    return matches(Line, said) ? [said as LedgerLine] : []
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return null
  }
}

/**
 * Makes file and database say the same. What only the database knows is added to the file; what only the file knows was
 * erased after the backup that this database comes from, and is erased again, whatever is open there now.
 * @returns how many records were erased again
 */
export async function levelLedger(ctx: JobCtx, path: string, above: readonly Personal[]): Promise<number> {
  const oldest = ctx.now.subtract({ hours: 24 * LEDGER_DAYS })
  const all = await readLedger(path)
  const written = all.filter(mark => Temporal.Instant.compare(mark.at, oldest) >= 0)
  if (written.length < all.length) await rewrite(path, written)
  const inFile = new Set(written.map(keyOf))
  const known: Mark[] = []
  await eachLibrary(ctx, async library_id => {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([erasedMarks(library_id)]))
    known.push(...allOf(ErasedRow, rows))
  })
  await append(
    path,
    known.filter(mark => !inFile.has(keyOf(mark))),
  )
  const inDatabase = new Set(known.map(keyOf))
  const lost = written.filter(mark => !inDatabase.has(keyOf(mark)))
  return lost.length === 0 ? 0 : eraseLost(ctx, lost, above)
}

/** What was erased since the backup was made, of whichever library it was then or is now. */
async function eraseLost(
  ctx: JobCtx,
  lost: readonly LedgerLine[],
  above: readonly Personal[],
): Promise<number> {
  let again = 0
  await eachLibrary(ctx, async library_id => {
    again += await eraseAgain(ctx, { library_id, above }, lost)
    // From now on the database knows them too, also those that are of no record here.
    const own = lost.filter(mark => mark.library_id === library_id)
    if (own.length === 0) return
    await inLibrary(ctx, library_id, async tx => {
      await tx.first([])
      await tx.last([insertErased(own)])
    })
    // A library that had left leaves again: the module that did it takes it from here.
    if (own.some(mark => mark.parts.includes('library')))
      for (const module of above) await module.leave_again?.(ctx, library_id)
  })
  if (again > 0) {
    await freshenFigures(ctx)
    ctx.log('warn', 'erased again whoever was erased after this backup was made', { rows: again })
  }
  return again
}

/** As long as a mark stands in the database. */
const LEDGER_DAYS = 730

/** Without the lines that have had their time. A line that another process adds meanwhile is in the database, and comes back. */
async function rewrite(path: string, marks: readonly Mark[]): Promise<void> {
  const aside = `${path}.new`
  await writeFile(aside, marks.map(lineOf).join(''), { mode: 0o600, flush: true })
  await rename(aside, path)
}

const lineOf = ({ library_id, mark, parts, at }: Mark): string =>
  `${JSON.stringify({ library_id, mark, parts, at })}\n`

async function append(path: string, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await appendFile(path, marks.map(lineOf).join(''), { mode: 0o600, flush: true })
}

const PAGE = 5_000

/** Looks at every record of the library under the marks that were lost, and erases those that have one. */
async function eraseAgain(
  ctx: JobCtx,
  { library_id, above }: { library_id: string; above: readonly Personal[] },
  lost: readonly LedgerLine[],
): Promise<number> {
  const wanted = Map.groupBy(lost, mark => mark.mark)
  let again = 0
  for (let after: string | null = '0'; after !== null; ) {
    ctx.signal.throwIfAborted()
    const from: string = after
    const [rows = []] = await inLibrary(ctx, library_id, tx =>
      tx.first([patronIdsAfter(library_id, from, PAGE)]),
    )
    const ids = allOf(PatronIdRow, rows).map(row => row.patron_id)
    for (const patron_id of ids) {
      const parts = blindIndexes(ctx.keys, markedText(patron_id)).flatMap(
        mark =>
          wanted.get(mark)?.flatMap(m => m.parts.filter(part => part !== 'library' && part !== 'import')) ??
          [],
      )
      if (parts.length === 0) continue
      again++
      await inLibrary(ctx, library_id, async tx => {
        await tx.first([lockRecords([patron_id])])
        await eraseIn(ctx, tx, { library_id, patron_ids: [patron_id], parts, because: 'replay', above })
        await tx.last([])
      })
    }
    after = ids.length === PAGE ? (ids.at(-1) ?? null) : null
  }
  return again
}
