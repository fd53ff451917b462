import { printMarcxml, type MarcRecord, parseMarcJson } from '@kaft/marc'
import { dayOf } from '../../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../../base/job.ts'
import { decrypt } from '../../../../base/keys.ts'
import { allOf, oneOf, shaped } from '../../../../base/row.ts'
import type { Tx } from '../../../../base/tx.ts'
import { nationalNumberIs } from '../../../patrons/index.ts'
import { gatherPerson, portable } from '../../../privacy/index.ts'
import { type At, beat, departureById, DepartureRow, setExported } from '../departure.store.ts'
import { dropFiles } from '../files.store.ts'
import {
  BookingPage,
  bookingPage,
  House,
  houseQuery,
  ItemPage,
  itemPage,
  PatronPage,
  patronPage,
  personFiles,
  Row,
  titleRows,
  TitleRow,
} from './export.store.ts'
import { type FileWriter, fileWriter } from './file-writer.ts'
import { bookingHead, bookingRows, fileOfKind, headOf, readMe, rowsOf } from './rows.rules.ts'

type PersonKind = keyof typeof personFiles
const personKinds = Object.keys(personFiles) as PersonKind[]
const PEOPLE = 200
const ROWS = 2_000
const FIRST_DAY = '0001-01-01'

interface Making {
  readonly ctx: JobCtx
  readonly at: At
  readonly library: string
  /** A new file; they are numbered as they begin. */
  readonly open: (name: string) => FileWriter
}
/** One transaction in the library, that ends with what is ready of these files. */
const stepIn = <T>(of: Making, files: readonly FileWriter[], work: (tx: Tx) => Promise<T>): Promise<T> => {
  of.ctx.signal.throwIfAborted()
  return inLibrary(of.ctx, of.at.library_id, async tx => {
    await tx.first([])
    const done = await work(tx)
    await tx.last([...files.flatMap(file => file.stored(false)), beat(of.at.departure_id)])
    return done
  })
}
const endAll = (of: Making, files: readonly FileWriter[]): Promise<void> =>
  inLibrary(of.ctx, of.at.library_id, async tx => {
    await tx.first([])
    await tx.last(files.flatMap(file => file.stored(true)))
  })

/** People: a line in each file that takes part in a move, and the whole record of each as the reader would get it. */
async function people(of: Making): Promise<void> {
  const files = new Map(personKinds.map(kind => [kind, of.open(fileOfKind[kind])]))
  const records = of.open('dossiers.ndjson')
  const all = [...files.values(), records]
  for (const [kind, file] of files) file.add(headOf(kind), 0)
  const made_on = dayOf(of.ctx.now)
  for (let after: string | null = '0'; after !== null; ) {
    const from: string = after
    after = await stepIn(of, all, async tx => {
      const [page = []] = await tx.more([patronPage(of.at.library_id, from, PEOPLE)])
      const patron_ids = allOf(PatronPage, page).map(p => p.patron_id)
      if (patron_ids.length === 0) return null
      const found = await tx.more(personKinds.map(kind => personFiles[kind](patron_ids)))
      for (const [no, kind] of personKinds.entries()) {
        const rows = allOf(Row, found[no] ?? []).map(row => opened(of.ctx, row))
        files.get(kind)?.add(rowsOf(kind, rows), rows.length)
      }
      for (const patron_id of patron_ids) {
        const gathered = await gatherPerson(of.ctx, tx, patron_id)
        const record = { key: patron_id, ...portable({ made_on, library_name: of.library, gathered }) }
        records.add(`${JSON.stringify(record)}\n`, 1)
      }
      return patron_ids.at(-1) ?? null
    })
  }
  await endAll(of, all)
}
/** The number stands in clear in the file, which is encrypted. */
const opened = (ctx: JobCtx, row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  typeof row['national_number'] === 'string'
    ? { ...row, national_number: decrypt(ctx.keys, row['national_number'], nationalNumberIs) }
    : row

/** The record under the number that the items name; its own number stands in 035 (MARC 21, 035 $a with the source in front). */
function numbered({ title_id, source, control_number, record }: TitleOf): MarcRecord | null {
  const read = parseMarcJson(record)
  if (!read.ok) return null
  const rest = read.record.fields.filter(f => f.tag !== '001')
  return {
    ...read.record,
    fields: [
      { tag: '001', value: title_id },
      ...rest.filter(f => f.tag < '035'),
      {
        tag: '035',
        ind1: ' ',
        ind2: ' ',
        subfields: [{ code: 'a', value: `(${source})${control_number}` }],
      },
      ...rest.filter(f => f.tag >= '035'),
    ],
  }
}
type TitleOf = ReturnType<typeof titleOf>
const titleOf = (row: unknown) => shaped(TitleRow, row)

async function things(of: Making): Promise<void> {
  const items = of.open(fileOfKind.items)
  const titles = of.open('titels.xml')
  const told = new Set<string>()
  items.add(headOf('items'), 0)
  const [head = '', foot = ''] = await emptyCollection()
  titles.add(head, 0)
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after
    after = await stepIn(of, [items, titles], async tx => {
      const [page = []] = await tx.more([itemPage(of.at.library_id, from, ROWS)])
      const rows = allOf(ItemPage, page)
      items.add(
        rowsOf(
          'items',
          rows.map(r => r.row),
        ),
        rows.length,
      )
      const fresh = [...new Set(rows.map(r => r.title))].filter(id => !told.has(id))
      for (const id of fresh) told.add(id)
      const [found = []] = await tx.more([titleRows(fresh)])
      const records = found.map(row => numbered(titleOf(row))).filter(r => r !== null)
      titles.add(await collection(records), records.length)
      return rows.length === ROWS ? (rows.at(-1)?.barcode ?? null) : null
    })
  }
  titles.add(foot, 0)
  await endAll(of, [items, titles])
}
const printed = async (records: readonly MarcRecord[]): Promise<string[]> =>
  Array.fromAsync(printMarcxml(records))
const emptyCollection = (): Promise<string[]> => printed([])
const collection = async (records: readonly MarcRecord[]): Promise<string> =>
  (await printed(records)).slice(1, -1).join('')

async function money(of: Making): Promise<void> {
  const file = of.open('boekingen.csv')
  file.add(bookingHead, 0)
  let after: { on_day: string; entry_id: string } | null = { on_day: FIRST_DAY, entry_id: '0' }
  while (after !== null) {
    const from: { on_day: string; entry_id: string } = after
    after = await stepIn(of, [file], async tx => {
      const [page = []] = await tx.more([bookingPage(of.at.library_id, from, ROWS)])
      const rows = allOf(BookingPage, page)
      file.add(bookingRows(rows.map(r => r.row)), rows.length)
      const last = rows.at(-1)
      return rows.length === ROWS && last ? { on_day: last.on_day, entry_id: last.entry_id } : null
    })
  }
  await endAll(of, [file])
}

async function house(of: Making): Promise<void> {
  const file = of.open('huis.json')
  await stepIn(of, [], async tx => {
    const [rows = []] = await tx.more([houseQuery(of.at.library_id)])
    file.add(`${JSON.stringify(shaped(House, rows[0]).house, null, 2)}\n`, 1)
  })
  const about = of.open('LEESMIJ.txt')
  about.add(readMe({ library: of.library, on: dayOf(of.ctx.now) }), 1)
  await endAll(of, [file, about])
}

/**
 * Writes all that a library owns to files, encrypted, in parts. One that was cut off begins again: there is no half export, since the
 * moment from which it counts is written with the last file. What is done at a desk meanwhile counts as done since.
 */
export async function makeExport(ctx: JobCtx, at: At): Promise<void> {
  const row = await inLibrary(ctx, at.library_id, async tx => {
    const [rows = []] = await tx.first([departureById(at.departure_id)])
    await tx.last([dropFiles(at.departure_id)])
    return oneOf(DepartureRow, rows)
  })
  if (!row) return
  let file_no = 0
  const making: Making = {
    ctx,
    at,
    library: row.library_name,
    open: name => fileWriter(at, ctx.keys, { file_no: ++file_no, name }),
  }
  await people(making)
  await things(making)
  await money(making)
  await house(making)
  await inLibrary(ctx, at.library_id, async tx => {
    await tx.first([])
    await tx.last([setExported(at.departure_id, ctx.now.toString())])
  })
}
